#include "calendar/clock.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace guiju::calendar {
namespace {

using std::chrono::days;

/// One round of a clock, from its start or reset on.
struct Round {
  ClockStatus status = ClockStatus::running;
  Limit limit;
  Instant counts_from;
  Instant runs_since;      // begin of the running stretch
  Instant paused_at;       // of a paused clock
  Seconds consumed{};      // in the stretches before
  std::int64_t moved = 0;  // days by which pauses moved a limit in days
  std::optional<Due> passed;
  std::optional<Instant> ended_at;
};

bool is_in_working_time(const Limit& limit) { return limit.unit == LimitUnit::working_minutes; }

bool is_in_days(const Limit& limit) {
  return limit.unit == LimitUnit::working_days || limit.unit == LimitUnit::calendar_days ||
         limit.unit == LimitUnit::calendar_months;
}

/// Of a limit in minutes or hours; ten thousand years are enough for any.
Seconds amount_of(const Limit& limit) {
  constexpr std::int64_t hours_max = 3'652'425 * std::int64_t{24};
  const std::int64_t unit = limit.unit == LimitUnit::hours ? 3600 : 60;
  return Seconds{std::clamp(limit.amount, -hours_max, hours_max) * unit};
}

DayEnd end_of(const Calendar& calendar, const Limit& limit) {
  if (limit.end) return *limit.end;
  return limit.unit == LimitUnit::working_days ? calendar.rules().n_working_days_end
                                               : calendar.rules().n_calendar_days_end;
}

Seconds time_between(const Calendar& calendar, const Limit& limit, Instant from, Instant to) {
  return is_in_working_time(limit) ? calendar.working_time_between(from, to) : to - from;
}

/// Days that end before `instant`, counted from some fixed date on; only differences mean
/// something.
std::int64_t days_ended(const Calendar& calendar, const Limit& limit, Instant instant) {
  const DayEnd end = end_of(calendar, limit);
  const bool all = limit.unit != LimitUnit::working_days;
  const LocalDate fixed{};
  const LocalDate today = calendar.date_of(instant);
  const LocalDate yesterday = today - days{1};  // a night shift's day may end today
  const auto ended = [&](LocalDate date) {
    return (all || calendar.is_working_day(date)) && calendar.end_of_limit(date, end) < instant;
  };
  return (all ? (yesterday - fixed).count() : calendar.working_days_between(fixed, yesterday)) +
         (ended(yesterday) ? 1 : 0) + (ended(today) ? 1 : 0);
}

/// When the limit ends if the clock runs on from `round.runs_since`.
Due running_due(const Calendar& calendar, const Round& round) {
  if (round.passed) return *round.passed;
  const Limit& limit = round.limit;
  switch (limit.unit) {
    case LimitUnit::minutes:
    case LimitUnit::hours:
      return calendar.add_elapsed(round.runs_since, amount_of(limit) - round.consumed);
    case LimitUnit::working_minutes:
      return calendar.add_working_time(round.runs_since, amount_of(limit) - round.consumed);
    case LimitUnit::working_days:
      return calendar.add_working_days(round.counts_from, limit.amount + round.moved,
                                       end_of(calendar, limit));
    case LimitUnit::calendar_days:
      return calendar.add_calendar_days(round.counts_from, limit.amount + round.moved,
                                        end_of(calendar, limit));
    case LimitUnit::calendar_months: {
      const auto last =
          calendar.date_of(calendar.add_calendar_months(round.counts_from, limit.amount).at);
      return {calendar.end_of_limit(last + days{round.moved}, end_of(calendar, limit)), false};
    }
    case LimitUnit::instant:
      return {limit.until, false};
  }
  GUIJU_ASSERT(false && "every unit is handled");
}

Round begin(const ClockEvent& event) {
  Round round;
  round.limit = event.limit;
  round.counts_from = round.runs_since = event.counts_from;
  return round;
}

void pause(const Calendar& calendar, Round& round, Instant at) {
  const Due due = running_due(calendar, round);
  if (at > due.at) round.passed = due;
  if (at > round.runs_since) {
    round.consumed += time_between(calendar, round.limit, round.runs_since, at);
  }
  round.paused_at = at;
  round.status = ClockStatus::paused;
}

void resume(const Calendar& calendar, Round& round, Instant at) {
  const Instant missed_from = std::max(round.paused_at, round.counts_from);
  round.runs_since = std::max(at, round.counts_from);
  if (is_in_days(round.limit) && !round.passed) {
    round.moved += days_ended(calendar, round.limit, round.runs_since) -
                   days_ended(calendar, round.limit, missed_from);
  }
  round.status = ClockStatus::running;
}

void end(const Calendar& calendar, Round& round, Instant at, ClockStatus how) {
  // The limit of a clock that ends while it is paused is the one it would have had from then on.
  if (round.status == ClockStatus::paused) resume(calendar, round, at);
  round.status = how;
  round.ended_at = at;
}

/// The verb's effect, or why it cannot be.
std::optional<ClockFault::Code> apply(const Calendar& calendar, const ClockEvent& event,
                                      std::optional<Round>& round) {
  using Code = ClockFault::Code;
  if (event.verb == ClockVerb::start) {
    if (round) return Code::already_started;
    round = begin(event);
    return std::nullopt;
  }
  if (!round) return Code::not_started;
  if (event.verb == ClockVerb::reset) {
    round = begin(event);
    return std::nullopt;
  }
  if (round->ended_at) return Code::already_ended;
  const bool paused = round->status == ClockStatus::paused;
  switch (event.verb) {
    case ClockVerb::pause:
      if (paused) return Code::already_paused;
      pause(calendar, *round, event.at);
      break;
    case ClockVerb::resume:
      if (!paused) return Code::not_paused;
      resume(calendar, *round, event.at);
      break;
    case ClockVerb::stop:
      end(calendar, *round, event.at, ClockStatus::stopped);
      break;
    case ClockVerb::cancel:
      end(calendar, *round, event.at, ClockStatus::cancelled);
      break;
    case ClockVerb::start:
    case ClockVerb::reset:
      break;
  }
  return std::nullopt;
}

ClockState state_of(const Calendar& calendar, Round round, Instant now) {
  const Instant seen_at = round.ended_at.value_or(now);
  const bool moving = round.status == ClockStatus::paused && !round.passed &&
                      round.limit.unit != LimitUnit::instant;
  ClockState state{.status = round.status,
                   .limit = round.limit,
                   .counts_from = round.counts_from,
                   .ended_at = round.ended_at,
                   .days_moved = round.moved};
  if (round.status == ClockStatus::paused) {
    resume(calendar, round, now);  // what would be, if
    state.consumed = round.consumed;
  } else {
    state.consumed = round.consumed;
    if (seen_at > round.runs_since) {
      state.consumed += time_between(calendar, round.limit, round.runs_since, seen_at);
    }
  }
  const Due due = running_due(calendar, round);
  if (!moving) state.due_at = due.at;
  state.provisional = due.provisional;
  state.remaining = time_between(calendar, round.limit, seen_at, due.at);
  return state;
}

}  // namespace

Due due_of(const Calendar& calendar, const Limit& limit, Instant from) {
  return running_due(calendar, begin({.counts_from = from, .limit = limit}));
}

Seconds time_left(const Calendar& calendar, const Limit& limit, Instant now, Instant due_at) {
  return time_between(calendar, limit, now, due_at);
}

boost::system::result<ClockState, ClockFault> read_clock(const Calendar& calendar,
                                                         std::span<const ClockEvent> events,
                                                         Instant now) {
  std::optional<Round> round;
  for (std::size_t i = 0; i < events.size() && events[i].at <= now; ++i) {
    if (i > 0 && events[i].at < events[i - 1].at) {
      return ClockFault{ClockFault::Code::time_runs_backward, i};
    }
    if (const auto fault = apply(calendar, events[i], round)) return ClockFault{*fault, i};
  }
  if (!round) return ClockFault{ClockFault::Code::not_started, 0};
  return state_of(calendar, *round, now);
}

}  // namespace guiju::calendar
