#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "calendar/holiday_table.hpp"
#include "calendar/zone.hpp"

namespace guiju::calendar {

/// A stretch of working time, [from, to), counted from 00:00 of the working day it belongs to. A
/// night shift ends on the next date: {22h, 30h}. 0 <= from < 24h, from < to <= 48h.
struct Period {
  Seconds from{};
  Seconds to{};
  bool operator==(const Period&) const = default;
};

/// Which day is day 0 of a limit in working days.
enum class DayZero {
  trigger_day,                      ///< the trigger's date, whatever its hour, working day or not
  next_working_day_if_after_close,  ///< it, if it is a working day and not after close; else the
                                    ///< next
};

/// The time of day at which a limit in days ends, that second included.
struct DayEnd {
  enum class Kind { close_of_business, time_of_day };
  Kind kind = Kind::time_of_day;
  Seconds time_of_day{86399};  ///< 23:59:59

  static DayEnd close_of_business() { return {Kind::close_of_business, {}}; }
  static DayEnd at(Seconds time_of_day) { return {Kind::time_of_day, time_of_day}; }
  bool operator==(const DayEnd&) const = default;
};

/// The days of the week on which work is done, Monday first.
struct Week {
  bool works[7] = {true, true, true, true, true, false, false};
  bool operator==(const Week&) const = default;
};

/// A regulation's own reading of time: the calendar part of the rulebook's `conventions`.
struct Rules {
  Zone zone = Zone::shanghai();
  std::string holidays = "statutory_cn";  ///< id of the base table; empty: the week alone decides
  Week week;
  std::vector<Period> working_periods;       ///< ascending, apart; none: the whole day
  std::optional<Seconds> close_of_business;  ///< time of day
  DayZero day_zero = DayZero::trigger_day;
  DayEnd n_working_days_end;
  DayEnd n_calendar_days_end;
};

/// Days on which one site differs from the rules; a later entry overrides an earlier one.
struct SiteDays {
  enum class Kind { day_off, working_day };
  LocalDate first;
  LocalDate last;  ///< included
  Kind kind = Kind::day_off;
  /// Of a working day: its own periods, none: those of the rules. A day with periods of its own
  /// closes at the end of the last one.
  std::vector<Period> periods;
  Name reason;
};

/// What does not hold about rules (and a site's days), as sentences; empty when a calendar can be
/// made.
std::vector<std::string> check(const Rules& rules, const std::vector<SiteDays>& site = {});

}  // namespace guiju::calendar
