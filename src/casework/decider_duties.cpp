#include <algorithm>
#include <vector>

#include "base/assert.hpp"
#include "casework/approval.hpp"
#include "casework/decider.hpp"
#include "casework/decider_act.hpp"
#include "casework/duty.hpp"

/// 不相容职务. Who asks for a thing, who decides it and who books it are different people: not one
/// person, nor one in the place of the other (docs/pack-language.md, Duties; COM-9).
namespace guiju::casework {
namespace {

const pack::Pack& register_of(const pack::Pack& pack) {
  return pack.base == nullptr ? pack : *pack.base;
}

}  // namespace

/// Whom the actor acts for; empty for an act without a duty, and for the system and the clock.
std::string Decider::principal_of(const Act& act) const {
  if (act.command.duty.empty() || act.order.actor.kind != Actor::Kind::person) return {};
  const Person* person = draft_.directory().find_person(act.order.actor.key);
  if (person == nullptr) return {};
  auto principal = duty_principal(act.command, act.situation, *person);
  return principal.empty() ? person->key : std::move(principal);
}

std::optional<Refusal> Decider::refuse_by_duty(const Act& act) const {
  const auto principal = principal_of(act);
  if (principal.empty()) return std::nullopt;
  const auto& base = register_of(*act.command.type->pack);
  const auto* type = base.find_type("duty");
  GUIJU_ASSERT(type != nullptr);
  RecordId stream;
  if (act.record != nullptr) {
    stream = act.record->stream;
  } else if (const auto parent = draft_.find(act.order.parent)) {
    stream = parent->stream;
  }
  if (stream.is_empty()) return std::nullopt;  // a new matter
  Trying trying(trace_);
  const auto tell = [&](bool holds) {
    trying.told([&] {
      auto step = act.step(Step::Kind::duty);
      step.pack = &base;
      step.basis = {base.find_rule("COM-9")};
      step.code = std::string(approval::refusal::duties_not_separate);
      step.value = feel::Value::string(principal);
      step.holds = holds;
      return step;
    });
  };
  for (const auto& done : draft_.children(stream, *type)) {
    if (done->field("duty").as_string() == act.command.duty) continue;
    for (const char* field : {"by", "acted_for"}) {
      const auto before = done->field(field).as_string();
      if (before != act.order.actor.key && before != principal) continue;
      const int rule = base.find_rule("COM-9");
      tell(true);
      return Refusal{.code = std::string(approval::refusal::duties_not_separate),
                     .fields = {},
                     .names = {std::string(before), std::string(done->field("duty").as_string())},
                     .pack = &base,
                     .basis = {rule}};
    }
  }
  tell(false);
  return std::nullopt;
}

void Decider::record_duty(const Act& act, const RecordId& id, const std::string& principal) {
  if (principal.empty()) return;
  const auto record = draft_.find(id);
  const auto& base = register_of(record->pack());
  order_by_system(base, "duty.record", {}, record->stream,
                  {{"duty", feel::Value::string(act.command.duty)},
                   {"by", feel::Value::string(act.order.actor.key)},
                   {"acted_for", feel::Value::string(principal)},
                   {"command", feel::Value::string(act.command.name)},
                   {"case", feel::Value::string(record->key)},
                   {"case_type", feel::Value::string(record->type->name)},
                   {"matter", feel::Value::string(record->stream.text)}},
                  {&base, {base.find_rule("COM-9")}});
}

}  // namespace guiju::casework
