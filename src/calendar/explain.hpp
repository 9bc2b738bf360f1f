#pragma once

#include <vector>

#include "calendar/calendar.hpp"

namespace guiju::calendar {

/// One day of the picture that answers "why is this due then".
struct DayStep {
  enum class Role { day_zero, counted, skipped };
  LocalDate date;
  Role role = Role::skipped;
  /// What made it so; for a skipped day of the trigger `after_close` says that it was a working day
  /// but the trigger came after its close.
  DayInfo day;
  bool after_close = false;
  std::int64_t count = 0;  ///< working days counted up to and including this one; day 0 has 0
};

struct DayExplanation {
  std::vector<DayStep> steps;  ///< from the trigger's date to the date of `due`, every day once
  Due due;
};

/// One stretch of working time that was used, or a day without any.
struct TimeStep {
  LocalDate date;
  Instant from;  ///< of a skipped day: its start, equal to `to`
  Instant to;
  Seconds used{};  ///< to - from
  DayInfo day;
};

struct TimeExplanation {
  std::vector<TimeStep> steps;
  Due due;
};

/// The due times are those of the calendar, by construction of the same steps. n >= 0.
DayExplanation explain_working_days(const Calendar& calendar, Instant from, std::int64_t n);
DayExplanation explain_working_days(const Calendar& calendar, Instant from, std::int64_t n,
                                    DayEnd end);
/// Every day counts; its steps carry the day's kind all the same.
DayExplanation explain_calendar_days(const Calendar& calendar, Instant from, std::int64_t n);
DayExplanation explain_calendar_days(const Calendar& calendar, Instant from, std::int64_t n,
                                     DayEnd end);
/// amount >= 0.
TimeExplanation explain_working_time(const Calendar& calendar, Instant from, Seconds amount);

}  // namespace guiju::calendar
