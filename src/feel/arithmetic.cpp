#include <limits>

#include "feel/civil.hpp"
#include "feel/decimal.hpp"
#include "feel/effort.hpp"
#include "feel/node.hpp"
#include "feel/temporal.hpp"
#include "feel/zone.hpp"

namespace guiju::feel {
namespace {

using Op = ArithmeticOperator;
using Temporal = Value::Temporal;

constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;

bool is_duration(Kind kind) {
  return kind == Kind::days_duration || kind == Kind::years_months_duration;
}

Value number_or_null(const std::optional<Decimal>& n) { return n ? Value::number(*n) : Value{}; }

Value numbers(Op op, const Decimal& a, const Decimal& b) {
  switch (op) {
    case Op::add:
      return number_or_null(add(a, b));
    case Op::subtract:
      return number_or_null(subtract(a, b));
    case Op::multiply:
      return number_or_null(multiply(a, b));
    case Op::divide:
      return is_zero(b) ? Value{} : number_or_null(divide(a, b));
    case Op::power:
      return number_or_null(power(a, b));
  }
  return {};
}

Value strings(Op op, std::string_view a, std::string_view b) {
  if (op != Op::add || !Effort::spend(a.size() + b.size())) return {};
  std::string joined{a};
  joined += b;
  return Value::string(joined);
}

/// Half of what fits, so that a length can be negated and shifted by a day without a thought.
bool is_length(std::int64_t amount) {
  constexpr std::int64_t length_max = std::numeric_limits<std::int64_t>::max() / 2;
  return amount <= length_max && amount >= -length_max;
}

/// Sums seconds and nanoseconds, `sign` times the second; empty when they do not fit.
std::optional<Temporal> sum(Temporal a, const Temporal& b, int sign) {
  std::int64_t amount = 0;
  const bool overflow = sign > 0 ? __builtin_add_overflow(a.amount, b.amount, &amount)
                                 : __builtin_sub_overflow(a.amount, b.amount, &amount);
  if (overflow || !is_length(amount)) return std::nullopt;
  const std::int64_t nanoseconds = std::int64_t{a.nanoseconds} + sign * b.nanoseconds;
  a.amount = amount + floor_divide(nanoseconds, nanoseconds_per_second);
  a.nanoseconds = static_cast<std::int32_t>(floor_modulo(nanoseconds, nanoseconds_per_second));
  return a;
}

bool is_in_range_of_years(std::int64_t seconds) {
  const std::int64_t year = civil_from(floor_divide(seconds, seconds_per_day)).year;
  return year >= -year_max && year <= year_max;
}

Value shift_by_months(const Value& a, std::int64_t months) {
  Temporal parts = a.temporal();
  if (a.kind() == Kind::date) {
    const auto days = add_months(parts.amount, months);
    if (!days) return {};
    parts.amount = *days;
    return Value::temporal(Kind::date, parts);
  }
  if (a.kind() != Kind::date_time) return {};
  const auto days = add_months(floor_divide(parts.amount, seconds_per_day), months);
  if (!days) return {};
  parts.amount = *days * seconds_per_day + floor_modulo(parts.amount, seconds_per_day);
  return Value::temporal(Kind::date_time, parts);
}

Value shift_by_seconds(const Value& a, const Temporal& length, int sign) {
  Temporal parts = a.temporal();
  if (a.kind() == Kind::date) parts.amount *= seconds_per_day;
  auto shifted = sum(parts, length, sign);
  if (!shifted) return {};
  if (a.kind() == Kind::time) {
    shifted->amount = floor_modulo(shifted->amount, seconds_per_day);
    return Value::temporal(Kind::time, *shifted);
  }
  if (!is_in_range_of_years(shifted->amount)) return {};
  if (a.kind() == Kind::date) {
    return Value::temporal(Kind::date, {.amount = floor_divide(shifted->amount, seconds_per_day)});
  }
  return Value::temporal(Kind::date_time, *shifted);
}

Value shift(const Value& a, const Value& duration, int sign) {
  const Temporal length = duration.temporal();
  return duration.kind() == Kind::days_duration ? shift_by_seconds(a, length, sign)
                                                : shift_by_months(a, sign * length.amount);
}

/// A date counts as its midnight in UTC where it meets a date and time.
Temporal moment(const Value& value) {
  Temporal parts = value.temporal();
  if (value.kind() == Kind::date) {
    parts.amount *= seconds_per_day;
    parts.zone_kind = Value::ZoneKind::offset;
  }
  return parts;
}

Value difference(const Value& a, const Value& b) {
  Temporal x = moment(a);
  Temporal y = moment(b);
  const bool x_local = x.zone_kind == Value::ZoneKind::local;
  if (x_local != (y.zone_kind == Value::ZoneKind::local)) return {};
  const Kind x_kind = a.kind() == Kind::time ? Kind::time : Kind::date_time;
  x.amount -= offset_of(x_kind, x);
  y.amount -= offset_of(x_kind, y);
  const auto length = sum(x, y, -1);
  if (!length) return {};
  return Value::temporal(Kind::days_duration,
                         {.amount = length->amount, .nanoseconds = length->nanoseconds});
}

Value durations(Op op, const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return {};
  if (op == Op::divide)
    return number_or_null([&]() -> std::optional<Decimal> {
      const auto divisor = duration_number(b);
      return is_zero(divisor) ? std::nullopt : divide(duration_number(a), divisor);
    }());
  if (op != Op::add && op != Op::subtract) return {};
  const auto total = sum(a.temporal(), b.temporal(), op == Op::add ? 1 : -1);
  return total ? Value::temporal(a.kind(), *total) : Value{};
}

Value scale(Op op, const Value& duration, const Decimal& factor) {
  const Decimal length = duration_number(duration);
  std::optional<Decimal> scaled;
  if (op == Op::multiply) scaled = multiply(length, factor);
  if (op == Op::divide && !is_zero(factor)) scaled = divide(length, factor);
  return scaled ? duration_from_number(duration.kind(), *scaled) : Value{};
}

bool has_calendar_date(Kind kind) { return kind == Kind::date || kind == Kind::date_time; }

Value temporals(Op op, const Value& a, const Value& b) {
  const Kind x = a.kind();
  const Kind y = b.kind();
  if (is_duration(x) && is_duration(y)) return durations(op, a, b);
  if (is_duration(x) && y == Kind::number) return scale(op, a, b.decimal());
  if (x == Kind::number && is_duration(y) && op == Op::multiply) return scale(op, b, a.decimal());
  if (op == Op::add && is_duration(x) && (has_calendar_date(y) || y == Kind::time)) {
    return shift(b, a, 1);
  }
  if (!has_calendar_date(x) && x != Kind::time) return {};
  if (is_duration(y) && op == Op::add) return shift(a, b, 1);
  if (is_duration(y) && op == Op::subtract) return shift(a, b, -1);
  if (op != Op::subtract) return {};
  const bool both_dated = has_calendar_date(x) && has_calendar_date(y);
  return both_dated || x == y ? difference(a, b) : Value{};
}

}  // namespace

Decimal duration_number(const Value& duration) {
  const Temporal parts = duration.temporal();
  if (parts.nanoseconds == 0) return Decimal::of(parts.amount);
  const auto fraction =
      round(*divide(Decimal::of(parts.nanoseconds), Decimal::of(nanoseconds_per_second)), 9,
            Rounding::half_even);
  return *add(Decimal::of(parts.amount), *fraction);
}

Value duration_from_number(Kind kind, const Decimal& length) {
  if (kind == Kind::years_months_duration) {
    const auto whole = round(length, 0, Rounding::down);
    const auto months = whole ? to_int64(*whole) : std::nullopt;
    return months && is_length(*months) ? Value::months_duration(*months) : Value{};
  }
  const auto floor = round(length, 0, Rounding::floor);
  const auto seconds = floor ? to_int64(*floor) : std::nullopt;
  if (!seconds || !is_length(*seconds)) return {};
  const auto rest = multiply(*subtract(length, *floor), Decimal::of(nanoseconds_per_second));
  const auto nanoseconds = to_int64(*round(*rest, 0, Rounding::down));
  return Value::temporal(
      Kind::days_duration,
      {.amount = *seconds, .nanoseconds = static_cast<std::int32_t>(nanoseconds.value_or(0))});
}

Value arithmetic(ArithmeticOperator op, const Value& a, const Value& b) {
  if (a.kind() == Kind::number && b.kind() == Kind::number) {
    return numbers(op, a.decimal(), b.decimal());
  }
  if (a.is_null() || b.is_null()) return {};
  if (a.kind() == Kind::string && b.kind() == Kind::string) {
    return strings(op, a.as_string(), b.as_string());
  }
  return temporals(op, a, b);
}

Value negate(const Value& value) {
  switch (value.kind()) {
    case Kind::number:
      return Value::number(negate(value.decimal()));
    case Kind::days_duration: {
      const auto negated = sum({}, value.temporal(), -1);
      return negated ? Value::temporal(Kind::days_duration, *negated) : Value{};
    }
    case Kind::years_months_duration: {
      const auto negated = sum({}, value.temporal(), -1);
      return negated ? Value::temporal(value.kind(), *negated) : Value{};
    }
    default:
      return {};
  }
}

}  // namespace guiju::feel
