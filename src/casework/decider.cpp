#include "casework/decider.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "casework/attachments.hpp"
#include "casework/decider_act.hpp"
#include "casework/fit.hpp"
#include "pack/media.hpp"

namespace guiju::casework {

using feel::Value;

namespace {

constexpr int deepest_follow_up = 8;

bool is_empty(const Value& value) {
  switch (value.kind()) {
    case feel::Kind::null:
      return true;
    case feel::Kind::string:
      return value.as_string().empty();
    case feel::Kind::list:
      return value.as_list().empty();
    default:
      return false;
  }
}

}  // namespace

std::vector<Value> Decider::complete_inputs(const Order& order, Situation& situation,
                                            std::vector<bool>& given) const {
  const auto& command = *order.command;
  auto inputs = order.inputs;
  inputs.resize(command.inputs.size());
  given = order.given;
  given.resize(command.inputs.size(), false);
  situation.set_inputs(command, &inputs);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (given[i] || !command.inputs[i].default_value.is_stated()) continue;
    inputs[i] = situation.value(command.inputs[i].default_value);
    given[i] = true;
  }
  return inputs;
}

/// The order with what it leaves empty filled in. Call `set_inputs` where the act has come to rest.
Decider::Act Decider::begin(const Order& order) const {
  const auto& command = *order.command;
  Act act{order, command, command.creates ? nullptr : draft_.find(order.on),
          {},    {},      Situation(draft_, *command.type->pack, nullptr, order.actor, now_)};
  GUIJU_ASSERT(command.creates || act.record != nullptr);
  act.situation.set_record(act.record.get());
  act.situation.set_parent(order.parent);
  act.inputs = complete_inputs(order, act.situation, act.given);
  return act;
}

std::optional<Refusal> Decider::run(const Order& order, int depth, RecordId* subject,
                                    const Grounds* grounds) {
  GUIJU_ASSERT(depth < deepest_follow_up);
  const auto& command = *order.command;
  const auto& pack = *command.type->pack;
  Act act = begin(order);
  act.situation.set_inputs(command, &act.inputs);

  if (auto refusal = refuse(act)) {
    if (depth > 0) refusal->breach = nullptr;  // only what a person tried is an attempt
    return refusal;
  }
  act.situation.settle_lets();
  const auto principal = principal_of(act);
  auto fact = main_fact(act, grounds);
  const auto id = make_id(*fact.type, fact.key);
  if (command.creates && draft_.find(id) != nullptr) {
    return Refusal{.code = "KEY_TAKEN",
                   .fields = {},
                   .names = {fact.key},
                   .pack = &pack,
                   .basis = command.rules};
  }
  const auto fact_name = fact.name;
  draft_.add(std::move(fact));
  if (auto refusal = refuse_by_claim(id)) return refusal;
  const auto after = draft_.find(id);
  act.situation.set_record(after.get());
  mark(act, id);
  record_duty(act, id, principal);
  react(id, *command.type, fact_name);
  record_act_breaches(act, id);
  if (auto refusal = follow_up(command.follow_ups, act.situation, id, depth)) return refusal;
  const auto last = draft_.find(id);
  act.situation.set_record(last.get());
  notify(command.notifications, act.situation, id, {&pack, command.rules});
  if (subject != nullptr) *subject = id;
  return std::nullopt;
}

std::optional<Refusal> Decider::refuse(const Act& act) const {
  const auto& command = act.command;
  const auto& pack = *command.type->pack;
  if (act.order.actor.kind == Actor::Kind::person) {
    const Person* person = draft_.directory().find_person(act.order.actor.key);
    if (person == nullptr ||
        !is_entitled(draft_, command, act.record.get(), *person, &act.inputs)) {
      return Refusal{.code = "NOT_ENTITLED_ROLE",
                     .fields = {},
                     .names = {},
                     .pack = &pack,
                     .basis = command.who_rules.empty() ? command.rules : command.who_rules};
    }
  }
  if (auto refusal = refuse_by_duty(act)) return refusal;
  // Where the pack ranks it, the wrong state goes before the refusals that rank behind it.
  const auto rank = pack.refusal_rank(pack.step_order_code);
  bool state_is_due = rank < pack.refusal_order.size();
  for (const auto& check : command.checks) {
    if (state_is_due && pack.refusal_rank(check.code) > rank) {
      state_is_due = false;
      if (auto refusal = refuse_by_state(act)) return refusal;
    }
    if (auto refusal = refuse_by_check(act, check)) return refusal;
  }
  if (state_is_due) {
    if (auto refusal = refuse_by_state(act)) return refusal;
  }
  if (auto refusal = refuse_by_shape(act)) return refusal;
  return refuse_by_state(act);
}

