#pragma once

#include <cstdint>
#include <optional>

namespace guiju::feel {

/// The proleptic Gregorian calendar over FEEL's whole range of years, -999,999,999 to 999,999,999;
/// the standard library's ends at 32,767.
struct CivilDate {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
};

inline constexpr std::int64_t year_max = 999'999'999;
inline constexpr std::int64_t seconds_per_day = 86'400;

std::int64_t days_from(const CivilDate& date);
CivilDate civil_from(std::int64_t days);
int days_in_month(std::int64_t year, int month);
/// Empty when the date does not exist.
std::optional<std::int64_t> checked_days(std::int64_t year, std::int64_t month, std::int64_t day);
/// Adds months; a day that the month lacks becomes its last. Empty beyond the range of years.
std::optional<std::int64_t> add_months(std::int64_t days, std::int64_t months);
/// 1 for Monday to 7 for Sunday.
int weekday_of(std::int64_t days);
/// The ISO 8601 week, 1 to 53.
int iso_week_of(std::int64_t days);
int day_of_year(std::int64_t days);
/// True when the standard library's dates can hold it.
bool fits_calendar(std::int64_t days);

/// Division rounding down, and what is left, in [0, divisor).
constexpr std::int64_t floor_divide(std::int64_t n, std::int64_t divisor) {
  return n / divisor - (n % divisor < 0 ? 1 : 0);
}
constexpr std::int64_t floor_modulo(std::int64_t n, std::int64_t divisor) {
  return n - floor_divide(n, divisor) * divisor;
}

}  // namespace guiju::feel
