#include <algorithm>
#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>

#include "app/json_text.hpp"
#include "app/present.hpp"
#include "casework/approval.hpp"
#include "casework/situation.hpp"

// The way of a record through its procedure: where it has been, where it stands, what lies ahead;
// and of an approval the people on its way. Nothing of it is drawn anywhere: the first comes out of
// the journal, the second out of the pack's commands, the third out of the table of authority.
namespace guiju::app {
namespace {

namespace approval = casework::approval;
namespace bj = boost::json;

constexpr std::size_t entries_at_once = 500;

/// A state that the record came to.
struct Visit {
  const pack::State* state = nullptr;
  Instant at{};
  std::string actor;
};

void take_visits(const casework::Record& record, const journal::Entry& entry,
                 std::vector<Visit>& visits) {
  unsigned char memory[8192];
  bj::monotonic_resource arena(memory);
  const bj::value document = bj::parse(entry.body, &arena);
  const auto* facts = document.as_object().if_contains("facts");
  if (facts == nullptr) return;
  for (const auto& fact : facts->as_array()) {
    const auto& body = fact.as_object();
    if (text_of(body, "type") != record.type->name || text_of(body, "key") != record.key) continue;
    const auto* state = record.type->find_state(text_of(body, "state"));
    if (state != nullptr && (visits.empty() || visits.back().state != state)) {
      visits.push_back({state, entry.at, entry.actor});
    }
  }
}

/// All states that the record came to, in order.
std::vector<Visit> visits_of(const Reader& reader, const casework::Record& record) {
  std::vector<Visit> visits;
  std::uint64_t from = 1;
  for (;;) {
    const auto entries = reader.timeline(record.stream, from, entries_at_once);
    for (const auto& entry : entries) take_visits(record, entry, visits);
    if (entries.size() < entries_at_once) return visits;
    from = entries.back().stream_seq + 1;
  }
}

/// The states of a record's type as a graph whose edges are its commands.
class Procedure {
 public:
  Procedure(const Stage& stage, const casework::Record& record)
      : stage_(stage), record_(record), type_(*record.type) {}

  /// The step that follows in the order in which the regulation states them; null at the end.
  const pack::State* after(const pack::State& state) const {
    const pack::State* next = nullptr;
    for (const auto& command : type_.commands) {
      for (const auto* to : targets(*command, state)) {
        if (to > &state && (next == nullptr || is_earlier(*to, *next))) next = to;
      }
    }
    return next;
  }

  /// Whether one can come from `state` to what lies beyond `step` without it.
  bool is_passed_by(const pack::State& state, const pack::State& step) const {
    const auto beyond = after(step);
    if (beyond == nullptr) return false;
    return std::any_of(type_.commands.begin(), type_.commands.end(),
                       [&](const auto& command) { return leads(*command, state, *beyond); });
  }

  /// Titles of the roles whose act leads from `state` to `next`.
  std::vector<std::string> who_leads(const pack::State& state, const pack::State& next) const {
    std::vector<std::string> titles;
    for (const auto& command : type_.commands) {
      if (!leads(*command, state, next)) continue;
      for (const auto& who : command->who) {
        const auto* role = type_.pack->find_role(who.name);
        if (role == nullptr) continue;
        std::string title(stage_.say(role->title));
        if (std::find(titles.begin(), titles.end(), title) == titles.end()) {
          titles.push_back(std::move(title));
        }
      }
    }
    return titles;
  }

 private:
  /// Where the command may lead from there. Of several ways the first that holds is taken, so that
  /// those after one that holds already are none; one that does not hold yet may still do.
  std::vector<const pack::State*> targets(const pack::Command& command,
                                          const pack::State& state) const {
    std::vector<const pack::State*> found;
    if (!leads_from(command, state)) return found;
    casework::Record there = record_;
    there.state = state.id;
    const casework::Actor system{casework::Actor::Kind::system, {}};
    casework::Situation situation(stage_.view, record_.pack(), &there, system, stage_.now);
    const std::vector<feel::Value> nothing(command.inputs.size());
    situation.set_inputs(command, &nothing);
    for (const auto& target : command.to) {
      if (const auto* to = type_.find_state(target.state)) found.push_back(to);
      if (situation.holds(target.when)) break;
    }
    return found;
  }
  bool leads(const pack::Command& command, const pack::State& from, const pack::State& to) const {
    const auto found = targets(command, from);
    return std::find(found.begin(), found.end(), &to) != found.end();
  }
  static bool leads_from(const pack::Command& command, const pack::State& state) {
    if (command.creates) return false;
    if (command.from.empty()) return command.from_any || !state.is_final;
    return std::find(command.from.begin(), command.from.end(), state.id) != command.from.end();
  }
  /// Ends come after all other states: a procedure goes on as long as it can.
  static bool is_earlier(const pack::State& a, const pack::State& b) {
    return std::pair{a.is_final, &a} < std::pair{b.is_final, &b};
  }

