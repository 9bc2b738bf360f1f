#include "feel/temporal.hpp"

#include "feel/civil.hpp"
#include "feel/zone.hpp"

namespace guiju::feel {
namespace {

using Temporal = Value::Temporal;

Value date_property(std::int64_t days, std::string_view name) {
  const CivilDate date = civil_from(days);
  if (name == "year") return Value::number(date.year);
  if (name == "month") return Value::number(date.month);
  if (name == "day") return Value::number(date.day);
  if (name == "weekday") return Value::number(weekday_of(days));
  return {};
}

Value clock_property(Kind kind, const Temporal& parts, std::string_view name) {
  const std::int64_t seconds = floor_modulo(parts.amount, seconds_per_day);
  if (name == "hour") return Value::number(seconds / 3600);
  if (name == "minute") return Value::number(seconds / 60 % 60);
  if (name == "second") {
    return Value::number(duration_number(Value::temporal(
        Kind::days_duration, {.amount = seconds % 60, .nanoseconds = parts.nanoseconds})));
  }
  if (name == "time offset" && parts.zone_kind != Value::ZoneKind::local) {
    return Value::days_duration(Seconds{offset_of(kind, parts)});
  }
  if (name == "timezone" && parts.zone_kind == Value::ZoneKind::zone) {
    return Value::string(parts.zone->name());
  }
  return {};
}

Value months_property(std::int64_t months, std::string_view name) {
  if (name == "years") return Value::number(months / 12);
  if (name == "months") return Value::number(months % 12);
  return {};
}

Value days_property(Temporal parts, std::string_view name) {
  // All fields of a negative duration are negative: take the length, then its sign.
  const bool negative = parts.amount < 0;
  if (negative && parts.nanoseconds != 0) {
    ++parts.amount;
    parts.nanoseconds = 1'000'000'000 - parts.nanoseconds;
  }
  const std::int64_t sign = negative ? -1 : 1;
  const std::int64_t length = sign * parts.amount;
  if (name == "days") return Value::number(sign * (length / seconds_per_day));
  if (name == "hours") return Value::number(sign * (length / 3600 % 24));
  if (name == "minutes") return Value::number(sign * (length / 60 % 60));
  if (name != "seconds") return {};
  const Decimal seconds = duration_number(Value::temporal(
      Kind::days_duration, {.amount = length % 60, .nanoseconds = parts.nanoseconds}));
  return Value::number(negative ? negate(seconds) : seconds);
}

}  // namespace

Value temporal_property(const Value& value, std::string_view name) {
  const Temporal parts = value.temporal();
  switch (value.kind()) {
    case Kind::date:
      return date_property(parts.amount, name);
    case Kind::time:
      return clock_property(Kind::time, parts, name);
    case Kind::date_time: {
      Value property = date_property(floor_divide(parts.amount, seconds_per_day), name);
      return property.is_null() ? clock_property(Kind::date_time, parts, name) : property;
    }
    case Kind::years_months_duration:
      return months_property(parts.amount, name);
    case Kind::days_duration:
      return days_property(parts, name);
    default:
      return {};
  }
}

}  // namespace guiju::feel
