#include "feel/civil.hpp"

#include <algorithm>

namespace guiju::feel {

// Days are counted in eras of 400 years whose years begin in March, so that leap days end a year.
std::int64_t days_from(const CivilDate& date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_divide(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_march_year = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_march_year;
  return era * 146'097 + day_of_era - 719'468;
}

CivilDate civil_from(std::int64_t days) {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = floor_divide(shifted, 146'097);
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_march_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t march_month = (5 * day_of_march_year + 2) / 153;
  const int month = static_cast<int>(march_month < 10 ? march_month + 3 : march_month - 9);
  return {.year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
          .month = month,
          .day = static_cast<int>(day_of_march_year - (153 * march_month + 2) / 5 + 1)};
}

int days_in_month(std::int64_t year, int month) {
  if (month == 2) {
    const bool leap = floor_modulo(year, 4) == 0 &&
                      (floor_modulo(year, 100) != 0 || floor_modulo(year, 400) == 0);
    return leap ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::optional<std::int64_t> checked_days(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < -year_max || year > year_max || month < 1 || month > 12 || day < 1) {
    return std::nullopt;
  }
  const int m = static_cast<int>(month);
  if (day > days_in_month(year, m)) return std::nullopt;
  return days_from({.year = year, .month = m, .day = static_cast<int>(day)});
}

std::optional<std::int64_t> add_months(std::int64_t days, std::int64_t months) {
  constexpr std::int64_t months_max = 4 * year_max * 12;
  if (months > months_max || months < -months_max) return std::nullopt;
  const CivilDate date = civil_from(days);
  const std::int64_t month_index = date.year * 12 + date.month - 1 + months;
  const std::int64_t year = floor_divide(month_index, 12);
  const int month = static_cast<int>(floor_modulo(month_index, 12)) + 1;
  return checked_days(year, month, std::min(date.day, days_in_month(year, month)));
}

int weekday_of(std::int64_t days) { return static_cast<int>(floor_modulo(days + 3, 7)) + 1; }

int day_of_year(std::int64_t days) {
  return static_cast<int>(days - days_from({.year = civil_from(days).year})) + 1;
}

int iso_week_of(std::int64_t days) {
  // A week belongs to the year that holds its Thursday.
  const std::int64_t thursday = days - weekday_of(days) + 4;
  return (day_of_year(thursday) - 1) / 7 + 1;
}

bool fits_calendar(std::int64_t days) { return days > -12'600'000 && days < 11'240'000; }

}  // namespace guiju::feel
