#include "app/clause_use.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "app/json_text.hpp"

namespace guiju::app {

namespace json = boost::json;
using pack::Binding;

namespace {

const pack::Deadline* find_deadline(const pack::Pack& pack, std::string_view id) {
  const auto found = std::ranges::find(pack.deadlines, id, &pack::Deadline::id);
  return found == pack.deadlines.end() ? nullptr : &*found;
}

/// Whether the expression reads the input or field of that index.
bool reads(const pack::Pack& pack, const pack::Formula& formula, Binding::Kind kind, int index) {
  if (!formula.compiled) return false;
  return std::ranges::any_of(formula.compiled->variables(), [&](int slot) {
    const auto& binding = pack.bindings[static_cast<std::size_t>(slot)];
    return binding.kind == kind && binding.index == index;
  });
}

bool is_nothing(const json::value& value) {
  return value.is_null() || value.is_bool() || (value.is_string() && value.get_string().empty()) ||
         (value.is_array() && value.get_array().empty());
}

}  // namespace

std::string_view to_text(ClauseEffect effect) {
  constexpr std::string_view words[] = {"decided", "refused", "breached", "overridden"};
  return words[static_cast<std::size_t>(effect)];
}

std::vector<bool> rules_that_decide(const pack::Pack& pack) {
  std::vector<bool> decide(pack.rules.size());
  const auto add = [&](const pack::Basis& basis) {
    for (const int rule : basis) decide[static_cast<std::size_t>(rule)] = true;
  };
  for (const auto& type : pack.types) {
    for (const auto& command : type->commands) {
      add(command->rules);
      add(command->who_rules);
      for (const auto& input : command->inputs) {
        if (pack::holds_attachments(input.field.type)) add(input.field.rules);
      }
      for (const auto& check : command->checks) {
        add(check.rules);
        if (check.breach) add(check.breach->rules);
      }
      for (const auto& marking : command->markings) add(marking.rules);
      for (const auto& breach : command->breaches) add(breach.rules);
    }
    for (const auto& unique : type->uniques) add(unique.rules);
  }
  for (const auto& deadline : pack.deadlines) add(deadline.rules);
  for (const auto& transition : pack.transitions) add(transition.rules);
  for (const auto& table : pack.tables) {
    for (const auto& rules : table.row_rules) add(rules);
  }
  add(pack.step_order_rules);
  // What the program itself refuses by, where a pack states duties that are kept apart.
  if (const int apart = pack.base == nullptr ? pack.find_rule("COM-9") : -1; apart >= 0) {
    decide[static_cast<std::size_t>(apart)] = true;
  }
  return decide;
}

/// An entry while it is read.
struct ClauseUses::Act {
  const journal::EntryView& entry;
  const json::object& body;
  const pack::Pack* version = nullptr;     ///< under which it was decided
  const pack::Command* command = nullptr;  ///< null: what the program does by itself
  const json::object* input = nullptr;     ///< what a person stated, in the first part of the act
  std::string on;                          ///< the record that was acted on
  std::set<int> stated = {};               ///< fields that the person filled in
  bool only_cancels = false;
  std::map<int, ClauseAct> rested[clause_effect_count] = {};  ///< by rule
};

ClauseUses::ClauseUses(const pack::Pack& pack, const Shelf& shelf, const Question& question,
                       Sees sees)
    : pack_(pack),
      shelf_(shelf),
      question_(question),
      listed_(pack.find_rule(question.listed)),
      sees_(std::move(sees)),
      mark_("\"pack\":\"" + pack.id + '"'),
      uses_(pack.rules.size()) {}

/// Those of the pack that the basis of a fact or a refusal names.
ClauseUses::Rules ClauseUses::rules_in(const json::object& told) const {
  Rules rules;
  const auto* basis = told.if_contains("basis");
  if (basis == nullptr || text_of(basis->as_object(), "pack") != pack_.id) return rules;
  for (const auto& rule : basis->at("rules").as_array()) {
    const int index = pack_.find_rule(std::string_view(rule.as_string()));
    if (index >= 0) rules.push_back(index);
  }
  return rules;
}

namespace {

/// The index of the field, if the person stated the value that the act's own fact gives it.
bool is_stated(const pack::Command& command, const json::object& input, int field,
               const json::value& value) {
  const auto& pack = *command.type->pack;
  for (std::size_t i = 0; i < command.inputs.size(); ++i) {
    const auto* given = input.if_contains(command.inputs[i].field.name);
    if (given == nullptr || *given != value) continue;
    if (command.inputs[i].stored_in == field) return true;
    for (const auto& assignment : command.assignments) {
      const int index = static_cast<int>(i);
      if (assignment.field == field && reads(pack, assignment.value, Binding::Kind::input, index)) {
        return true;
      }
    }
  }
  return false;
}

/// Whether nobody stated the value, and it says more than who did something and when.
bool is_computed(const json::value& value, const json::object& body, Instant at,
                 const pack::Pack& pack) {
  if (is_nothing(value)) return false;
  if (const auto* input = body.if_contains("input")) {
    for (const auto& [name, given] : input->as_object()) {
      if (given == value) return false;
    }
  }
  if (!value.is_string()) return true;
  const std::string_view text = value.get_string();
  return text != text_of(body.at("by").as_object(), "key") && parse_instant(text) != at &&
         parse_date(text) != pack.calendar->date_of(at);
}

std::string record_of(const json::object& fact) {
  std::string id(text_of(fact, "pack"));
  for (const char* part : {"type", "key"}) id.append(1, '.').append(text_of(fact, part));
  return id;
}

/// Whether an act leaves states, clocks and computed fields as they are, but for clocks that it
/// cancels.
bool only_cancels(const json::object& body, Instant at, const pack::Pack& pack) {
  return std::ranges::none_of(body.at("facts").as_array(), [&](const json::value& one) {
    const auto& fact = one.as_object();
    if (fact.contains("state")) return true;
    if (const auto* clock = fact.if_contains("clock")) {
      return text_of(clock->as_object(), "verb") != "cancel";
    }
    const auto* set = fact.if_contains("set");
    return set != nullptr && std::ranges::any_of(set->as_object(), [&](const auto& field) {
             return is_computed(field.value(), body, at, pack);
           });
  });
}

/// What a clock was started or reset with, as one text.
std::string limit_of(const json::object& clock) {
  const auto until = text_of(clock, "until");
  if (!until.empty()) return std::string(until);
  return json::serialize(clock.at("amount")) + ' ' + std::string(text_of(clock, "unit"));
}

}  // namespace

void ClauseUses::rest(Act& act, ClauseEffect effect, const Rules& rules, const ClauseAct& told) {
  if (!sees_(told.record.is_empty() ? act.entry.stream : std::string_view(told.record.text)))
    return;
  for (const int rule : rules) {
    auto [place, is_new] = act.rested[static_cast<std::size_t>(effect)].try_emplace(rule);
    if (is_new && rule == listed_) place->second = told;
  }
}

void ClauseUses::take_field(Act& act, const json::object& fact, std::string_view name,
                            bool is_own) {
  const auto& value = fact.at("set").at(name);
  const auto id = record_of(fact);
  auto& fields = kept_[id].fields;
  const auto before = fields.find(std::string(name));
  const int field = is_own ? act.command->type->find_field(name) : -1;
  if (field >= 0 && is_stated(*act.command, *act.input, field, value)) {
    act.stated.insert(field);
    auto after = json::serialize(value);
    if (before == fields.end() || before->second.value == after || is_nothing(value)) return;
    rest(act, ClauseEffect::overridden, before->second.rules,
         {.record = {id},
          .field = &act.command->type->fields[static_cast<std::size_t>(field)],
          .before = before->second.value,
          .after = std::move(after)});
    fields.erase(before);
    return;
  }
  auto rules = rules_in(fact);
  if (!rules.empty() && is_computed(value, act.body, act.entry.at, pack_)) {
    fields[std::string(name)] = {json::serialize(value), std::move(rules)};
  } else if (before != fields.end()) {
    fields.erase(before);
  }
}

void ClauseUses::take_clock(Act& act, const json::object& fact) {
  const auto& clock = fact.at("clock").as_object();
  const auto id = record_of(fact);
  const auto verb = text_of(clock, "verb");
  if (verb == "pause" || verb == "resume") return;
  auto& clocks = kept_[id].clocks;
  const std::string name(text_of(clock, "deadline"));
  const auto running = clocks.find(name);
  const bool is_his = running != clocks.end() && act.input != nullptr && id == act.on;
  const auto* deadline = is_his ? find_deadline(*act.command->type->pack, name) : nullptr;
  const auto tell = [&](std::string after) {
    rest(act, ClauseEffect::overridden, running->second.rules,
         {.record = {id},
          .deadline = deadline,
          .before = running->second.limit,
          .after = std::move(after)});
  };
  if (verb == "start" || verb == "reset") {
    auto limit = limit_of(clock);
    const auto is_read = [&](int field) {
      return reads(*deadline->type->pack, deadline->due.amount, Binding::Kind::field, field);
    };
    const bool is_changed = deadline != nullptr && running->second.limit != limit &&
                            std::ranges::any_of(act.stated, is_read);
    if (is_changed) tell(limit);
    clocks[name] = {std::move(limit), std::string(text_of(clock.at("owed_by").as_object(), "key")),
                    rules_in(fact)};
    return;
  }
  if (running == clocks.end()) return;
  const bool is_released = verb == "cancel" && deadline != nullptr && act.only_cancels &&
                           !deadline->breach_code.empty() &&
                           running->second.owed_by != act.entry.actor;
  if (is_released) tell({});
  clocks.erase(running);
}

void ClauseUses::take_fact(Act& act, const json::object& fact, bool is_own) {
  const auto id = record_of(fact);
  if (const auto* set = fact.if_contains("set")) {
    for (const auto& [name, value] : set->as_object()) take_field(act, fact, name, is_own);
  }
  if (fact.contains("clock")) take_clock(act, fact);
  if (const auto* passed = fact.if_contains("passed")) {
    kept_[id].clocks.erase(std::string(text_of(passed->as_object(), "deadline")));
  }
  const auto* type =
      act.version == nullptr ? nullptr : act.version->find_type(text_of(fact, "type"));
  const auto* state = type == nullptr ? nullptr : type->find_state(text_of(fact, "state"));
  if (state != nullptr && state->is_final) kept_.erase(id);  // it is over: nobody decides otherwise
  const bool is_beginning = type != nullptr && type->is_case && fact.contains("created") &&
                            type->pack->id == pack_.id && act.entry.at >= question_.from;
  if (is_beginning && sees_(id)) ++cases_begun_;
  if (text_of(fact, "fact") != "breach_recorded") {
    rest(act, ClauseEffect::decided, rules_in(fact), {.record = {id}});
  } else if (sees_(id)) {  // and it is told by its case
    rest(act, ClauseEffect::breached, rules_in(fact), {.record = {std::string(act.entry.stream)}});
  }
}

void ClauseUses::take(const journal::EntryView& entry) {
  if (entry.at >= question_.to || entry.body.find(mark_) == std::string_view::npos) return;
  const bool is_other = entry.pack_id != pack_.id || entry.pack_version != pack_.version;
  if (question_.only_this_version && is_other) return;
  const auto document = json::parse({entry.body.data(), entry.body.size()});
  const auto& body = document.as_object();
  Act act{.entry = entry, .body = body, .on = std::string(text_of(body, "on"))};
  act.version = shelf_.find(entry.pack_id, entry.pack_version);
  act.command = act.version == nullptr ? nullptr : act.version->find_command(entry.command);
  const auto* input = body.if_contains("input");
  const bool is_person = text_of(body.at("by").as_object(), "kind") == "person";
  if (is_person && input != nullptr && act.command != nullptr) act.input = &input->as_object();
  if (const auto* facts = body.if_contains("facts")) {
    const auto& all = facts->as_array();
    act.only_cancels = only_cancels(body, entry.at, pack_);
    for (const auto& one : all) {
      const auto& fact = one.as_object();
      const bool is_own = &one == all.data() && act.input != nullptr &&
                          text_of(fact, "type") == act.command->type->name;
      take_fact(act, fact, is_own);
    }
  }
  if (const auto* refusal = body.if_contains("refusal")) {
    rest(act, ClauseEffect::refused, rules_in(refusal->as_object()), {.record = {act.on}});
  }
  if (entry.at >= question_.from) count(act);
}

void ClauseUses::count(Act& act) {
  for (std::size_t effect = 0; effect < clause_effect_count; ++effect) {
    for (auto& [rule, told] : act.rested[effect]) {
      auto& use = uses_[static_cast<std::size_t>(rule)];
      ++use.acts[effect];
      use.last = std::max(use.last, act.entry.at);
      if (rule != listed_) continue;
      told.effect = static_cast<ClauseEffect>(effect);
      told.seq = act.entry.seq;
      told.at = act.entry.at;
      told.actor = act.entry.actor;
      told.command = act.command;
      acts_.push_back(std::move(told));
    }
  }
}

}  // namespace guiju::app
