#include "calendar/holiday_table.hpp"

#include <algorithm>

namespace guiju::calendar {
namespace {

int year_of(LocalDate date) { return static_cast<int>(std::chrono::year_month_day{date}.year()); }

}  // namespace

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

YearNotice HolidayTable::notice_of(int year) const {
  YearNotice notice;
  for (const auto& published : years) {
    if (published.year == year) notice.year = published;
  }
  for (const auto& day : days) {
    if (year_of(day.date) == year) notice.days.push_back(day);
  }
  return notice;
}

void HolidayTable::add(const YearNotice& notice) {
  years.push_back(notice.year);
  std::ranges::sort(years, {}, &HolidayYear::year);
  days.insert(days.end(), notice.days.begin(), notice.days.end());
  std::ranges::sort(days, {}, &SpecialDay::date);
}

}  // namespace guiju::calendar
