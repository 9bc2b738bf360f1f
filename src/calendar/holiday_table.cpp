#include "calendar/holiday_table.hpp"

#include <algorithm>

namespace guiju::calendar {

bool HolidayTable::is_published(int year) const {
  return std::any_of(years.begin(), years.end(),
                     [year](const HolidayYear& published) { return published.year == year; });
}

const SpecialDay* HolidayTable::find(LocalDate date) const {
  const auto found =
      std::lower_bound(days.begin(), days.end(), date,
                       [](const SpecialDay& day, LocalDate wanted) { return day.date < wanted; });
  return found != days.end() && found->date == date ? &*found : nullptr;
}

const Name* HolidayTable::name_of(const std::string& holiday) const {
  const auto found = std::find_if(names.begin(), names.end(), [&](const HolidayName& candidate) {
    return candidate.id == holiday;
  });
  return found != names.end() ? &found->name : nullptr;
}

}  // namespace guiju::calendar