/// The names of a check's inputs or fields that are empty, in the order stated.
std::vector<std::string> Decider::missing_of(const Act& act, const pack::Check& check) const {
  std::vector<std::string> missing;
  const auto look = [&](const std::string& name, int input, int field) {
    const bool is_missing =
        input >= 0 ? is_empty(act.inputs[static_cast<std::size_t>(input)])
                   : field >= 0 && (act.record == nullptr ||
                                    is_empty(act.record->fields[static_cast<std::size_t>(field)]));
    if (is_missing) missing.push_back(name);
  };
  for (std::size_t i = 0; i < check.missing.size(); ++i) {
    look(check.missing[i], check.missing_inputs[i], check.missing_fields[i]);
  }
  const auto names = act.situation.value(check.missing_of);
  for (const auto& value : names.as_list()) {
    const std::string name(value.as_string());
    look(name, act.command.find_input(name), act.command.type->find_field(name));
  }
  return missing;
}

std::optional<Refusal> Decider::refuse_by_check(const Act& act, const pack::Check& check) const {
  if (!act.situation.holds(check.when)) return std::nullopt;
  Refusal refusal{.code = check.code,
                  .fields = {},
                  .names = {},
                  .pack = act.command.type->pack,
                  .basis = check.rules};
  if (check.breach) refusal.breach = &*check.breach;
  if (!check.field.empty()) refusal.fields.push_back(check.field);
  if (!check.missing.empty() || check.missing_of.is_stated()) {
    refusal.fields = missing_of(act, check);
    if (refusal.fields.empty()) return std::nullopt;
  }
  if (check.names.is_stated()) {
    const auto names = act.situation.value(check.names);
    for (const auto& name : names.as_list()) refusal.names.push_back(feel::to_text(name));
    if (refusal.names.empty()) return std::nullopt;
  }
  if (check.since.is_stated()) refusal.since = act.situation.value(check.since).as_instant();
  return refusal;
}

/// What the language itself refuses: empty required inputs, values that are no choice, references
/// to nothing, and last of all the wrong step.
std::optional<Refusal> Decider::refuse_by_shape(const Act& act) const {
  const auto& command = act.command;
  const auto& pack = *command.type->pack;
  Refusal refusal{
      .code = "FIELD_REQUIRED", .fields = {}, .names = {}, .pack = &pack, .basis = command.rules};
  for (std::size_t i = 0; i < command.inputs.size(); ++i) {
    const auto& input = command.inputs[i];
    if (input.required && is_empty(act.inputs[i])) refusal.fields.push_back(input.field.name);
  }
  if (!refusal.fields.empty()) return refusal;
  for (std::size_t i = 0; i < command.inputs.size(); ++i) {
    const auto& field = command.inputs[i].field;
    const auto& value = act.inputs[i];
    if (is_empty(value)) continue;
    if (auto unfit = refuse_by_attachments(act, field, value)) return unfit;
    // What the system passes on has been looked at when a person stated it.
    if (field.type.kind == pack::FieldType::Kind::reference &&
        act.order.actor.kind == Actor::Kind::person) {
      const auto* type = pack.find_type(field.type.of);
      if (type != nullptr && draft_.find(make_id(*type, value.as_string())) == nullptr) {
        refusal.code = "RECORD_UNKNOWN";
        refusal.fields = {field.name};
        refusal.names = {std::string(value.as_string())};
        return refusal;
      }
    }
    if (!field.choices.is_stated()) continue;
    const auto choices = act.situation.value(field.choices);
    const auto is_choice = [&](const Value& one) {
      const auto& known = choices.as_list();
      return std::find(known.begin(), known.end(), one) != known.end();
    };
    const auto& items = value.as_list();
    const bool fits = value.kind() == feel::Kind::list
                          ? std::all_of(items.begin(), items.end(), is_choice)
                          : is_choice(value);
    if (!fits) {
      refusal.code = "CHOICE_INVALID";
      refusal.fields = {field.name};
      for (const auto& choice : choices.as_list()) refusal.names.push_back(feel::to_text(choice));
      return refusal;
    }
  }
  return std::nullopt;
}

