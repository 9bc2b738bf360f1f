#include "feel/temporal_text.hpp"

#include <charconv>
#include <optional>

#include "feel/civil.hpp"
#include "feel/zone.hpp"

namespace guiju::feel {
namespace {

using Temporal = Value::Temporal;
using ZoneKind = Value::ZoneKind;

constexpr int offset_hours_max = 18;

/// Takes pieces off the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return text_.empty(); }
  std::string_view rest() const { return text_; }
  char front() const { return text_.empty() ? '\0' : text_.front(); }

  bool take(char c) {
    if (front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  std::size_t count_digits() const {
    std::size_t n = 0;
    while (n < text_.size() && text_[n] >= '0' && text_[n] <= '9') ++n;
    return n;
  }

  /// A whole number of `least` to `most` digits; at most 18, so that it fits.
  std::optional<std::int64_t> number(std::size_t least, std::size_t most) {
    const std::size_t n = count_digits();
    if (n < least || n > most || n > 18) return std::nullopt;
    std::int64_t value = 0;
    for (std::size_t i = 0; i < n; ++i) value = value * 10 + (text_[i] - '0');
    text_.remove_prefix(n);
    return value;
  }

  /// The digits after a point as nanoseconds; finer ones are cut off.
  std::optional<std::int32_t> fraction() {
    const std::size_t n = count_digits();
    if (n == 0) return std::nullopt;
    std::int32_t nanoseconds = 0;
    for (std::size_t i = 0; i < 9; ++i) {
      nanoseconds = nanoseconds * 10 + (i < n ? text_[i] - '0' : 0);
    }
    text_.remove_prefix(n);
    return nanoseconds;
  }

 private:
  std::string_view text_;
};

std::optional<std::int64_t> read_date(Reader& reader) {
  const bool negative = reader.take('-');
  if (reader.count_digits() > 4 && reader.front() == '0') return std::nullopt;
  const auto year = reader.number(4, 9);
  if (!year || !reader.take('-')) return std::nullopt;
  const auto month = reader.number(2, 2);
  if (!month || !reader.take('-')) return std::nullopt;
  const auto day = reader.number(2, 2);
  if (!day) return std::nullopt;
  return checked_days(negative ? -*year : *year, *month, *day);
}

bool read_zone(Reader& reader, Temporal& into) {
  if (reader.done()) return true;
  if (reader.take('Z')) {
    into.zone_kind = ZoneKind::offset;
    return reader.done();
  }
  if (reader.take('@')) {
    into.zone = find_zone(reader.rest());
    into.zone_kind = ZoneKind::zone;
    return into.zone != nullptr;
  }
  const int sign = reader.take('+') ? 1 : reader.take('-') ? -1 : 0;
  const auto hours = reader.number(2, 2);
  if (sign == 0 || !hours || !reader.take(':')) return false;
  const auto minutes = reader.number(2, 2);
  std::optional<std::int64_t> seconds = 0;
  if (reader.take(':')) seconds = reader.number(2, 2);
  if (!minutes || !seconds || *hours > offset_hours_max || *minutes > 59 || *seconds > 59) {
    return false;
  }
  const std::int64_t offset = *hours * 3600 + *minutes * 60 + *seconds;
  if (offset > offset_hours_max * 3600) return false;
  into.zone_kind = ZoneKind::offset;
  into.offset_seconds = static_cast<std::int32_t>(sign * offset);
  return reader.done();
}

/// Reads a clock time and its zone into `into`; 24:00:00 is midnight at the end of the day.
bool read_time(Reader& reader, Temporal& into) {
  const auto hours = reader.number(2, 2);
  if (!hours || !reader.take(':')) return false;
  const auto minutes = reader.number(2, 2);
  if (!minutes || !reader.take(':')) return false;
  const auto seconds = reader.number(2, 2);
  if (!seconds) return false;
  if (reader.take('.')) {
    const auto nanoseconds = reader.fraction();
    if (!nanoseconds) return false;
    into.nanoseconds = *nanoseconds;
  }
  const bool end_of_day = *hours == 24 && *minutes == 0 && *seconds == 0 && into.nanoseconds == 0;
  if ((*hours > 23 && !end_of_day) || *minutes > 59 || *seconds > 59) return false;
  into.amount = *hours * 3600 + *minutes * 60 + *seconds;
  return read_zone(reader, into);
}

/// The fields of a duration as written; absent ones are empty.
struct DurationFields {
  std::optional<std::int64_t> years, months, days, hours, minutes, seconds;
  std::int32_t nanoseconds = 0;
};

bool read_time_fields(Reader& reader, DurationFields& fields) {
  bool any = false;
  while (!reader.done()) {
    const auto n = reader.number(1, 18);
    if (!n) return false;
    if (!fields.hours && !fields.minutes && reader.take('H')) {
      fields.hours = n;
    } else if (!fields.minutes && reader.take('M')) {
      fields.minutes = n;
    } else {
      if (reader.take('.')) {
        // XML Schema 1.1 wants a digit before the point only.
        fields.nanoseconds = reader.count_digits() == 0 ? 0 : *reader.fraction();
      }
      if (!reader.take('S') || !reader.done()) return false;
      fields.seconds = n;
    }
    any = true;
  }
  return any;
}

bool read_duration_fields(Reader& reader, DurationFields& fields) {
  bool any = false;
  while (!reader.done()) {
    if (reader.take('T')) return read_time_fields(reader, fields);
    const auto n = reader.number(1, 18);
    if (!n) return false;
    if (!fields.years && !fields.months && !fields.days && reader.take('Y')) {
      fields.years = n;
    } else if (!fields.months && !fields.days && reader.take('M')) {
      fields.months = n;
    } else if (!fields.days && reader.take('D')) {
      fields.days = n;
    } else {
      return false;
    }
    any = true;
  }
  return any;
}

/// Adds `count * unit` to `total`; false when the sum does not fit.
bool accumulate(std::int64_t& total, const std::optional<std::int64_t>& count, std::int64_t unit) {
  std::int64_t product = 0;
  return !__builtin_mul_overflow(count.value_or(0), unit, &product) &&
         !__builtin_add_overflow(total, product, &total);
}

/// By hand, without printf: every moment in the journal has six of them.
void append_padded(std::string& out, std::int64_t n, int width) {
  char digits[20];
  char* const end = std::to_chars(digits, digits + sizeof digits, n).ptr;
  for (auto length = end - digits; length < width; ++length) out += '0';
  out.append(digits, end);
}

void append_date(std::string& out, std::int64_t days) {
  const CivilDate date = civil_from(days);
  if (date.year < 0) out += '-';
  append_padded(out, date.year < 0 ? -date.year : date.year, 4);
  append_padded(out += '-', date.month, 2);
  append_padded(out += '-', date.day, 2);
}

void append_fraction(std::string& out, std::int32_t nanoseconds) {
  if (nanoseconds == 0) return;
  append_padded(out += '.', nanoseconds, 9);
  out.erase(out.find_last_not_of('0') + 1);
}

void append_clock(std::string& out, const Temporal& parts, std::int64_t seconds) {
  append_padded(out, seconds / 3600, 2);
  append_padded(out += ':', seconds / 60 % 60, 2);
  append_padded(out += ':', seconds % 60, 2);
  append_fraction(out, parts.nanoseconds);
  if (parts.zone_kind == ZoneKind::zone) out += '@' + parts.zone->name();
  if (parts.zone_kind != ZoneKind::offset) return;
  if (parts.offset_seconds == 0) {
    out += 'Z';
    return;
  }
  const std::int32_t offset =
      parts.offset_seconds < 0 ? -parts.offset_seconds : parts.offset_seconds;
  out += parts.offset_seconds < 0 ? '-' : '+';
  append_padded(out, offset / 3600, 2);
  append_padded(out += ':', offset / 60 % 60, 2);
  if (offset % 60 != 0) append_padded(out += ':', offset % 60, 2);
}

std::string months_text(std::int64_t months) {
  std::string text = months < 0 ? "-P" : "P";
  const std::int64_t length = months < 0 ? -months : months;
  if (length / 12 != 0) text += std::to_string(length / 12) + 'Y';
  if (length % 12 != 0 || length == 0) text += std::to_string(length % 12) + 'M';
  return text;
}

std::string days_text(std::int64_t seconds, std::int32_t nanoseconds) {
  // Nanoseconds are added to the seconds also below zero: -0.5 s is -1 s and 500,000,000 ns.
  const bool negative = seconds < 0;
  if (negative) {
    if (nanoseconds != 0) {
      ++seconds;
      nanoseconds = 1'000'000'000 - nanoseconds;
    }
    seconds = -seconds;
  }
  std::string text = negative ? "-P" : "P";
  if (seconds / seconds_per_day != 0) text += std::to_string(seconds / seconds_per_day) + 'D';
  const std::int64_t clock = seconds % seconds_per_day;
  if (clock == 0 && nanoseconds == 0) {
    if (seconds == 0) text += "T0S";
    return text;
  }
  text += 'T';
  if (clock / 3600 != 0) text += std::to_string(clock / 3600) + 'H';
  if (clock / 60 % 60 != 0) text += std::to_string(clock / 60 % 60) + 'M';
  if (clock % 60 != 0 || nanoseconds != 0) {
    text += std::to_string(clock % 60);
    append_fraction(text, nanoseconds);
    text += 'S';
  }
  return text;
}

}  // namespace

Value parse_date_value(std::string_view text) {
  Reader reader{text};
  const auto days = read_date(reader);
  if (!days || !reader.done()) return {};
  return Value::temporal(Kind::date, {.amount = *days});
}

Value parse_time_value(std::string_view text) {
  Reader reader{text};
  Temporal parts;
  reader.take('T');
  if (!read_time(reader, parts)) return {};
  parts.amount %= seconds_per_day;
  return Value::temporal(Kind::time, parts);
}

Value parse_date_time_value(std::string_view text) {
  Reader reader{text};
  const auto days = read_date(reader);
  Temporal parts;
  if (!days || (!reader.done() && (!reader.take('T') || !read_time(reader, parts)))) return {};
  parts.amount += *days * seconds_per_day;
  return Value::temporal(Kind::date_time, parts);
}

Value parse_duration_value(std::string_view text) {
  Reader reader{text};
  const std::int64_t sign = reader.take('-') ? -1 : 1;
  DurationFields fields;
  if (!reader.take('P') || !read_duration_fields(reader, fields)) return {};
  std::int64_t total = 0;
  if (fields.years || fields.months) {
    if (fields.days || fields.hours || fields.minutes || fields.seconds) return {};
    if (!accumulate(total, fields.years, 12) || !accumulate(total, fields.months, 1)) return {};
    return Value::temporal(Kind::years_months_duration, {.amount = sign * total});
  }
  if (!accumulate(total, fields.days, seconds_per_day) || !accumulate(total, fields.hours, 3600) ||
      !accumulate(total, fields.minutes, 60) || !accumulate(total, fields.seconds, 1)) {
    return {};
  }
  Temporal parts{.amount = sign * total, .nanoseconds = fields.nanoseconds};
  if (sign < 0 && parts.nanoseconds != 0) {
    --parts.amount;
    parts.nanoseconds = 1'000'000'000 - parts.nanoseconds;
  }
  return Value::temporal(Kind::days_duration, parts);
}

Value parse_temporal_value(std::string_view text) {
  for (const auto& parse :
       {parse_date_value, parse_time_value, parse_date_time_value, parse_duration_value}) {
    if (Value value = parse(text); !value.is_null()) return value;
  }
  return {};
}

std::string temporal_text(const Value& value) {
  const Temporal parts = value.temporal();
  std::string text;
  switch (value.kind()) {
    case Kind::date:
      append_date(text, parts.amount);
      break;
    case Kind::time:
      append_clock(text, parts, parts.amount);
      break;
    case Kind::date_time:
      append_date(text, floor_divide(parts.amount, seconds_per_day));
      append_clock(text += 'T', parts, floor_modulo(parts.amount, seconds_per_day));
      break;
    case Kind::years_months_duration:
      return months_text(parts.amount);
    case Kind::days_duration:
      return days_text(parts.amount, parts.nanoseconds);
    default:
      break;
  }
  return text;
}

}  // namespace guiju::feel
