#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "calendar/calendar.hpp"

namespace guiju::calendar {

enum class LimitUnit {
  minutes,          ///< elapsed, 24x7
  hours,            ///< elapsed, 24x7
  working_minutes,  ///< inside working periods
  working_days,
  calendar_days,
  calendar_months,  ///< same day number, or the last day of the month
  instant,          ///< a fixed moment, `until`
};

/// 时限. How long something may take.
struct Limit {
  LimitUnit unit = LimitUnit::hours;
  std::int64_t amount = 0;
  Instant until{};            ///< of `instant` only
  std::optional<DayEnd> end;  ///< of days: instead of the calendar's own
  bool operator==(const Limit&) const = default;
};

/// When a limit counted from `from` ends, if it is never paused.
Due due_of(const Calendar& calendar, const Limit& limit, Instant from);

/// From `now` to the end of a limit, in the limit's own kind of time: working time for working
/// minutes, else elapsed time; negative when late.
Seconds time_left(const Calendar& calendar, const Limit& limit, Instant now, Instant due_at);

/// The six things that can be done to a clock.
enum class ClockVerb { start, pause, resume, stop, cancel, reset };

/// One journaled event of a clock. `counts_from` and `limit` belong to `start` and `reset` only:
/// the moment the limit counts from may be before the event (CPH-19: the complaint's, even if the
/// flow starts late).
struct ClockEvent {
  ClockVerb verb = ClockVerb::start;
  Instant at;
  Instant counts_from{};
  Limit limit{};
};

enum class ClockStatus { running, paused, stopped, cancelled };

/// What a clock's events amount to. All of it is computed from the events, none of it is ever
/// stored.
struct ClockState {
  ClockStatus status = ClockStatus::running;
  Limit limit;          ///< in force since the last start or reset
  Instant counts_from;  ///< likewise
  /// When the limit ends; late means later than this. Empty while paused with time left, because it
  /// moves as long as the pause lasts (a fixed instant never moves).
  std::optional<Instant> due_at;
  bool provisional = false;
  std::optional<Instant> ended_at;  ///< of a stopped or cancelled clock
  /// Time consumed, pauses left out: working time for working minutes, else elapsed time.
  Seconds consumed{};
  /// From `now` (of an ended clock: from its end) to the limit, in the same kind of time; negative
  /// when late. While paused: what would remain if it were resumed now.
  Seconds remaining{};
  std::int64_t days_moved = 0;  ///< working or calendar days by which pauses moved a limit in days
};

/// An order of verbs that cannot be.
struct ClockFault {
  enum class Code {
    not_started,      ///< no event yet, or the first is not `start`
    already_started,  ///< `start` a second time: a new round is `reset`
    already_paused,
    not_paused,          ///< `resume` without `pause`
    already_ended,       ///< any verb but `reset` after `stop` or `cancel`
    time_runs_backward,  ///< an event before the one that precedes it
  };
  Code code;
  std::size_t event = 0;  ///< index of the event at fault
};

/// The state at `now`; events later than `now` have not happened yet.
///
/// Pause stops the count and resume goes on with it: elapsed limits in elapsed time, working
/// minutes in working time. A limit in days moves by as many days as came to their end while it was
/// paused: working days for working days (a pause from Monday 10:00 to Tuesday 10:00 passes
/// Monday's close: one day; from Monday evening after close to Tuesday morning: none), dates for
/// calendar days and months. A limit that had passed before the pause stays passed. A fixed instant
/// does not move. `stop` is the act that was owed, `cancel` says that nothing is owed any more;
/// either ends the clock, paused or not. `reset` starts anew with its own limit, from whatever
/// state but the unstarted.
boost::system::result<ClockState, ClockFault> read_clock(const Calendar& calendar,
                                                         std::span<const ClockEvent> events,
                                                         Instant now);

}  // namespace guiju::calendar
