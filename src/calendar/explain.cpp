#include "calendar/explain.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace guiju::calendar {
namespace {

using std::chrono::days;

/// Forward from the trigger's date to the nth day after day 0 that counts.
template <class Counts>
std::vector<DayStep> forward(const Calendar& calendar, LocalDate trigger, LocalDate zero,
                             std::int64_t n, Counts counts) {
  std::vector<DayStep> steps;
  std::int64_t count = 0;
  for (LocalDate date = trigger; date <= zero || count < n; date += days{1}) {
    DayStep step{.date = date, .day = calendar.day_info(date)};
    if (date == zero) {
      step.role = DayStep::Role::day_zero;
    } else if (date > zero && counts(step.day)) {
      step.role = DayStep::Role::counted;
      ++count;
    }
    step.after_close = date < zero && step.day.working;
    step.count = count;
    steps.push_back(std::move(step));
  }
  return steps;
}

/// Backward from day 0 to the |n|th day before it that counts.
template <class Counts>
std::vector<DayStep> backward(const Calendar& calendar, LocalDate zero, std::int64_t n,
                              Counts counts) {
  std::vector<DayStep> steps;
  std::int64_t count = 0;
  for (LocalDate date = zero; date == zero || count > n; date -= days{1}) {
    DayStep step{.date = date, .day = calendar.day_info(date)};
    if (date == zero) {
      step.role = DayStep::Role::day_zero;
    } else if (counts(step.day)) {
      step.role = DayStep::Role::counted;
      --count;
    }
    step.count = count;
    steps.push_back(std::move(step));
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

}  // namespace

DayExplanation explain_working_days(const Calendar& calendar, Instant from, std::int64_t n) {
  return explain_working_days(calendar, from, n, calendar.rules().n_working_days_end);
}

DayExplanation explain_working_days(const Calendar& calendar, Instant from, std::int64_t n,
                                    DayEnd end) {
  const LocalDate zero = calendar.day_zero(from);
  const auto counts = [](const DayInfo& day) { return day.working; };
  return {.steps = n < 0 ? backward(calendar, zero, n, counts)
                         : forward(calendar, calendar.date_of(from), zero, n, counts),
          .due = calendar.add_working_days(from, n, end)};
}

DayExplanation explain_calendar_days(const Calendar& calendar, Instant from, std::int64_t n) {
  return explain_calendar_days(calendar, from, n, calendar.rules().n_calendar_days_end);
}

DayExplanation explain_calendar_days(const Calendar& calendar, Instant from, std::int64_t n,
                                     DayEnd end) {
  const LocalDate zero = calendar.date_of(from);
  const auto counts = [](const DayInfo&) { return true; };
  return {.steps = n < 0 ? backward(calendar, zero, n, counts)
                         : forward(calendar, zero, zero, n, counts),
          .due = calendar.add_calendar_days(from, n, end)};
}

TimeExplanation explain_working_time(const Calendar& calendar, Instant from, Seconds amount) {
  GUIJU_ASSERT(amount >= Seconds{0});
  TimeExplanation explanation{.steps = {}, .due = calendar.add_working_time(from, amount)};
  Seconds rest = amount;
  for (LocalDate date = calendar.date_of(from); rest > Seconds{0}; date += days{1}) {
    const DayInfo day = calendar.day_info(date);
    const Seconds before = rest;
    for (const TimeSpan& span : calendar.working_time_of(date)) {
      const Instant begin = std::max(span.from, from);
      if (begin >= span.to || rest == Seconds{0}) continue;
      const Instant end = std::min(span.to, begin + rest);
      explanation.steps.push_back({date, begin, end, end - begin, day});
      rest -= end - begin;
    }
    if (rest == before) {
      const Instant start = calendar.start_of_day(date);
      explanation.steps.push_back({date, start, start, Seconds{0}, day});
    }
  }
  return explanation;
}

}  // namespace guiju::calendar