/// Files of a kind, a size or in a number that the field does not take. Those that the system
/// passes on have been looked at when a person gave them.
std::optional<Refusal> Decider::refuse_by_attachments(const Act& act, const pack::Field& field,
                                                      const Value& value) const {
  if (act.order.actor.kind != Actor::Kind::person) return std::nullopt;
  const auto files = attachments_in(field.type, value);
  if (files.empty()) return std::nullopt;
  const auto refusal = [&](const char* code, std::string about) {
    return Refusal{.code = code,
                   .fields = {field.name},
                   .names = {std::move(about)},
                   .pack = act.command.type->pack,
                   .basis = field.rules.empty() ? act.command.rules : field.rules};
  };
  const auto kinds = act.situation.value(field.attachments.kinds);
  const auto bytes_max = act.situation.value(field.attachments.bytes_max).as_int64();
  const auto count_max = act.situation.value(field.attachments.count_max).as_int64();
  for (const auto& file : files) {
    if (file.hash.empty()) return refusal("ATTACHMENT_UNKNOWN", file.name);
    const auto* type = pack::find_media_type(file.media_type);
    const auto& taken = kinds.as_list();
    const bool is_taken = !field.attachments.kinds.is_stated() ||
                          (type != nullptr && std::find(taken.begin(), taken.end(),
                                                        Value::string(type->kind)) != taken.end());
    if (!is_taken) return refusal("ATTACHMENT_TYPE_NOT_TAKEN", file.name);
    if (bytes_max && file.bytes > *bytes_max) return refusal("ATTACHMENT_TOO_LARGE", file.name);
  }
  if (count_max && static_cast<std::int64_t>(files.size()) > *count_max) {
    return refusal("TOO_MANY_ATTACHMENTS", std::to_string(*count_max));
  }
  return std::nullopt;
}

/// Another record has for itself what this one now claims.
std::optional<Refusal> Decider::refuse_by_claim(const RecordId& id) const {
  const auto record = draft_.find(id);
  for (const auto& claim : claims_of(*record)) {
    const auto other = draft_.other_holder(*record, claim);
    if (other.record == nullptr) continue;
    const auto end = claim.find('\n');
    const auto* unique = record->type->find_unique(claim.substr(0, end));
    return Refusal{.code = unique->code,
                   .names = {claim.substr(end + 1)},
                   .since = other.since,
                   .pack = record->type->pack,
                   .basis = unique->rules};
  }
  return std::nullopt;
}

std::optional<Refusal> Decider::refuse_by_state(const Act& act) const {
  const auto& command = act.command;
  const auto& pack = *command.type->pack;
  if (act.record == nullptr || command.from_any) return std::nullopt;
  const auto& from = command.from;
  const bool fits = from.empty()
                        ? !act.record->is_final()
                        : std::find(from.begin(), from.end(), act.record->state) != from.end();
  if (fits) return std::nullopt;
  return Refusal{.code = pack.step_order_code,
                 .fields = {},
                 .names = {act.record->state},
                 .pack = &pack,
                 .basis = pack.step_order_rules.empty() ? command.rules : pack.step_order_rules};
}