  const Stage& stage_;
  const casework::Record& record_;
  const pack::RecordType& type_;
};

void begin_step(JsonWriter& json, const Stage& stage, const pack::State& state,
                std::string_view status) {
  json.begin_object()
      .field("id", state.id)
      .field("title", stage.say(state.title))
      .field("status", status);
}

/// Ends a step that the record is at or ahead of: who leads on from there.
void end_step(JsonWriter& json, const Procedure& procedure, const pack::State& state) {
  json.key("who").begin_array();
  if (const auto* next = procedure.after(state)) {
    for (const auto& title : procedure.who_leads(state, *next)) json.string(title);
  }
  json.end_array().end_object();
}

void write_steps(JsonWriter& json, const Stage& stage, const Reader& reader,
                 const casework::Record& record) {
  const auto visits = visits_of(reader, record);
  const Procedure procedure(stage, record);
  const auto* here = record.type->find_state(record.state);
  const bool is_told = !visits.empty() && visits.back().state == here;
  json.key("steps").begin_array();
  for (const auto& visit : visits) {
    const bool is_here = is_told && &visit == &visits.back();
    begin_step(json, stage, *visit.state, is_here ? "here" : "passed");
    write_instant(json, "entered_at", visit.at, record.pack());
    json.field("by", actor_name(stage, visit.actor));
    if (is_here) {
      end_step(json, procedure, *here);
    } else {
      json.key("who").begin_array().end_array().end_object();
    }
  }
  if (here != nullptr && !is_told) {
    begin_step(json, stage, *here, "here");
    end_step(json, procedure, *here);
  }
  const pack::State* before = here;
  for (const auto* state = here == nullptr ? nullptr : procedure.after(*here); state != nullptr;
       state = procedure.after(*state)) {
    begin_step(json, stage, *state, procedure.is_passed_by(*before, *state) ? "perhaps" : "ahead");
    end_step(json, procedure, *state);
    before = state;
  }
  json.end_array();
}

// Approvals ---------------------------------------------------------------------------------------

bool holds_text(const feel::Value& list, std::string_view text) {
  return std::any_of(list.as_list().begin(), list.as_list().end(),
                     [&](const auto& item) { return item.as_string() == text; });
}

void write_person(JsonWriter& json, const Stage& stage, const casework::Record& record,
                  std::string_view name, std::string_view key) {
  if (key.empty()) return;
  json.field(name,
             name_of(stage, record.pack(), {casework::Owner::Kind::person, std::string(key)}));
}

/// Who may act as `word` (a role, a department, a person) today, and for whom: as the acts on an
/// approval ask it, which ask of no site.
void write_holders(JsonWriter& json, const Stage& stage, const casework::Record& record,
                   std::string_view word) {
  const std::array<std::string, 1> words{std::string(word)};
  json.key("holders").begin_array();
  for (const auto& [key, person] : stage.directory.people) {
    const auto principal = casework::acting_for(person, words, {}, record.pack().id);
    if (principal.empty()) continue;
    json.begin_object().field("name", person.name).field("on_leave", person.on_leave);
    write_person(json, stage, record, "in_place_of", principal == key ? std::string{} : principal);
    json.end_object();
  }
  json.end_array();
}

void write_word(JsonWriter& json, const Stage& stage, const casework::Record& record,
                std::string_view word) {
  json.begin_object().field("id", word);
  json.field("title", display(stage, record.pack(), feel::Value::string(word)));
  write_holders(json, stage, record, word);
}

void write_signatures(JsonWriter& json, const Stage& stage, const casework::Record& record) {
  json.key("signatures").begin_array();
  for (const auto& word : record.field(approval::countersigns).as_list()) {
    write_word(json, stage, record, word.as_string());
    for (const auto& signature : record.field(approval::countersignatures).as_list()) {
      const auto part = [&signature](std::string_view name) {
        const auto* found = signature.find(name);
        return found == nullptr ? feel::Value{} : *found;
      };
      if (part(approval::signature::word).as_string() != word.as_string()) continue;
      write_person(json, stage, record, "signed_by", part(approval::signature::by).as_string());
      if (const auto at = part(approval::signature::at).as_instant()) {
        write_instant(json, "signed_at", *at, record.pack());
      }
      json.field("opinion", part(approval::signature::opinion).as_string());
    }
    json.end_object();
  }
  json.end_array();
}

void write_levels(JsonWriter& json, const Stage& stage, const casework::Record& record) {
  json.key("levels").begin_array();
  for (const auto& level : record.field(approval::levels).as_list()) {
    const auto word = level.as_string();
    write_word(json, stage, record, word);
    json.field("decides", record.field(approval::decides).as_string() == word)
        .field("may_decide", holds_text(record.field(approval::may_decide), word))
        .field("is_here",
               !record.is_final() && record.field(approval::assigned_to).as_string() == word)
        .end_object();
  }
  json.end_array();
}

void write_approval(JsonWriter& json, const Stage& stage, const casework::Record& record) {
  const auto* state = record.type->find_state(record.state);
  json.begin_object()
      .field("id", record.id.text)
      .field("number", record.number)
      .field("state", state == nullptr ? std::string_view{} : stage.say(state->title))
      .field("is_open", !record.is_final());
  write_signatures(json, stage, record);
  write_levels(json, stage, record);
  write_person(json, stage, record, "decided_by", record.field(approval::decided_by).as_string());
  if (record.field(approval::decided_for).as_string() !=
      record.field(approval::decided_by).as_string()) {
    write_person(json, stage, record, "decided_for",
                 record.field(approval::decided_for).as_string());
  }
  if (const auto at = record.field(approval::decided_at).as_instant()) {
    write_instant(json, "decided_at", *at, record.pack());
  }
  json.end_object();
}

}  // namespace

std::string route_json(const Stage& stage, const Reader& reader, const casework::Record& record) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  // Of an approval who signs and decides is the way; its states say the same less well.
  if (record.type->is_approval()) {
    json.key("steps").begin_array().end_array();
  } else {
    write_steps(json, stage, reader, record);
  }
  json.key("approvals").begin_array();
  if (record.type->is_approval()) write_approval(json, stage, record);
  for (const auto& type : record.pack().types) {
    if (type->parent != record.type || !type->is_approval()) continue;
    for (const auto& child : stage.view.children(record.id, *type)) {
      if (stage.may_see(*child)) write_approval(json, stage, *child);
    }
  }
  json.end_array().end_object();
  return out;
}

}  // namespace guiju::app
