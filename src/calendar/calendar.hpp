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

/// Time from one moment up to, not including, another.
struct TimeSpan {
  Instant from;
  Instant to;
  bool operator==(const TimeSpan&) const = default;
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
  Due add_calendar_months(Instant from, std::int64_t n, DayEnd end) const;
  /// The moment at which a limit that ends on `date` ends.
  Instant end_of_limit(LocalDate date, DayEnd end) const;

  // Limits in time
  /// 24x7.
  Due add_elapsed(Instant from, Seconds amount) const { return {from + amount, false}; }
  /// The moment at which `amount` of working time after `from` has passed. The end of a period
  /// counts as reached there: 60 minutes from 17:00 end at 18:00 the same day; outside working time
  /// the count begins with the next period. 0 is `from` itself; a negative amount counts back.
  /// CPH-16.
  Due add_working_time(Instant from, Seconds amount) const;
  /// Working time in [from, to); negative when `to` is before `from`.
  Seconds working_time_between(Instant from, Instant to) const;
  /// True when working time runs in the second that begins at `instant`.
  bool is_working_time(Instant instant) const;
  /// The working time within a civil date, ascending; a night shift is cut at midnight.
  std::vector<TimeSpan> working_time_of(LocalDate date) const;

 private:
  /// Working time of a day, in seconds since its first moment; half open, ascending, apart.
  struct Stretch {
    std::int32_t from;
    std::int32_t to;
    bool operator==(const Stretch&) const = default;
  };
  /// What days have in common; a few shapes serve every day.
  struct Shape {
    std::vector<Stretch> stretches;
    std::int64_t close = 0;    ///< seconds from the day's first moment to close of business
    std::int64_t seconds = 0;  ///< of all stretches
    bool operator==(const Shape&) const = default;
  };
  /// A day of the horizon; the numbers before it are counted from the horizon's first day.
  struct Day {
    std::int64_t start;  ///< its first moment, seconds since 1970
    std::uint32_t seconds_before;
    std::int32_t working_days_before;
    std::int32_t provisional_before;
    std::uint16_t shape;
    bool working;
    bool even;  ///< 24 hours long: a time of day is that long after its start
  };
  struct Special {
    LocalDate date;
    DayReason reason;
    std::uint16_t name;  ///< index in `names_`
  };
  struct Worked {
    Instant at;
    std::int64_t day;
  };
  class Compiler;

  // Days are counted from the horizon's first, negative before it; any number is allowed.
  std::int64_t index_of(Instant instant) const;
  std::int64_t index_of(LocalDate date) const { return (date - first_).count(); }
  LocalDate date_at(std::int64_t day) const { return first_ + std::chrono::days{day}; }
  bool inside(std::int64_t day) const { return day >= 0 && day < size_; }
  std::int64_t weekday(std::int64_t day) const;
  std::int64_t week_days_before(std::int64_t day) const;
  std::int64_t week_seconds_before(std::int64_t day) const;
  std::int64_t start_of(std::int64_t day) const;
  const Shape& shape_of(std::int64_t day) const;
  bool works(std::int64_t day) const;
  std::int64_t working_days_before(std::int64_t day) const;
  std::int64_t provisional_before(std::int64_t day) const;
  std::int64_t seconds_before(std::int64_t day) const;
  std::int64_t nth_working_day(std::int64_t n) const;
  std::int64_t day_zero_index(Instant trigger, std::int64_t day) const;
  std::int64_t worked_before(Instant instant, std::int64_t day) const;
  Worked moment_worked(std::int64_t seconds) const;
  Instant end_of(std::int64_t day, DayEnd end) const;
  bool provisional_between(std::int64_t from, std::int64_t to) const;
  const Special* special(LocalDate date) const;

  Rules rules_;
  LocalDate first_;
  std::int64_t size_ = 0;  // days of the horizon
  std::vector<Day> days_;  // and one behind them, for the totals
  std::vector<Shape> shapes_;
  std::vector<std::int32_t> working_;  // day of the nth working day
  std::vector<std::int32_t> blocks_;   // day in which the nth block of working time begins
  std::vector<Special> specials_;      // ascending dates
  std::vector<Name> names_;
  // The week, for days outside the horizon; Monday is 0.
  std::uint16_t week_shape_[7] = {};
  std::int32_t week_days_[8] = {};     // working days before that weekday, and of the week
  std::int64_t week_seconds_[8] = {};  // likewise working time
  std::vector<std::int32_t> week_working_;
};

}  // namespace guiju::calendar