Fact Decider::main_fact(const Act& act, const Grounds* grounds) {
  const auto& command = act.command;
  Fact fact{.name = command.fact, .type = command.type};
  const auto set = [&](int field, Value value) {
    const auto found = std::find_if(fact.set.begin(), fact.set.end(),
                                    [&](const auto& s) { return s.first == field; });
    if (found != fact.set.end()) {
      found->second = std::move(value);
    } else {
      fact.set.emplace_back(field, std::move(value));
    }
  };
  for (std::size_t i = 0; i < command.inputs.size(); ++i) {
    const int field = command.inputs[i].stored_in;
    if (field < 0 || !act.given[i]) continue;
    if (act.record == nullptr && act.inputs[i].is_null()) continue;
    set(field, fitted(command.type->fields[static_cast<std::size_t>(field)], act.inputs[i]));
  }
  for (const auto& assignment : command.assignments) {
    const auto& field = command.type->fields[static_cast<std::size_t>(assignment.field)];
    set(assignment.field, fitted(field, act.situation.value(assignment.value)));
  }
  for (const auto& target : command.to) {
    if (!act.situation.holds(target.when)) continue;
    fact.state = target.state;
    break;
  }
  if (act.record != nullptr) {
    fact.key = act.record->key;
    if (fact.state == act.record->state) fact.state.reset();
  } else {
    name_record(act, fact);
  }
  number_record(act, fact);
  fact.basis_pack = grounds != nullptr ? grounds->pack : command.type->pack;
  fact.basis = grounds != nullptr ? grounds->basis : command.rules;
  for (const int rule : act.situation.used_rules()) {
    if (grounds == nullptr &&
        std::find(fact.basis.begin(), fact.basis.end(), rule) == fact.basis.end()) {
      fact.basis.push_back(rule);
    }
  }
  return fact;
}

void Decider::mark(const Act& act, const RecordId& id) {
  for (const auto& marking : act.command.markings) {
    if (!act.situation.holds(marking.when)) continue;
    const auto record = draft_.find(id);
    Fact fact{.name = "marked", .type = record->type, .key = record->key};
    fact.detail = Marked{marking.marker};
    fact.basis_pack = record->type->pack;
    fact.basis = marking.rules;
    draft_.add(std::move(fact));
  }
}

void Decider::record_act_breaches(const Act& act, const RecordId& id) {
  for (const auto& breach : act.command.breaches) record_act_breach(act, breach, id);
}

void Decider::record_act_breach(const Act& act, const pack::ActBreach& breach, const RecordId& id) {
  Situation situation = act.situation;
  auto elements = feel::List{Value{}};
  if (breach.each_of.is_stated()) elements = situation.value(breach.each_of).as_list();
  std::int64_t position = 0;
  for (const auto& element : elements) {
    const auto record = draft_.find(id);
    // An attempt to create is on record with the parent, whose fields are not the act's.
    if (record->type == act.command.type) situation.set_record(record.get());
    situation.set_each(element, ++position);
    if (!situation.holds(breach.when)) continue;
    const auto& calendar = *record->pack().calendar;
    const auto due_at = situation.moment(situation.value(breach.due_at));
    const auto dated = situation.moment(situation.value(breach.dated));
    const auto about = situation.value(breach.about);
    const Grounds grounds{&record->pack(), breach.rules};
    const auto breach_id =
        record_breach(*record, breach.code, situation.owner(situation.value(breach.owed_by)),
                      due_at, calendar.date_of(dated.value_or(now_)),
                      about.is_null() ? "" : feel::to_text(about), "", grounds);
    if (!due_at) continue;
    const auto late = std::max<std::int64_t>(0, (now_ - *due_at).count());
    order_by_system(
        *record->pack().base, "breach.settle", breach_id, {},
        {{"acted_at", situation.moment_value(now_)},
         {"late_seconds", Value::number(late)},
         {"late_minutes",
          record->pack().late_in_whole_minutes ? Value::number((late + 59) / 60) : Value{}}},
        grounds);
  }
}

void Decider::record_attempt(const Order& order, const pack::ActBreach& breach) {
  Act act = begin(order);
  act.situation.set_inputs(*order.command, &act.inputs);
  const auto& id = order.command->creates ? order.parent : order.on;
  GUIJU_ASSERT(!id.is_empty());
  record_act_breach(act, breach, id);
}

