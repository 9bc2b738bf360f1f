#include "calendar/calendar.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "calendar/calendar_compiler.hpp"

namespace guiju::calendar {
namespace {

using std::chrono::days;
using namespace std::chrono_literals;

constexpr std::int64_t day_seconds = 86400;
/// Ten thousand years: farther than any limit, near enough that no sum overflows.
constexpr std::int64_t days_max = 3'652'425;

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

std::int64_t seconds_of(Instant instant) { return instant.time_since_epoch().count(); }
Instant instant_of(std::int64_t seconds) { return Instant{Seconds{seconds}}; }
std::int64_t within_reach(std::int64_t n) { return std::clamp(n, -days_max, days_max); }

}  // namespace

Horizon Calendar::default_horizon() {
  using std::chrono::January;
  return {LocalDate{2010y / January / 1}, LocalDate{2036y / January / 1}};
}

Calendar::Calendar(const Rules& rules, const HolidayTable* holidays,
                   const std::vector<SiteDays>& site, Horizon horizon)
    : rules_(rules) {
  GUIJU_ASSERT(check(rules, site).empty());
  GUIJU_ASSERT((holidays == nullptr) == rules.holidays.empty());
  Compiler(*this, holidays, site).compile(horizon);
}

// Days by their number. Inside the horizon everything is in the tables; outside, whole weeks are
// counted and the rest looked up.

std::int64_t Calendar::index_of(Instant instant) const {
  const std::int64_t t = seconds_of(instant);
  // Off by one at most: summer time moves a day's start by an hour or so.
  std::int64_t day = floor_div(t - days_.front().start, day_seconds);
  if (t >= days_.back().start) return size_ + (t - days_.back().start) / day_seconds;
  if (day < 0) return day;
  day = std::min(day, size_ - 1);
  while (t < start_of(day)) --day;
  while (t >= start_of(day + 1)) ++day;
  return day;
}

std::int64_t Calendar::weekday(std::int64_t day) const {
  const std::int64_t since_monday = day + std::chrono::weekday{first_}.iso_encoding() - 1;
  return since_monday - 7 * floor_div(since_monday, 7);
}

/// Working days by the week alone in [day 0, day).
std::int64_t Calendar::week_days_before(std::int64_t day) const {
  const std::int64_t first = weekday(0);
  return floor_div(day + first, 7) * week_days_[7] + week_days_[weekday(day)] - week_days_[first];
}

std::int64_t Calendar::week_seconds_before(std::int64_t day) const {
  const std::int64_t first = weekday(0);
  return floor_div(day + first, 7) * week_seconds_[7] + week_seconds_[weekday(day)] -
         week_seconds_[first];
}

std::int64_t Calendar::start_of(std::int64_t day) const {
  if (day < 0) return days_.front().start + day * day_seconds;
  if (day > size_) return days_.back().start + (day - size_) * day_seconds;
  return days_[static_cast<std::size_t>(day)].start;
}

const Calendar::Shape& Calendar::shape_of(std::int64_t day) const {
  return shapes_[inside(day) ? days_[static_cast<std::size_t>(day)].shape
                             : week_shape_[weekday(day)]];
}

bool Calendar::works(std::int64_t day) const {
  if (inside(day)) return days_[static_cast<std::size_t>(day)].working;
  const std::int64_t w = weekday(day);
  return week_days_[w + 1] > week_days_[w];
}

std::int64_t Calendar::working_days_before(std::int64_t day) const {
  if (day < 0) return week_days_before(day);
  if (day <= size_) return days_[static_cast<std::size_t>(day)].working_days_before;
  return days_.back().working_days_before + week_days_before(day) - week_days_before(size_);
}

std::int64_t Calendar::provisional_before(std::int64_t day) const {
  if (day >= 0 && day <= size_) return days_[static_cast<std::size_t>(day)].provisional_before;
  const std::int64_t outside = rules_.holidays.empty() ? 0 : 1;
  if (day < 0) return day * outside;
  return days_.back().provisional_before + (day - size_) * outside;
}

std::int64_t Calendar::seconds_before(std::int64_t day) const {
  if (day < 0) return week_seconds_before(day);
  if (day <= size_) return days_[static_cast<std::size_t>(day)].seconds_before;
  return days_.back().seconds_before + week_seconds_before(day) - week_seconds_before(size_);
}

/// The day with exactly `n` working days in [day 0, it) that is a working day itself.
std::int64_t Calendar::nth_working_day(std::int64_t n) const {
  const auto total = static_cast<std::int64_t>(working_.size());
  if (n >= 0 && n < total) return working_[static_cast<std::size_t>(n)];
  const std::int64_t first = weekday(0);
  const std::int64_t by_week =
      (n < 0 ? n : n - total + week_days_before(size_)) + week_days_[first];
  const std::int64_t week = floor_div(by_week, week_days_[7]);
  const auto rest = static_cast<std::size_t>(by_week - week * week_days_[7]);
  return week * 7 + week_working_[rest] - first;
}

std::int64_t Calendar::day_zero_index(Instant trigger, std::int64_t day) const {
  if (rules_.day_zero == DayZero::trigger_day) return day;
  const bool in_time = seconds_of(trigger) <= start_of(day) + shape_of(day).close;
  if (works(day) && in_time) return day;
  return nth_working_day(working_days_before(day + 1));
}

std::int64_t Calendar::worked_before(Instant instant, std::int64_t day) const {
  const std::int64_t second = seconds_of(instant) - start_of(day);
  std::int64_t sum = seconds_before(day);
  for (const Stretch& s : shape_of(day).stretches) {
    sum += std::clamp<std::int64_t>(second, s.from, s.to) - s.from;
  }
  return sum;
}

/// The first moment before which `seconds` of working time lie since day 0, and its day.
Calendar::Worked Calendar::moment_worked(std::int64_t seconds) const {
  const std::int64_t total = days_.back().seconds_before;
  std::int64_t day = 0;
  if (seconds <= 0) {
    day = 7 * floor_div(seconds - 1, week_seconds_[7]);
  } else if (seconds > total) {
    day = size_ + 7 * floor_div(seconds - total - 1, week_seconds_[7]);
  } else {
    day = blocks_[static_cast<std::size_t>((seconds - 1) / Compiler::kBlock)];
  }
  while (seconds_before(day + 1) < seconds) ++day;
  std::int64_t rest = seconds - seconds_before(day);
  for (const Stretch& s : shape_of(day).stretches) {
    if (rest <= s.to - s.from) return {instant_of(start_of(day) + s.from + rest), day};
    rest -= s.to - s.from;
  }
  GUIJU_ASSERT(false && "a day has the working time that its neighbours say it has");
}

Instant Calendar::end_of(std::int64_t day, DayEnd end) const {
  if (end.kind == DayEnd::Kind::close_of_business) {
    return instant_of(start_of(day) + shape_of(day).close);
  }
  if (inside(day) && !days_[static_cast<std::size_t>(day)].even) {
    return rules_.zone.to_instant(date_at(day) + end.time_of_day, Zone::Twice::later);
  }
  return instant_of(start_of(day)) + end.time_of_day;
}

bool Calendar::provisional_between(std::int64_t from, std::int64_t to) const {
  return provisional_before(std::max(from, to) + 1) > provisional_before(std::min(from, to));
}

const Calendar::Special* Calendar::special(LocalDate date) const {
  const auto found =
      std::lower_bound(specials_.begin(), specials_.end(), date,
                       [](const Special& day, LocalDate wanted) { return day.date < wanted; });
  return found != specials_.end() && found->date == date ? &*found : nullptr;
}

// Dates

LocalDate Calendar::date_of(Instant instant) const { return date_at(index_of(instant)); }

bool Calendar::is_working_day(LocalDate date) const { return works(index_of(date)); }

LocalDate Calendar::next_working_day(LocalDate date) const {
  return date_at(nth_working_day(working_days_before(index_of(date) + 1)));
}

DayInfo Calendar::day_info(LocalDate date) const {
  DayInfo info{.working = is_working_day(date), .provisional = provisional(date)};
  info.reason = info.working ? DayReason::working_day : DayReason::weekend;
  if (const Special* found = special(date)) {
    info.reason = found->reason;
    info.name = names_[found->name];
  }
  return info;
}

bool Calendar::provisional(LocalDate date) const {
  const std::int64_t day = index_of(date);
  return provisional_between(day, day);
}

std::int64_t Calendar::working_days_between(LocalDate from, LocalDate to) const {
  return working_days_before(index_of(to)) - working_days_before(index_of(from));
}

// Moments of a date

Instant Calendar::at(LocalDate date, Seconds time_of_day) const {
  return end_of(index_of(date), DayEnd::at(time_of_day));
}

Instant Calendar::start_of_day(LocalDate date) const {
  return instant_of(start_of(index_of(date)));
}

Instant Calendar::close_of_business(LocalDate date) const {
  return end_of(index_of(date), DayEnd::close_of_business());
}

// Limits in days

LocalDate Calendar::day_zero(Instant trigger) const {
  return date_at(day_zero_index(trigger, index_of(trigger)));
}

Due Calendar::add_working_days(Instant from, std::int64_t n) const {
  return add_working_days(from, n, rules_.n_working_days_end);
}

Due Calendar::add_working_days(Instant from, std::int64_t n, DayEnd end) const {
  n = within_reach(n);
  const std::int64_t trigger = index_of(from);
  const std::int64_t zero = day_zero_index(from, trigger);
  std::int64_t day = zero;
  if (n > 0) day = nth_working_day(working_days_before(zero + 1) + n - 1);
  if (n < 0) day = nth_working_day(working_days_before(zero) + n);
  return {end_of(day, end), provisional_between(trigger, day)};
}

Due Calendar::add_calendar_days(Instant from, std::int64_t n) const {
  return add_calendar_days(from, n, rules_.n_calendar_days_end);
}

Due Calendar::add_calendar_days(Instant from, std::int64_t n, DayEnd end) const {
  return {end_of(index_of(from) + within_reach(n), end), false};
}

Due Calendar::add_calendar_months(Instant from, std::int64_t n) const {
  return add_calendar_months(from, n, rules_.n_calendar_days_end);
}

Due Calendar::add_calendar_months(Instant from, std::int64_t n, DayEnd end) const {
  const auto count = static_cast<int>(std::clamp<std::int64_t>(n, -120'000, 120'000));
  return {end_of(index_of(add_months(date_of(from), count)), end), false};
}

Instant Calendar::end_of_limit(LocalDate date, DayEnd end) const {
  return end_of(index_of(date), end);
}

// Limits in time

Due Calendar::add_working_time(Instant from, Seconds amount) const {
  if (amount == Seconds{0}) return {from, false};
  const std::int64_t seconds =
      std::clamp(amount.count(), -days_max * day_seconds, days_max * day_seconds);
  const std::int64_t day = index_of(from);
  const Worked end = moment_worked(worked_before(from, day) + seconds);
  return {end.at, provisional_between(day, end.day)};
}

Seconds Calendar::working_time_between(Instant from, Instant to) const {
  return Seconds{worked_before(to, index_of(to)) - worked_before(from, index_of(from))};
}

bool Calendar::is_working_time(Instant instant) const {
  const std::int64_t day = index_of(instant);
  const std::int64_t second = seconds_of(instant) - start_of(day);
  const auto& stretches = shape_of(day).stretches;
  return std::any_of(stretches.begin(), stretches.end(),
                     [second](const Stretch& s) { return s.from <= second && second < s.to; });
}

std::vector<TimeSpan> Calendar::working_time_of(LocalDate date) const {
  const std::int64_t day = index_of(date);
  std::vector<TimeSpan> spans;
  for (const Stretch& s : shape_of(day).stretches) {
    spans.push_back({instant_of(start_of(day) + s.from), instant_of(start_of(day) + s.to)});
  }
  return spans;
}

}  // namespace guiju::calendar
