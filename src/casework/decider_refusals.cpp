#include <algorithm>

#include "casework/attachments.hpp"
#include "casework/decider.hpp"
#include "casework/decider_act.hpp"
#include "pack/media.hpp"

// What may stand in the way of an act, in the order in which it is asked.
namespace guiju::casework {

using feel::Value;

namespace {

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

/// Who may not give the order at all.
std::optional<Refusal> Decider::refuse_by_right(const Act& act) const {
  if (act.order.actor.kind != Actor::Kind::person) return std::nullopt;
  const auto& command = act.command;
  Trying trying(trace_);
  const Person* person = draft_.directory().find_person(act.order.actor.key);
  const bool may =
      person != nullptr && is_entitled(draft_, command, act.record.get(), *person, &act.inputs);
  const auto& basis = command.who_rules.empty() ? command.rules : command.who_rules;
  trying.told([&] {
    auto step = act.step(Step::Kind::who);
    step.basis = basis;
    step.code = "NOT_ENTITLED_ROLE";
    step.value = Value::string(act.order.actor.key);
    step.holds = !may;
    return step;
  });
  if (may) return std::nullopt;
  return Refusal{.code = "NOT_ENTITLED_ROLE",
                 .fields = {},
                 .names = {},
                 .pack = command.type->pack,
                 .basis = basis};
}

std::optional<Refusal> Decider::refuse(const Act& act) const {
  const auto& command = act.command;
  const auto& pack = *command.type->pack;
  if (auto refusal = refuse_by_right(act)) return refusal;
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

void Decider::Act::tell_looked_at(Trace* trace, int input, int field) const {
  if (trace == nullptr) return;
  if (input >= 0) {
    trace->read({.of = Read::Of::input,
                 .index = input,
                 .value = inputs[static_cast<std::size_t>(input)],
                 .command = &command});
  } else if (field >= 0 && record != nullptr) {
    trace->read({.of = Read::Of::field,
                 .index = field,
                 .record = record->id,
                 .type = record->type,
                 .value = record->fields[static_cast<std::size_t>(field)]});
  }
}

/// The names of a check's inputs or fields that are empty, in the order stated.
std::vector<std::string> Decider::missing_of(const Act& act, const pack::Check& check) const {
  std::vector<std::string> missing;
  const auto look = [&](const std::string& name, int input, int field) {
    act.tell_looked_at(trace_, input, field);
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
  Trying trying(trace_);
  auto refusal = refusal_of(act, check);
  trying.told([&] {
    auto step = act.step(Step::Kind::check, check.when);
    step.basis = check.rules;
    step.check = &check;
    step.code = check.code;
    step.holds = refusal.has_value();
    return step;
  });
  return refusal;
}

std::optional<Refusal> Decider::refusal_of(const Act& act, const pack::Check& check) const {
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
  Trying trying(trace_);
  auto refusal = shape_refusal_of(act);
  trying.told([&] {
    auto step = act.step(Step::Kind::shape);
    if (refusal) {
      step.code = refusal->code;
      step.basis = refusal->basis;
      for (const auto& name : refusal->fields) {
        act.tell_looked_at(trace_, act.command.find_input(name), -1);
      }
    }
    step.holds = refusal.has_value();
    return step;
  });
  return refusal;
}

std::optional<Refusal> Decider::shape_refusal_of(const Act& act) const {
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
std::optional<Refusal> Decider::refuse_by_claim(const Act& act, const RecordId& id) const {
  const auto record = draft_.find(id);
  for (const auto& claim : claims_of(*record)) {
    Trying trying(trace_);
    const auto other = draft_.other_holder(*record, claim);
    const auto end = claim.find('\n');
    const auto* unique = record->type->find_unique(claim.substr(0, end));
    trying.told([&] {
      auto step = act.step(Step::Kind::claim);
      step.code = unique->code;
      step.basis = unique->rules;
      step.value = Value::string(claim.substr(end + 1));
      step.holds = other.record != nullptr;
      return step;
    });
    if (other.record == nullptr) continue;
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
  const auto& basis = pack.step_order_rules.empty() ? command.rules : pack.step_order_rules;
  const bool fits = from.empty()
                        ? !act.record->is_final()
                        : std::find(from.begin(), from.end(), act.record->state) != from.end();
  Trying trying(trace_);
  trying.told([&] {
    trace_->read({.of = Read::Of::state,
                  .record = act.record->id,
                  .type = act.record->type,
                  .value = Value::string(act.record->state)});
    auto step = act.step(Step::Kind::state);
    step.basis = basis;
    step.code = pack.step_order_code;
    step.holds = !fits;
    return step;
  });
  if (fits) return std::nullopt;
  return Refusal{.code = pack.step_order_code,
                 .fields = {},
                 .names = {act.record->state},
                 .pack = &pack,
                 .basis = basis};
}

}  // namespace guiju::casework
