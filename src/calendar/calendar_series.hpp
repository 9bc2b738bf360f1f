#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "calendar/calendar.hpp"

namespace guiju::calendar {

/// 已登记的放假通知. What a company has learnt of a holiday table since its packs were compiled.
struct Notices {
  std::string table;                         ///< id of the holiday table
  std::map<std::string, std::string> texts;  ///< by year, as `notice_text` writes them
  std::string mark;                          ///< equal for equal notices, and only for them
};

/// The calendars of one pack: the one that it was compiled with, and those that a company came to
/// know from notice to notice. Any thread may ask; what is answered stays as long as the series.
class CalendarSeries {
 public:
  /// As for `Calendar`; `holidays` is copied.
  CalendarSeries(const Rules& rules, const HolidayTable* holidays);
  ~CalendarSeries();
  CalendarSeries(const CalendarSeries&) = delete;
  CalendarSeries& operator=(const CalendarSeries&) = delete;

  const Calendar& first() const { return first_; }
  /// With what `notices` add to the table, where it is this pack's; null: nothing. Compiles it when
  /// it is asked for first. Throws std::runtime_error where a notice cannot be read.
  const Calendar& with(const Notices* notices) const;
  /// The holiday table with the notices; empty for a pack that counts without one.
  std::optional<HolidayTable> table(const Notices* notices) const;

 private:
  struct Known {
    std::string mark;
    Calendar calendar;
    const Known* before;
  };
  const Known* find(const std::string& mark) const;

  std::optional<HolidayTable> holidays_;
  Calendar first_;
  mutable std::mutex writing_;
  mutable std::atomic<const Known*> latest_ = nullptr;
};

}  // namespace guiju::calendar
