#pragma once

#include <cstdint>
#include <vector>

#include "calendar/calendar.hpp"

namespace guiju::calendar {

/// One day of the picture that answers "why is this due then".
struct DayStep {
  enum class Role { day_zero, counted, skipped };
  LocalDate date;
  Role role = Role::skipped;
  DayInfo day;  ///< what kind of day it is, and by what name
  bool after_close =
      false;  ///< skipped although it is a working day: the trigger came after its close
  std::int64_t count = 0;  ///< days counted up to and including this one, from day 0
};

struct DayExplanation {
  /// Ascending, every date once: from the trigger's date to that of the limit; of a limit that lies
  /// before its trigger, from the limit's date to day 0, counting from -1 backward.
  std::vector<DayStep> steps;
  Due due;  ///< the calendar's own answer
};

/// One stretch of working time that was used, or a date without any.
struct TimeStep {
  LocalDate date;
  Instant from;  ///< of a date that is passed over: its first moment, equal to `to`
  Instant to;
  Seconds used{};  ///< `to` - `from`
  DayInfo day;
};

struct TimeExplanation {
  std::vector<TimeStep> steps;
  Due due;  ///< the calendar's own answer
};

DayExplanation explain_working_days(const Calendar& calendar, Instant from, std::int64_t n);
DayExplanation explain_working_days(const Calendar& calendar, Instant from, std::int64_t n,
                                    DayEnd end);
/// Every date counts; the steps say what kind of day each is all the same.
DayExplanation explain_calendar_days(const Calendar& calendar, Instant from, std::int64_t n);
DayExplanation explain_calendar_days(const Calendar& calendar, Instant from, std::int64_t n,
                                     DayEnd end);
/// Precondition: amount >= 0.
TimeExplanation explain_working_time(const Calendar& calendar, Instant from, Seconds amount);

}  // namespace guiju::calendar
