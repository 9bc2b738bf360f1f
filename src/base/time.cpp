#include "base/time.hpp"

#include <algorithm>
#include <charconv>

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

void put_digits(char* to, int value, int width) {
  for (int i = width - 1; i >= 0; --i) {
    to[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

/// By hand, without printf, for lists of cases hold hundreds of moments.
std::string clock_text(LocalTime time, std::string_view suffix) {
  const auto date = floor<days>(time);
  const year_month_day ymd{date};
  const hh_mm_ss clock{time - date};
  const int year_number = static_cast<int>(ymd.year());
  std::string text = "0000-00-00T00:00:00";
  put_digits(&text[5], static_cast<int>(static_cast<unsigned>(ymd.month())), 2);
  put_digits(&text[8], static_cast<int>(static_cast<unsigned>(ymd.day())), 2);
  put_digits(&text[11], static_cast<int>(clock.hours().count()), 2);
  put_digits(&text[14], static_cast<int>(clock.minutes().count()), 2);
  put_digits(&text[17], static_cast<int>(clock.seconds().count()), 2);
  if (year_number >= 0 && year_number <= 9999) {
    put_digits(text.data(), year_number, 4);
  } else {
    text.replace(0, 4, std::to_string(year_number));
  }
  return text.append(suffix);
}

}  // namespace

std::string to_text(LocalDate date) { return clock_text(LocalTime{date}, "").substr(0, 10); }

std::string to_text(LocalTime time) { return clock_text(time, ""); }

std::string to_text(Instant instant, Seconds offset) {
  if (offset == Seconds{0}) return to_utc_text(instant);
  const auto minutes = std::chrono::abs(offset).count() / 60;
  std::string suffix = offset < Seconds{0} ? "-00:00" : "+00:00";
  put_digits(&suffix[1], static_cast<int>(minutes / 60), 2);
  put_digits(&suffix[4], static_cast<int>(minutes % 60), 2);
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
