#include "app/nearby_values.hpp"

#include <algorithm>
#include <chrono>

#include "casework/situation.hpp"

namespace guiju::app {
namespace {

using casework::Read;
using feel::Value;
using pack::FieldType;
using Tries = std::function<bool(const Value&)>;

constexpr std::size_t people_max = 100;

/// A value so and so far from another one: its whole number of fen, days or seconds.
struct Scale {
  std::int64_t from = 0;
  std::int64_t farthest = 0;
  bool may_be_negative = true;
  std::function<Value(std::int64_t)> value_at;
};

/// The nearest number on one side for which `tries` says true.
std::optional<std::int64_t> nearest_on(const Scale& scale, std::int64_t sign, const Tries& tries) {
  std::int64_t failed = 0;
  for (std::int64_t step = 1; step <= scale.farthest; step *= 2) {
    if (!scale.may_be_negative && scale.from + sign * step < 0) {
      if (failed == scale.from || sign > 0) return std::nullopt;
      step = scale.from;  // to the very end
    }
    if (!tries(scale.value_at(scale.from + sign * step))) {
      failed = step;
      continue;
    }
    std::int64_t held = step;
    while (held - failed > 1) {
      const auto middle = failed + (held - failed) / 2;
      (tries(scale.value_at(scale.from + sign * middle)) ? held : failed) = middle;
    }
    return held;
  }
  return std::nullopt;
}

std::optional<Value> nearest_on_scale(const Scale& scale, const Tries& tries) {
  const auto below = nearest_on(scale, -1, tries);
  const auto above = nearest_on(scale, 1, tries);
  if (!below && !above) return std::nullopt;
  const bool goes_down = below && (!above || *below <= *above);
  return scale.value_at(scale.from + (goes_down ? -*below : *above));
}

std::optional<Value> first_of(const feel::List& values, const Value& but, const Tries& tries) {
  for (const auto& value : values) {
    if (value != but && tries(value)) return value;
  }
  return std::nullopt;
}

constexpr std::int64_t seconds_max = 400LL * 86'400;

std::optional<Value> nearest_moment(Instant from, const pack::Pack& pack, const Tries& tries) {
  const auto& zone = pack.calendar_rules.zone;
  return nearest_on_scale({.from = from.time_since_epoch().count(),
                           .farthest = seconds_max,
                           .value_at =
                               [&](std::int64_t seconds) {
                                 const Instant at{Seconds{seconds}};
                                 return Value::date_time(at, zone.offset_at(at));
                               }},
                          tries);
}

/// What may stand in a field that has nothing.
feel::List samples_of(const FieldType& type, const Redecided& base) {
  const auto& pack = base.pack();
  const auto& zone = pack.calendar_rules.zone;
  switch (type.kind) {
    case FieldType::Kind::text:
    case FieldType::Kind::long_text:
      return {Value::string("…")};
    case FieldType::Kind::number:
    case FieldType::Kind::money:
      return {Value::number(1), Value::number(0)};
    case FieldType::Kind::boolean:
      return {Value::boolean(true), Value::boolean(false)};
    case FieldType::Kind::date:
      return {Value::date(pack.calendar->date_of(base.at))};
    case FieldType::Kind::time:
    case FieldType::Kind::moment:
      return {Value::date_time(base.at, zone.offset_at(base.at))};
    case FieldType::Kind::list: {
      feel::List lists;
      if (type.element == nullptr) return lists;
      for (auto& one : samples_of(*type.element, base)) {
        lists.push_back(Value::list({std::move(one)}));
      }
      return lists;
    }
    default:
      return {};
  }
}

feel::List people_of(const Redecided& base) {
  feel::List people;
  for (const auto& [key, person] : base.before->directory().people) {
    if (person.active && people.size() < people_max) people.push_back(Value::string(key));
  }
  return people;
}

std::optional<Value> nearest_of_field(const Redecided& base, const pack::Field& field,
                                      const casework::Situation& situation, const Value& now,
                                      const Tries& tries) {
  const auto kind = field.type.kind;
  if (field.choices.is_stated()) {
    auto choices = situation.value(field.choices).as_list();
    if (kind == FieldType::Kind::list) {
      for (auto& choice : choices) choice = Value::list({choice});
    }
    return first_of(choices, now, tries);
  }
  if (kind == FieldType::Kind::reference && field.type.of == "person") {
    return first_of(people_of(base), now, tries);
  }
  if (now.is_null()) return first_of(samples_of(field.type, base), now, tries);
  if (kind == FieldType::Kind::boolean) {
    return first_of({Value::boolean(!now.is_true())}, now, tries);
  }
  if (kind == FieldType::Kind::number || kind == FieldType::Kind::money) {
    const auto whole = now.as_int64();
    if (!whole) return std::nullopt;
    return nearest_on_scale({.from = *whole,
                             .farthest = std::int64_t{1} << 40U,
                             .may_be_negative = *whole < 0,
                             .value_at = [](std::int64_t n) { return Value::number(n); }},
                            tries);
  }
  if (const auto date = now.as_date()) {
    return nearest_on_scale(
        {.from = date->time_since_epoch().count(),
         .farthest = 4'096,
         .value_at =
             [](std::int64_t day) { return Value::date(LocalDate{std::chrono::days{day}}); }},
        tries);
  }
  if (const auto at = now.as_instant()) return nearest_moment(*at, base.pack(), tries);
  return first_of({Value{}}, now, tries);
}

}  // namespace

std::optional<Value> nearest_value(const Redecided& base, const Read& fact, const Tries& tries) {
  const auto& command = *base.order.command;
  const auto record = base.order.on.is_empty() ? nullptr : base.before->find(base.order.on);
  casework::Situation situation(*base.before, base.pack(), record.get(), base.order.actor, base.at);
  situation.set_parent(base.order.parent);
  situation.set_inputs(command, &base.order.inputs);
  const auto index = static_cast<std::size_t>(fact.index);
  switch (fact.of) {
    case Read::Of::input:
      return nearest_of_field(base, command.inputs[index].field, situation, fact.value, tries);
    case Read::Of::field:
      return nearest_of_field(base, fact.type->fields[index], situation, fact.value, tries);
    case Read::Of::state: {
      feel::List states;
      for (const auto& state : fact.type->states) states.push_back(Value::string(state.id));
      return first_of(states, fact.value, tries);
    }
    case Read::Of::now:
      return nearest_moment(base.at, base.pack(), tries);
    case Read::Of::actor:
      return first_of(people_of(base), fact.value, tries);
    default:
      return std::nullopt;
  }
}

}  // namespace guiju::app