std::optional<Refusal> Decider::follow_up(const std::vector<pack::FollowUp>& follow_ups,
                                          Situation& situation, const RecordId& id, int depth) {
  for (const auto& one : follow_ups) {
    auto elements = feel::List{Value{}};
    {
      const auto record = draft_.find(id);
      situation.set_record(record.get());
      if (one.each_of.is_stated()) elements = situation.value(one.each_of).as_list();
    }
    std::int64_t position = 0;
    for (const auto& element : elements) {
      const auto record = draft_.find(id);  // as the ones before have left it
      situation.set_record(record.get());
      situation.set_each(element, ++position);
      if (auto refusal = follow_up_once(one, situation, id, depth)) return refusal;
    }
  }
  return std::nullopt;
}

std::optional<Refusal> Decider::follow_up_once(const pack::FollowUp& follow_up,
                                               Situation& situation, const RecordId& id,
                                               int depth) {
  if (!situation.holds(follow_up.when)) return std::nullopt;
  const auto& command = *follow_up.command;
  Order order{
      .command = &command,
      .on = {},
      .inputs = {},
      .given = {},
      .actor = {actor_.kind == Actor::Kind::clock ? Actor::Kind::clock : Actor::Kind::system,
                actor_.key},
      .parent = {}};
  const auto here = draft_.find(id);
  if (command.creates) {
    const auto parent = situation.value(follow_up.parent);
    if (command.type->parent != nullptr && !parent.as_string().empty()) {
      order.parent = make_id(*command.type->parent, parent.as_string());
    } else if (command.type->parent == here->type) {
      order.parent = id;
    } else if (command.type->parent != nullptr && command.type->parent == here->type->parent) {
      order.parent = here->parent;
    }
  } else {
    const auto on = situation.value(follow_up.on);
    order.on = on.as_string().empty() ? id : make_id(*command.type, on.as_string());
    if (const auto to = draft_.find(order.on); to == nullptr || to->type != command.type) {
      return Refusal{.code = "RECORD_UNKNOWN",
                     .fields = {},
                     .names = {order.on.text},
                     .pack = command.type->pack,
                     .basis = command.rules};
    }
  }
  order.inputs.resize(command.inputs.size());
  order.given.assign(command.inputs.size(), false);
  for (const auto& [input, formula] : follow_up.with) {
    order.inputs[static_cast<std::size_t>(input)] = situation.value(formula);
    order.given[static_cast<std::size_t>(input)] = true;
  }
  if (!follow_up.is_optional) return run(order, depth + 1, nullptr);
  const Draft before = draft_;
  if (run(order, depth + 1, nullptr)) draft_ = before;
  return std::nullopt;
}

void Decider::notify(const std::vector<pack::Notification>& notifications,
                     const Situation& situation, const RecordId& id, const Grounds& grounds) {
  for (const auto& notification : notifications) {
    if (!situation.holds(notification.when)) continue;
    for (auto& owner : situation.owners(situation.value(notification.to))) {
      const auto record = draft_.find(id);
      Fact fact{.name = "notice_given", .type = record->type, .key = record->key};
      fact.detail = NoticeGiven{std::move(owner), notification.message};
      fact.basis_pack = grounds.pack;
      fact.basis = grounds.basis;
      draft_.add(std::move(fact));
    }
  }
}

RecordId Decider::order_by_system(const pack::Pack& base, std::string_view name, RecordId on,
                                  RecordId parent,
                                  const std::vector<std::pair<std::string_view, Value>>& with,
                                  const Grounds& grounds) {
  const auto* command = base.find_command(name);
  GUIJU_ASSERT(command != nullptr);
  Order order{.command = command,
              .on = std::move(on),
              .inputs = {},
              .given = {},
              .actor = {Actor::Kind::system, actor_.key},
              .parent = std::move(parent)};
  order.inputs.resize(command->inputs.size());
  order.given.assign(command->inputs.size(), false);
  for (const auto& [input_name, value] : with) {
    const int input = command->find_input(input_name);
    GUIJU_ASSERT(input >= 0);
    order.inputs[static_cast<std::size_t>(input)] = value;
    order.given[static_cast<std::size_t>(input)] = !value.is_null();
  }
  RecordId made;
  const auto refusal = run(order, 1, &made, &grounds);
  GUIJU_ASSERT(!refusal);
  return made;
}

}  // namespace guiju::casework
