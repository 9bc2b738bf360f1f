#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "calendar/holiday_table.hpp"
#include "calendar/rules.hpp"

namespace guiju::calendar {

/// A moment that the calendar answers with.
struct Due {
  Instant at;
  /// A day between the question and the answer lies in a year whose notice is not out yet:
  /// recompute when it is.
  bool provisional = false;
  bool operator==(const Due&) const = default;
};

/// Why a day is, or is not, a working day.
enum class DayReason {
  working_day,        ///< by the week
  weekend,            ///< by the week
  statutory_holiday,  ///< by the base table; has a name
  make_up_workday,  ///< 调休补班, by the base table; has the name of the holiday it makes up for
  site_day_off,     ///< the site's own; has a reason
  site_working_day,  ///< the site's own; has a reason
};

struct DayInfo {
  bool working = false;
  DayReason reason = DayReason::weekend;
  Name name;                 ///< of the holiday or the site's reason; else empty
  bool provisional = false;  ///< no notice for its year yet
};

/// The dates that a calendar computes in advance, [first, end). Outside them the week alone decides
/// (provisional, when the rules name a base table) at the zone's offset of the nearer end; answers
/// stay exact and as fast.
struct Horizon {
  LocalDate first;
  LocalDate end;
};

/// 工作日历. Rules, holiday table and one site's exceptions, compiled for questions of some ten
/// nanoseconds. Immutable; shared between threads freely.
///
/// Limits include their last second. For equal limits a later trigger never gives an earlier due
/// time. Rulebook: CPH-15, CPH-16, CPH-42 and each regulation's `conventions`.
class Calendar {
 public:
  static Horizon default_horizon();  ///< 2010-01-01 to the end of 2035

  /// `holidays` is the table that `rules.holidays` names, null when it names none. Precondition:
  /// `check(rules, site)` finds nothing.
  Calendar(const Rules& rules, const HolidayTable* holidays, const std::vector<SiteDays>& site = {},
           Horizon horizon = default_horizon());

  const Rules& rules() const { return rules_; }

  // Dates
  LocalDate date_of(Instant instant) const;
  bool is_working_day(LocalDate date) const;
  /// The first working day after `date`.
  LocalDate next_working_day(LocalDate date) const;
  DayInfo day_info(LocalDate date) const;
  bool provisional(LocalDate date) const;
  bool provisional(Instant instant) const { return provisional(date_of(instant)); }
  /// Working days in [from, to); negative when `to` is before `from`.
  std::int64_t working_days_between(LocalDate from, LocalDate to) const;

  // Moments of a date
  /// `time_of_day` on `date`; when the clock shows it twice, the later one.
  Instant at(LocalDate date, Seconds time_of_day) const;
  Instant start_of_day(LocalDate date) const;
  Instant end_of_day(LocalDate date) const {
    return start_of_day(date + std::chrono::days{1}) - Seconds{1};
  }
  Instant first_instant_after(LocalDate date) const { return end_of_day(date) + Seconds{1}; }
  /// Close of business of that date: the rules', unless the site has its own periods that day.
  /// Without any close of business: `end_of_day`.
  Instant close_of_business(LocalDate date) const;

  // Limits in days
  /// The date that is day 0 of a limit in working days (rules' `day_zero`).
  LocalDate day_zero(Instant trigger) const;
  /// The limit of n working days: the end of the nth working day after day 0 (n = 0: of day 0
  /// itself; n < 0: of the |n|th working day before it), CPH-42 (c). `end`: instead of the rules'
  /// own.
  Due add_working_days(Instant from, std::int64_t n) const;
  Due add_working_days(Instant from, std::int64_t n, DayEnd end) const;
  /// The limit of n calendar days: the end of trigger date + n, CPH-42 (b). Never provisional.
  Due add_calendar_days(Instant from, std::int64_t n) const;
  Due add_calendar_days(Instant from, std::int64_t n, DayEnd end) const;
  /// The same day number n months later, or the last day of that month.
  Due add_calendar_months(Instant from, std::int64_t n) const;

  // Limits in time
  /// 24x7.
  Due add_elapsed(Instant from, Seconds amount) const { return {from + amount, false}; }
  /// The moment at which `amount` >= 0 of working time after `from` has passed. The end of a period
  /// counts as reached there: 60 minutes from 17:00 end at 18:00 the same day; outside working time
  /// the count begins with the next period. 0 is `from` itself. CPH-16.
  Due add_working_time(Instant from, Seconds amount) const;
  /// Working time in [from, to); negative when `to` is before `from`.
  Seconds working_time_between(Instant from, Instant to) const;
  /// True when working time runs in the second that begins at `instant`.
  bool is_working_time(Instant instant) const;

 private:
  Rules rules_;
};

}  // namespace guiju::calendar
