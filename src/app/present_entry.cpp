#include <algorithm>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "app/json_text.hpp"
#include "app/present.hpp"
#include "casework/value_json.hpp"

// What the journal holds, told to people: who did what, when, and what it changed.
namespace guiju::app {
namespace {

namespace bj = boost::json;
using pack::Text;

std::string_view view(const bj::string& text) { return {text.data(), text.size()}; }

/// A fact of the program itself: what is said before the deadline, marker or receiver it is about.
struct OwnFact {
  std::string_view name;
  Text title;
};

const OwnFact* find_own_fact(std::string_view name) {
  static const OwnFact facts[] = {
      {"clock_started", {"开始计时", "", "Clock started"}},
      {"clock_not_started", {"未再开始计时", "", "Clock not started again"}},
      {"clock_paused", {"暂停计时", "", "Clock paused"}},
      {"clock_resumed", {"恢复计时", "", "Clock resumed"}},
      {"clock_stopped", {"停止计时", "", "Clock stopped"}},
      {"clock_cancelled", {"取消计时", "", "Clock cancelled"}},
      {"clock_reset", {"重新计时", "", "Clock restarted"}},
      {"clock_recomputed", {"时限重算", "", "Limit recomputed"}},
      {"warning_given", {"临近时限预警", "", "Warning: the limit is near"}},
      {"limit_passed", {"时限已过", "", "The limit has passed"}},
      {"follow_up_refused",
       {"时限已过，后续未能办理", "", "The limit has passed, but what follows was refused"}},
      {"breach_recorded", {"登记违限", "", "Breach recorded"}},
      {"breach_settled", {"违限已结算", "", "Breach settled"}},
      {"slip_issued", {"开具催办单", "", "Slip issued"}},
      {"notice_given", {"发出通知", "", "Notice given"}},
      {"marked", {"加标记", "", "Marked"}},
      {"version_changed", {"按过渡条款转入新版本", "", "Moved under the new version"}},
  };
  for (const auto& fact : facts) {
    if (fact.name == name) return &fact;
  }
  return nullptr;
}

const pack::Pack* find_pack(const Stage& stage, std::string_view id) {
  for (const auto* pack : stage.packs) {
    if (pack->id == id) return pack;
  }
  return nullptr;
}

/// The pack that a fact or its basis names, in the version that it names, if it does.
const pack::Pack* pack_of(const Stage& stage, const bj::object& told) {
  const auto id = text_of(told, "pack");
  const auto version = text_of(told, "version");
  if (version.empty() || stage.shelf == nullptr) return find_pack(stage, id);
  return stage.shelf->find(id, version);
}

const pack::Deadline* find_deadline(const pack::Pack& pack, std::string_view id) {
  for (const auto& deadline : pack.deadlines) {
    if (deadline.id == id) return &deadline;
  }
  return nullptr;
}

std::string own_title(const Stage& stage, const OwnFact& fact, const pack::Pack& pack,
                      const bj::object& body) {
  std::string title(stage.say(fact.title));
  const auto about = [&](std::string_view text) {
    if (text.empty()) return;
    title += stage.language == Language::en ? ": " : "：";
    title += text;
  };
  std::string_view deadline = text_of(body, "warned");
  if (const auto* clock = body.if_contains("clock")) {
    deadline = text_of(clock->as_object(), "deadline");
  }
  if (const auto* passed = body.if_contains("passed")) {
    deadline = text_of(passed->as_object(), "deadline");
  }
  if (const auto* recomputed = body.if_contains("recomputed")) {
    deadline = text_of(recomputed->as_object(), "deadline");
  }
  if (const auto* stated = find_deadline(pack, deadline)) about(stage.say(stated->title));
  if (const std::string_view marker = text_of(body, "marker"); !marker.empty()) {
    const auto* code = pack.find_code(marker);
    about(code ? stage.say(code->text) : marker);
  }
  if (const auto* notice = body.if_contains("notice")) {
    const std::string_view message = text_of(notice->as_object(), "message");
    const auto* text = pack.find_text(std::string(message));
    about(text ? stage.say(*text) : message);
  }
  if (const auto* before = body.if_contains("version_before")) {
    const auto& from = before->as_object();
    std::string rules;
    for (const auto& rule : from.at("rules").as_array()) {
      rules += (rules.empty() ? "" : stage.language == Language::en ? ", " : "、");
      rules += view(rule.as_string());
    }
    if (!rules.empty())
      rules = stage.language == Language::en ? " (" + rules + ")" : "（" + rules + "）";
    about(std::string(text_of(from, "version")) + rules + " → " + pack.version);
  }
  return title;
}

std::string fact_title(const Stage& stage, const pack::Pack& pack, const pack::RecordType* type,
                       const bj::object& body) {
  const std::string_view name = text_of(body, "fact");
  if (const auto* own = find_own_fact(name)) return own_title(stage, *own, pack, body);
  if (type != nullptr) {
    for (const auto& command : type->commands) {
      if (command->fact == name) return std::string(stage.say(command->title));
    }
  }
  return std::string(name);
}

void begin_change(JsonWriter& json, std::string_view name, std::string_view title,
                  std::string_view shown) {
  json.begin_object().field("name", name).field("title", title).field("display", shown);
}

/// The derivation that the same fact set for a field; null where there is none.
feel::Value derivation_of(const pack::RecordType& type, const pack::Field& field,
                          const bj::object& set) {
  if (field.explained_by < 0) return {};
  const pack::Field& holder = type.fields[static_cast<std::size_t>(field.explained_by)];
  const auto* stated = set.if_contains(holder.name);
  casework::ShapeFault fault;
  return stated == nullptr
             ? feel::Value{}
             : casework::read_value(*stated, holder.type, fault).value_or(feel::Value{});
}

/// What the record of the fact held then, as the viewer reads that record now.
feel::Value as_read(const Stage& stage, const pack::RecordType& type, const pack::Field& field,
                    const bj::object& body, const feel::Value& value) {
  if (stage.viewer == nullptr || type.masks.empty()) return value;
  const auto record = stage.view.whole().find(casework::make_id(type, text_of(body, "key")));
  if (record == nullptr) return {};
  return casework::as_read_by(*record, record->type->find_field(field.name), value, *stage.viewer);
}

/// The end before and the end now.
void write_recomputed(JsonWriter& json, const Stage& stage, const bj::object& recomputed) {
  static const Text before{"原定应完成时间", "", "Due before"};
  static const Text after{"应完成时间", "", "Due"};
  static const Text notice{"放假通知", "", "Holiday notice"};
  const auto write = [&](std::string_view name, const Text& title, std::string text) {
    if (text.empty()) return;
    begin_change(json, name, stage.say(title), text);
    json.end_object();
  };
  const auto moment = [&](std::string_view name) {
    std::string text(text_of(recomputed, name).substr(0, 16));  // in the zone of its pack
    if (text.size() > 10) text[10] = ' ';
    return text;
  };
  write("due_before", before, moment("due_before"));
  write("due_at", after, moment("due_at"));
  write("notice", notice, std::string(text_of(recomputed, "notice")));
}

void write_changes(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                   const pack::RecordType& type, const bj::object& body) {
  static const Text state_title{"状态", "", "State"};
  if (const std::string_view id = text_of(body, "state"); !id.empty()) {
    const auto* state = type.find_state(id);
    begin_change(json, "state", stage.say(state_title), state ? stage.say(state->title) : id);
    json.end_object();
  }
  if (const auto* recomputed = body.if_contains("recomputed")) {
    write_recomputed(json, stage, recomputed->as_object());
  }
  const auto* set = body.if_contains("set");
  if (set == nullptr) return;
  const bool is_new = body.contains("created");
  for (const auto& [name, value] : set->as_object()) {
    const int index = type.find_field(std::string_view(name.data(), name.size()));
    if (index < 0) continue;
    const pack::Field& field = type.fields[static_cast<std::size_t>(index)];
    if (type.is_explanation(index)) continue;
    casework::ShapeFault fault;
    const auto read = casework::read_value(value, field.type, fault);
    if (is_new && value.is_null()) continue;  // what was left empty is no news about a new record
    const auto shown = read ? as_read(stage, type, field, body, *read) : feel::Value{};
    if (read && shown.is_null() && !read->is_null()) continue;  // not for the viewer
    begin_change(json, field.name, stage.say(field.title),
                 read ? display(stage, pack, field.type, shown) : bj::serialize(value));
    const auto derivation = derivation_of(type, field, set->as_object());
    if (!derivation.is_null()) write_amount_derivation(json, stage, pack, derivation);
    json.end_object();
  }
}

void write_basis(JsonWriter& json, const Stage& stage, const bj::object& body,
                 Citations& citations) {
  const auto* basis = body.if_contains("basis");
  const pack::Pack* pack = basis == nullptr ? nullptr : pack_of(stage, basis->as_object());
  pack::Basis rules;
  if (pack != nullptr) {
    for (const auto& rule : basis->as_object().at("rules").as_array()) {
      const int index = pack->find_rule(view(rule.as_string()));
      if (index >= 0) rules.push_back(index);
    }
    citations.add(*pack, rules);
    write_rules(json, *pack, rules);
    write_articles(json, *pack, rules);
    return;
  }
  json.key("rules").begin_array().end_array().key("articles").begin_array().end_array();
}

void write_fact(JsonWriter& json, const Stage& stage, const bj::object& body,
                Citations& citations) {
  const pack::Pack* pack = pack_of(stage, body);
  const pack::RecordType* type = pack == nullptr ? nullptr : pack->find_type(text_of(body, "type"));
  json.begin_object().field("fact", text_of(body, "fact"));
  json.field("on", text_of(body, "key"));
  json.field("title", pack == nullptr ? std::string(text_of(body, "fact"))
                                      : fact_title(stage, *pack, type, body));
  json.key("changes").begin_array();
  if (type != nullptr) write_changes(json, stage, *pack, *type, body);
  json.end_array();
  write_basis(json, stage, body, citations);
  json.end_object();
}

bool is_clock(const Stage& stage, std::string_view actor) {
  return actor == "clock" && stage.directory.find_person(actor) == nullptr;
}

bool is_system(const Stage& stage, std::string_view actor) {
  return (actor.empty() || actor == "system") && stage.directory.find_person(actor) == nullptr;
}

void write_actor(JsonWriter& json, const Stage& stage, std::string_view actor) {
  json.key("by")
      .begin_object()
      .field("key", actor)
      .field("name", actor_name(stage, actor))
      .field("kind", is_clock(stage, actor)    ? "clock"
                     : is_system(stage, actor) ? "system"
                                               : "person")
      .end_object();
}

std::string command_title(const Stage& stage, const journal::Entry& entry, const bj::array* facts) {
  const pack::Pack* pack = find_pack(stage, entry.pack_id);
  if (pack != nullptr) {
    if (const auto* command = pack->find_command(entry.command)) {
      return std::string(stage.say(command->title));
    }
  }
  if (facts != nullptr && !facts->empty()) {
    const auto& first = facts->front().as_object();
    const pack::Pack* of_fact = pack_of(stage, first);
    if (of_fact != nullptr) {
      return fact_title(stage, *of_fact, of_fact->find_type(text_of(first, "type")), first);
    }
  }
  return entry.command;
}

/// A stream may tell of records that the viewer may not see: of them not a word.
bool may_see(const Stage& stage, const bj::object& fact) {
  const pack::Pack* pack = pack_of(stage, fact);
  const auto* type = pack == nullptr ? nullptr : pack->find_type(text_of(fact, "type"));
  if (type == nullptr) return true;  // of a pack that is gone: its texts alone are shown
  const auto record = stage.view.find(casework::make_id(*type, text_of(fact, "key")));
  return record == nullptr || stage.may_see(*record);
}

/// That an order was refused on a record that the viewer may not see, is for whoever gave it.
bool may_hear(const Stage& stage, const journal::Entry& entry, const bj::object& refused) {
  const auto on = text_of(refused, "on");
  const auto record = on.empty() ? nullptr : stage.view.find(casework::RecordId{std::string(on)});
  return record == nullptr || stage.may_see(*record) ||
         (stage.viewer != nullptr && stage.viewer->key == entry.actor);
}

/// What was in force when the entry was written, as far as it says.
std::vector<const pack::Pack*> packs_of(const Stage& stage, const journal::Entry& entry) {
  std::vector<const pack::Pack*> packs(stage.packs.begin(), stage.packs.end());
  const auto* version =
      stage.shelf == nullptr ? nullptr : stage.shelf->find(entry.pack_id, entry.pack_version);
  if (version == nullptr) return packs;
  const auto known = std::ranges::find(packs, version->id, &pack::Pack::id);
  if (known == packs.end()) {
    packs.push_back(version);
  } else {
    *known = version;
  }
  return packs;
}

}  // namespace

std::string actor_name(const Stage& stage, std::string_view actor) {
  static const Text clock_name{"系统时钟", "", "the clock"};
  static const Text system_name{"系统", "", "the system"};
  if (is_clock(stage, actor)) return std::string(stage.say(clock_name));
  if (is_system(stage, actor)) return std::string(stage.say(system_name));
  const auto* person = stage.directory.find_person(actor);
  return person == nullptr ? std::string(actor) : person->name;
}

void write_entry(JsonWriter& json, const Stage& present, const journal::Entry& entry,
                 Citations& citations) {
  const auto packs = packs_of(present, entry);
  Stage stage = present;
  stage.packs = packs;
  unsigned char memory[8192];
  bj::monotonic_resource arena(memory);
  const bj::value document = bj::parse(entry.body, &arena);
  const auto& body = document.as_object();
  const auto* stated = body.if_contains("facts");
  const bj::array* facts = stated != nullptr ? stated->if_array() : nullptr;
  const pack::Pack* pack = find_pack(stage, entry.pack_id);
  if (body.contains("refusal") && !may_hear(stage, entry, body)) return;
  const auto is_hidden = [&](const auto& fact) { return !may_see(stage, fact.as_object()); };
  if (facts != nullptr && !facts->empty() && std::all_of(facts->begin(), facts->end(), is_hidden)) {
    return;
  }

  json.begin_object().field("seq", static_cast<std::int64_t>(entry.seq));
  json.field("at", pack != nullptr ? instant_text(entry.at, *pack) : to_utc_text(entry.at));
  write_actor(json, stage, entry.actor);
  if (!entry.command.empty()) json.field("command", entry.command);
  json.field("title", command_title(stage, entry, facts)).key("facts").begin_array();
  if (facts != nullptr) {
    for (const auto& fact : *facts) {
      if (may_see(stage, fact.as_object())) write_fact(json, stage, fact.as_object(), citations);
    }
  }
  json.end_array();
  if (const auto* stated_refusal = body.if_contains("refusal")) {
    const std::string_view refusal = text_of(stated_refusal->as_object(), "code");
    const auto* code = pack != nullptr ? pack->find_code(refusal) : nullptr;
    json.key("refusal")
        .begin_object()
        .field("code", refusal)
        .field("title", code ? stage.say(code->text) : refusal)
        .end_object();
  }
  json.field("hash", to_hex(entry.hash)).end_object();
}

}  // namespace guiju::app
