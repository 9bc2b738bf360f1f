#include "casework/decider.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/assert.hpp"
#include "casework/decider_act.hpp"
#include "casework/fit.hpp"
#include "casework/version.hpp"

namespace guiju::casework {

using feel::Value;

namespace {

constexpr int deepest_follow_up = 8;

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
  GUIJU_ASSERT(command.creates || (act.record != nullptr && act.record->type == command.type));
  act.situation.set_trace(trace_);
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
  act.depth = depth;
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
  if (auto refusal = refuse_by_claim(act, id)) return refusal;
  mark(act, id);
  record_duty(act, id, principal);
  react(id, *command.type, fact_name);
  record_act_breaches(act, id);
  if (auto refusal = follow_up(command.follow_ups, act.situation, id, depth)) return refusal;
  notify(command.notifications, act.situation, id, {&pack, command.rules});
  if (subject != nullptr) *subject = id;
  return std::nullopt;
}

/// The state that the act leads to; empty where it leads to none.
std::optional<std::string> Decider::target_of(const Act& act) const {
  for (const auto& target : act.command.to) {
    Trying trying(trace_);
    const bool holds = act.situation.holds(target.when);
    trying.told([&] {
      auto step = act.step(Step::Kind::target, target.when);
      step.code = target.state;
      step.holds = holds;
      return step;
    });
    if (holds) return target.state;
  }
  return std::nullopt;
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
    Trying trying(trace_);
    auto value = fitted(field, act.situation.value(assignment.value));
    trying.told([&] {
      auto step = act.step(Step::Kind::set, assignment.value);
      step.index = assignment.field;
      step.value = value;
      step.holds = true;
      return step;
    });
    set(assignment.field, std::move(value));
  }
  fact.state = target_of(act);
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

Fact Decider::fact_about(const RecordId& id, const char* name) const {
  const auto record = draft_.find(id);
  return {.name = name, .type = record->type, .key = record->key, .basis_pack = record->type->pack};
}

void Decider::mark(Act& act, const RecordId& id) {
  for (const auto& marking : act.command.markings) {
    const auto record = draft_.find(id);
    act.situation.set_record(record.get());
    Trying trying(trace_);
    const bool holds = act.situation.holds(marking.when);
    trying.told([&] {
      auto step = act.step(Step::Kind::mark, marking.when);
      step.code = marking.marker;
      step.basis = marking.rules;
      step.holds = holds;
      return step;
    });
    if (!holds) continue;
    auto fact = fact_about(id, "marked");
    fact.detail = Marked{marking.marker};
    fact.basis = marking.rules;
    draft_.add(std::move(fact));
  }
}

void Decider::record_act_breaches(Act& act, const RecordId& id) {
  for (const auto& breach : act.command.breaches) {
    const auto record = draft_.find(id);
    act.situation.set_record(record.get());
    record_act_breach(act, breach, id);
  }
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
    Trying trying(trace_);
    const bool holds = situation.holds(breach.when);
    trying.told([&] {
      auto step = act.step(Step::Kind::breach, breach.when);
      step.code = breach.code;
      step.basis = breach.rules;
      step.holds = holds;
      return step;
    });
    if (!holds) continue;
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

/// What the system is to do after an act on `id`.
Order Decider::order_of(const pack::FollowUp& follow_up, const Situation& situation,
                        const RecordId& id) const {
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
  }
  order.inputs.resize(command.inputs.size());
  order.given.assign(command.inputs.size(), false);
  for (const auto& [input, formula] : follow_up.with) {
    order.inputs[static_cast<std::size_t>(input)] = situation.value(formula);
    order.given[static_cast<std::size_t>(input)] = true;
  }
  return order;
}

std::optional<Refusal> Decider::follow_up_once(const pack::FollowUp& follow_up,
                                               Situation& situation, const RecordId& id,
                                               int depth) {
  const auto& command = *follow_up.command;
  {
    Trying trying(trace_);
    const bool holds = situation.holds(follow_up.when);
    trying.told([&] {
      return Step{.kind = Step::Kind::follow_up,
                  .depth = depth,
                  .command = &command,
                  .pack = command.type->pack,
                  .basis = command.rules,
                  .condition = follow_up.when.text,
                  .holds = holds};
    });
    if (!holds) return std::nullopt;
  }
  auto order = order_of(follow_up, situation, id);
  if (const auto to = command.creates ? nullptr : draft_.find(order.on);
      !command.creates && (to == nullptr || !is_same_type(*to->type, *command.type))) {
    return Refusal{.code = "RECORD_UNKNOWN",
                   .fields = {},
                   .names = {order.on.text},
                   .pack = command.type->pack,
                   .basis = command.rules};
  }
  const auto own = under_version_of_its_record(draft_, std::move(order));
  if (!own) {
    if (follow_up.is_optional) return std::nullopt;
    return Refusal{.code = command.type->pack->step_order_code,
                   .fields = {},
                   .names = {},
                   .pack = command.type->pack,
                   .basis = command.rules};
  }
  if (!follow_up.is_optional) return run(*own, depth + 1, nullptr);
  const Draft before = draft_;
  if (run(*own, depth + 1, nullptr)) draft_ = before;
  return std::nullopt;
}

void Decider::notify(const std::vector<pack::Notification>& notifications, Situation& situation,
                     const RecordId& id, const Grounds& grounds) {
  std::vector<NoticeGiven> given;
  {
    const auto record = draft_.find(id);
    situation.set_record(record.get());
    for (const auto& notification : notifications) {
      if (!situation.holds(notification.when)) continue;
      for (auto& owner : situation.owners(situation.value(notification.to)))
        given.push_back({std::move(owner), notification.message});
    }
  }
  for (auto& notice : given) {
    auto fact = fact_about(id, "notice_given");
    fact.detail = std::move(notice);
    fact.basis_pack = grounds.pack;
    fact.basis = grounds.basis;
    draft_.add(std::move(fact));
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
  // Nothing refuses the system; but who asks "what if" may ask what can never be.
  if (const auto refusal = run(order, 1, &made, &grounds)) {
    throw std::domain_error("the system's own " + command->name + " is refused: " + refusal->code);
  }
  return made;
}

}  // namespace guiju::casework
