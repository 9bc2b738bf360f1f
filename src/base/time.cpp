#include "base/time.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace guiju {
namespace {

using namespace std::chrono;

/// Reads exactly `width` digits at the front of `text` and removes them.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<LocalDate> take_date(std::string_view& text) {
  const auto y = take_digits(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || !take(text, '-')) return std::nullopt;
  const auto d = take_digits(text, 2);
  if (!d) return std::nullopt;
  const year_month_day ymd{year{*y}, month{static_cast<unsigned>(*m)},
                           day{static_cast<unsigned>(*d)}};
  if (!ymd.ok()) return std::nullopt;
  return local_days{ymd};
}

std::string clock_text(LocalTime time, const char* suffix) {
  const auto date = floor<days>(time);
  const year_month_day ymd{date};
  const hh_mm_ss clock{time - date};
  char buffer[64];
  const int length = std::snprintf(
      buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02d%s", static_cast<int>(ymd.year()),
      static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), suffix);
  return {buffer, static_cast<std::size_t>(length)};
}

}  // namespace

std::string to_text(LocalDate date) { return clock_text(LocalTime{date}, "").substr(0, 10); }

std::string to_text(LocalTime time) { return clock_text(time, ""); }

std::string to_text(Instant instant, Seconds offset) {
  if (offset == Seconds{0}) return to_utc_text(instant);
  const auto minutes = std::chrono::abs(offset).count() / 60;
  char suffix[16];
  std::snprintf(suffix, sizeof suffix, "%c%02d:%02d", offset < Seconds{0} ? '-' : '+',
                static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  return clock_text(LocalTime{(instant + offset).time_since_epoch()}, suffix);
}

std::string to_utc_text(Instant instant) {
  return clock_text(LocalTime{instant.time_since_epoch()}, "Z");
}

std::optional<LocalDate> parse_date(std::string_view text) {
  auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !take(text, 'T')) return std::nullopt;
  const auto h = take_digits(text, 2);
  if (!h || !take(text, ':')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || !take(text, ':')) return std::nullopt;
  const auto s = take_digits(text, 2);
  if (!s || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
  if (take(text, '.')) {
    const auto digits = text.find_first_not_of("0123456789");
    if (digits == 0 || digits == std::string_view::npos) return std::nullopt;
    text.remove_prefix(digits);
  }
  const Instant local{date->time_since_epoch() + hours{*h} + minutes{*m} + seconds{*s}};
  if (text == "Z") return local;
  const int sign = take(text, '+') ? 1 : take(text, '-') ? -1 : 0;
  if (sign == 0) return std::nullopt;
  const auto oh = take_digits(text, 2);
  if (!oh || !take(text, ':')) return std::nullopt;
  const auto om = take_digits(text, 2);
  if (!om || !text.empty() || *oh > 14 || *om > 59) return std::nullopt;
  return local - sign * (hours{*oh} + minutes{*om});
}

std::optional<Seconds> parse_time_of_day(std::string_view text) {
  const auto h = take_digits(text, 2);
  if (!h || !take(text, ':')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || *m > 59) return std::nullopt;
  std::optional<int> s = 0;
  if (take(text, ':')) s = take_digits(text, 2);
  if (!s || *s > 59 || !text.empty()) return std::nullopt;
  const Seconds time_of_day = hours{*h} + minutes{*m} + seconds{*s};
  return time_of_day <= hours{24} ? std::optional{time_of_day} : std::nullopt;
}

std::string time_of_day_text(Seconds time_of_day) {
  const hh_mm_ss clock{time_of_day};
  const int hour = static_cast<int>(clock.hours().count());
  const int minute = static_cast<int>(clock.minutes().count());
  const int second = static_cast<int>(clock.seconds().count());
  char buffer[48];
  const int length =
      second == 0 ? std::snprintf(buffer, sizeof buffer, "%02d:%02d", hour, minute)
                  : std::snprintf(buffer, sizeof buffer, "%02d:%02d:%02d", hour, minute, second);
  return {buffer, static_cast<std::size_t>(length)};
}

LocalDate add_months(LocalDate date, int count) {
  const year_month_day start{date};
  const year_month month = year_month{start.year(), start.month()} + months{count};
  const year_month_day_last last = month / std::chrono::last;
  return local_days{month / std::min(start.day(), last.day())};
}

}  // namespace guiju
