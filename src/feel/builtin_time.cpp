#include <array>

#include "feel/builtin.hpp"
#include "feel/civil.hpp"
#include "feel/decimal.hpp"
#include "feel/temporal.hpp"
#include "feel/temporal_text.hpp"
#include "feel/zone.hpp"

namespace guiju::feel {
namespace {

using Arguments = std::span<const Value>;
using Nulls = BuiltinSignature::Nulls;
using Temporal = Value::Temporal;

Value date_part(const Value& value) {
  if (value.kind() == Kind::date) return value;
  return Value::temporal(Kind::date,
                         {.amount = floor_divide(value.temporal().amount, seconds_per_day)});
}

Value time_part(const Value& value) {
  if (value.kind() == Kind::time) return value;
  Temporal parts = value.temporal();
  parts.amount = floor_modulo(parts.amount, seconds_per_day);
  return Value::temporal(Kind::time, parts);
}

Value date_from(Arguments a) {
  switch (a[0].kind()) {
    case Kind::string:
      return parse_date_value(a[0].as_string());
    case Kind::date:
    case Kind::date_time:
      return date_part(a[0]);
    default:
      return {};
  }
}

Value date_of(Arguments a) {
  const auto year = a[0].as_int64();
  const auto month = a[1].as_int64();
  const auto day = a[2].as_int64();
  if (!year || !month || !day) return {};
  const auto days = checked_days(*year, *month, *day);
  return days ? Value::temporal(Kind::date, {.amount = *days}) : Value{};
}

Value time_from(Arguments a) {
  switch (a[0].kind()) {
    case Kind::string:
      return parse_time_value(a[0].as_string());
    case Kind::time:
    case Kind::date_time:
      return time_part(a[0]);
    case Kind::date:
      return Value::temporal(Kind::time, {.zone_kind = Value::ZoneKind::offset});
    default:
      return {};
  }
}

/// Puts an offset, a zone's name or nothing into `parts`; false when it is no zone.
bool set_zone(Temporal& parts, const Value& zone) {
  if (zone.is_null()) return true;
  if (zone.kind() == Kind::string) {
    parts.zone_kind = Value::ZoneKind::zone;
    parts.zone = find_zone(zone.as_string());
    return parts.zone != nullptr;
  }
  if (zone.kind() != Kind::days_duration) return false;
  const std::int64_t offset = zone.temporal().amount;
  constexpr std::int64_t offset_max = 18 * 3600;
  if (offset > offset_max || offset < -offset_max || zone.temporal().nanoseconds != 0) return false;
  parts.zone_kind = Value::ZoneKind::offset;
  parts.offset_seconds = static_cast<std::int32_t>(offset);
  return true;
}

/// The clock time; seconds may have a fraction. Empty when there is no such time.
std::optional<Temporal> clock(const Value& hour, const Value& minute, const Value& second) {
  const auto h = hour.as_int64();
  const auto m = minute.as_int64();
  if (!h || !m || second.kind() != Kind::number) return std::nullopt;
  const Temporal s = duration_from_number(Kind::days_duration, second.decimal()).temporal();
  if (*h < 0 || *h > 23 || *m < 0 || *m > 59 || s.amount < 0 || s.amount > 59) return std::nullopt;
  return Temporal{.amount = *h * 3600 + *m * 60 + s.amount, .nanoseconds = s.nanoseconds};
}

Value time_of(Arguments a) {
  auto parts = clock(a[0], a[1], a[2]);
  if (!parts || (a.size() > 3 && !set_zone(*parts, a[3]))) return {};
  return Value::temporal(Kind::time, *parts);
}

Value date_time_from(Arguments a) {
  switch (a[0].kind()) {
    case Kind::string:
      return parse_date_time_value(a[0].as_string());
    case Kind::date_time:
      return a[0];
    case Kind::date:
      return *coerce(a[0], Type::date_time());
    default:
      return {};
  }
}

Value date_time_of(Arguments a) {
  const Kind kind = a[0].kind();
  if ((kind != Kind::date && kind != Kind::date_time) || a[1].kind() != Kind::time) return {};
  Temporal parts = a[1].temporal();
  parts.amount += date_part(a[0]).temporal().amount * seconds_per_day;
  return Value::temporal(Kind::date_time, parts);
}

Value date_time_of_fields(Arguments a) {
  const Value date = date_of(a);
  auto parts = clock(a[3], a[4], a[5]);
  if (date.is_null() || !parts || (a.size() > 6 && !set_zone(*parts, a[6]))) return {};
  parts->amount += date.temporal().amount * seconds_per_day;
  return Value::temporal(Kind::date_time, *parts);
}

Value duration_from(Arguments a) { return parse_duration_value(a[0].as_string()); }

/// Whole months from one date to the other; what is left of a month is cut off.
Value months_between(Arguments a) {
  for (const auto& end : a) {
    if (end.kind() != Kind::date && end.kind() != Kind::date_time) return {};
  }
  const CivilDate from = civil_from(date_part(a[0]).temporal().amount);
  const CivilDate to = civil_from(date_part(a[1]).temporal().amount);
  std::int64_t months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) --months;
  if (months < 0 && to.day > from.day) ++months;
  return Value::months_duration(months);
}

std::optional<std::int64_t> days_of(const Value& value) {
  if (value.kind() != Kind::date && value.kind() != Kind::date_time) return std::nullopt;
  return date_part(value).temporal().amount;
}

Value day_of_year_of(Arguments a) {
  const auto days = days_of(a[0]);
  return days ? Value::number(day_of_year(*days)) : Value{};
}

Value day_of_week_of(Arguments a) {
  static constexpr std::array<std::string_view, 7> names{
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  const auto days = days_of(a[0]);
  return days ? Value::string(names[static_cast<std::size_t>(weekday_of(*days)) - 1]) : Value{};
}

Value month_of_year_of(Arguments a) {
  static constexpr std::array<std::string_view, 12> names{
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const auto days = days_of(a[0]);
  if (!days) return {};
  return Value::string(names[static_cast<std::size_t>(civil_from(*days).month) - 1]);
}

Value week_of_year_of(Arguments a) {
  const auto days = days_of(a[0]);
  return days ? Value::number(iso_week_of(*days)) : Value{};
}

/// Sameness as FEEL's domain sees it: the same moment written in another zone is another value.
Value is(Arguments a) {
  if (a.size() < 2 || a[0].kind() != a[1].kind()) return Value::boolean(false);
  if (a[0].kind() == Kind::time || a[0].kind() == Kind::date_time) {
    const Temporal x = a[0].temporal();
    const Temporal y = a[1].temporal();
    return Value::boolean(x.amount == y.amount && x.nanoseconds == y.nanoseconds &&
                          x.zone_kind == y.zone_kind && x.offset_seconds == y.offset_seconds &&
                          x.zone == y.zone);
  }
  return Value::boolean(a[0] == a[1]);
}

void add_calendar_builtins(Builtins& all) {
  const Parameter date{"date", Type::any()};
  all["day of year"] = {{{date}, Type::number(), day_of_year_of}};
  all["day of week"] = {{{date}, Type::string(), day_of_week_of}};
  all["month of year"] = {{{date}, Type::string(), month_of_year_of}};
  all["week of year"] = {{{date}, Type::number(), week_of_year_of}};
  all["is"] = {{{{"value1", Type::any(), true}, {"value2", Type::any(), true}},
                Type::boolean(),
                is,
                Nulls::are_passed}};
}

}  // namespace

void add_time_builtins(Builtins& all) {
  const Type number = Type::number();
  const Parameter from{"from", Type::any()};
  const Parameter year{"year", number};
  const Parameter month{"month", number};
  const Parameter day{"day", number};
  const Parameter hour{"hour", number};
  const Parameter minute{"minute", number};
  const Parameter second{"second", number};
  all["date"] = {{{from}, Type::date(), date_from}, {{year, month, day}, Type::date(), date_of}};
  all["time"] = {{{from}, Type::time(), time_from},
                 {{hour, minute, second, {"offset", Type::any(), true}},
                  Type::time(),
                  time_of,
                  Nulls::are_passed}};
  all["date and time"] = {
      {{from}, Type::date_time(), date_time_from},
      {{{"date", Type::any()}, {"time", Type::any()}}, Type::date_time(), date_time_of},
      {{year, month, day, hour, minute, second, {"offset", Type::any(), true}},
       Type::date_time(),
       date_time_of_fields,
       Nulls::are_passed}};
  // Which of the two sorts only the text tells.
  all["duration"] = {{{{"from", Type::string()}}, Type::any(), duration_from}};
  all["years and months duration"] = {{{{"from", Type::any()}, {"to", Type::any()}},
                                       Type::years_months_duration(),
                                       months_between}};
  add_calendar_builtins(all);
}

}  // namespace guiju::feel
