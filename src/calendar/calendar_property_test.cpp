// Every answer of a compiled calendar against a walk day by day that knows nothing of its tables,
// on questions from a seed. A failure prints the seed and the question.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "calendar/explain.hpp"
#include "calendar/test_support.hpp"

namespace guiju::calendar {
namespace {

using namespace testing;
using namespace std::chrono_literals;
using std::chrono::days;

constexpr std::uint64_t seed = 20260302;
constexpr int questions = 65'536;

/// The rules again, as slowly and plainly as they can be said.
class Walk {
 public:
  Walk(const Rules& rules, const std::vector<SiteDays>& site) : rules_(rules), site_(site) {}

  bool works(LocalDate date) const {
    for (auto own = site_.rbegin(); own != site_.rend(); ++own) {
      if (own->first <= date && date <= own->last) return own->kind == SiteDays::Kind::working_day;
    }
    if (!rules_.holidays.empty()) {
      if (const SpecialDay* special = statutory_cn().find(date)) {
        return special->kind == SpecialDay::Kind::make_up_workday;
      }
    }
    return rules_.week.works[std::chrono::weekday{date}.iso_encoding() - 1];
  }

  const std::vector<Period>& periods(LocalDate date) const {
    static const std::vector<Period> whole_day{{0h, 24h}};
    for (auto own = site_.rbegin(); own != site_.rend(); ++own) {
      if (own->first <= date && date <= own->last) {
        if (!own->periods.empty()) return own->periods;
        break;
      }
    }
    return rules_.working_periods.empty() ? whole_day : rules_.working_periods;
  }

  Instant moment(LocalDate date, Seconds time_of_day) const {
    return rules_.zone.to_instant(date + time_of_day, Zone::Twice::later);
  }

  Instant close(LocalDate date) const {
    if (works(date) && &periods(date) != &rules_.working_periods &&
        !rules_.working_periods.empty()) {
      return moment(date, periods(date).back().to);
    }
    return moment(date, rules_.close_of_business.value_or(24h - 1s));
  }

  Instant end(LocalDate date) const {
    return rules_.n_working_days_end.kind == DayEnd::Kind::close_of_business
               ? close(date)
               : moment(date, rules_.n_working_days_end.time_of_day);
  }

  LocalDate date_of(Instant t) const { return std::chrono::floor<days>(rules_.zone.to_local(t)); }

  LocalDate day_zero(Instant from) const {
    LocalDate date = date_of(from);
    if (rules_.day_zero == DayZero::trigger_day) return date;
    if (works(date) && from <= close(date)) return date;
    do date += days{1};
    while (!works(date));
    return date;
  }

  Instant add_working_days(Instant from, std::int64_t n) const {
    LocalDate date = day_zero(from);
    const days step{n < 0 ? -1 : 1};
    for (std::int64_t left = std::abs(n); left > 0;) {
      date += step;
      if (works(date)) --left;
    }
    return end(date);
  }

  Instant add_working_time(Instant from, Seconds amount) const {
    if (amount == 0s) return from;
    for (LocalDate date = date_of(from) - days{1};; date += days{1}) {
      if (!works(date)) continue;
      for (const Period& p : periods(date)) {
        const Instant begin = std::max(from, start(date, p.from));
        const Instant stop = start(date, p.to);
        if (begin >= stop) continue;
        if (amount <= stop - begin) return begin + amount;
        amount -= stop - begin;
      }
    }
  }

  Seconds working_time_between(Instant from, Instant to) const {
    Seconds sum{};
    for (LocalDate date = date_of(from) - days{1}; date <= date_of(to); date += days{1}) {
      if (!works(date)) continue;
      for (const Period& p : periods(date)) {
        const Instant begin = std::max(from, start(date, p.from));
        const Instant stop = std::min(to, start(date, p.to));
        if (begin < stop) sum += stop - begin;
      }
    }
    return sum;
  }

 private:
  Instant start(LocalDate date, Seconds time_of_day) const {
    return rules_.zone.to_instant(date + time_of_day);
  }

  const Rules& rules_;
  const std::vector<SiteDays>& site_;
};

struct Case {
  const char* name;
  Rules rules;
  std::vector<SiteDays> site;
};

std::vector<Case> cases() {
  std::vector<Case> all{{"huayuan", huayuan(), {}}, {"ladder", property_ladder(), {}}};
  Case lunch{"lunch break, one site closed and open otherwise", huayuan(), {}};
  lunch.rules.working_periods = {{9h, 12h}, {13h + 30min, 18h}};
  lunch.site = {{.first = date("2025-06-10"), .last = date("2025-06-20")},
                {.first = date("2025-06-14"),
                 .last = date("2025-06-15"),
                 .kind = SiteDays::Kind::working_day,
                 .periods = {{10h, 11h}, {14h, 16h + 30min}}}};
  all.push_back(lunch);
  Case night{"night shift without holidays", property_ladder(), {}};
  night.rules.holidays.clear();
  night.rules.working_periods = {{20h, 30h}};
  all.push_back(night);
  Case rome{"Rome, whole days, every day but Monday", property_ladder(), {}};
  rome.rules.zone = Zone::find("Europe/Rome").value();
  rome.rules.holidays.clear();
  rome.rules.week = {{false, true, true, true, true, true, true}};
  all.push_back(rome);
  return all;
}

/// Half of the questions near ends of periods and days, where the mistakes live.
Instant any_moment(std::mt19937_64& random, const Rules& rules) {
  const bool shanghai = rules.zone.name() == "Asia/Shanghai";
  const LocalDate first = date(shanghai ? "2008-01-01" : "2010-01-03");
  const auto span = static_cast<std::uint64_t>(shanghai ? 365 * 30 : 365 * 25);
  const LocalDate day = first + days{static_cast<int>(random() % span)};
  static constexpr std::array<Seconds, 8> edges{0s,          9h,  12h,      13h + 30min,
                                                16h + 30min, 18h, 24h - 1s, 6h};
  if (random() % 2 == 0) {
    const Seconds near{static_cast<std::int64_t>(random() % 3) - 1};
    return rules.zone.to_instant(day + edges[random() % edges.size()] + near);
  }
  return rules.zone.to_instant(day + Seconds{static_cast<std::int64_t>(random() % 86'400)});
}

std::string question(const Case& c, Instant from, std::int64_t amount) {
  return std::string("seed ") + std::to_string(seed) + ", " + c.name + ", from " +
         to_utc_text(from) + ", amount " + std::to_string(amount);
}

TEST(A_compiled_calendar, answers_like_a_walk_day_by_day) {
  std::mt19937_64 random(seed);
  for (const Case& c : cases()) {
    const Calendar calendar = calendar_of(c.rules, c.site);
    const Walk walk(c.rules, c.site);
    for (int i = 0; i < questions / 5 + 1; ++i) {
      const Instant from = any_moment(random, c.rules);
      const auto n = static_cast<std::int64_t>(random() % 31) - 5;
      const auto seconds =
          static_cast<std::int64_t>(random() % (random() % 2 == 0 ? 7'200 : 400'000));
      SCOPED_TRACE(question(c, from, n) + " days or " + std::to_string(seconds) + " seconds");
      ASSERT_EQ(calendar.date_of(from), walk.date_of(from));
      ASSERT_EQ(calendar.day_zero(from), walk.day_zero(from));
      ASSERT_EQ(to_utc_text(calendar.add_working_days(from, n).at),
                to_utc_text(walk.add_working_days(from, n)));
      const Instant due = calendar.add_working_time(from, Seconds{seconds}).at;
      ASSERT_EQ(to_utc_text(due), to_utc_text(walk.add_working_time(from, Seconds{seconds})));
      ASSERT_EQ(calendar.working_time_between(from, due), Seconds{seconds});
      ASSERT_EQ(calendar.working_time_between(from, from + 5 * Seconds{seconds}),
                walk.working_time_between(from, from + 5 * Seconds{seconds}));
    }
  }
}

TEST(Due_times, never_run_backward) {
  std::mt19937_64 random(seed);
  for (const Case& c : cases()) {
    const Calendar calendar = calendar_of(c.rules, c.site);
    std::vector<Instant> moments;
    for (int i = 0; i < 4'096; ++i) moments.push_back(any_moment(random, c.rules));
    std::sort(moments.begin(), moments.end());
    for (const std::int64_t n : {-10, -1, 0, 1, 2, 3, 10, 250}) {
      for (std::size_t i = 1; i < moments.size(); ++i) {
        SCOPED_TRACE(question(c, moments[i], n));
        const auto before = moments[i - 1], after = moments[i];
        ASSERT_LE(calendar.add_working_days(before, n).at, calendar.add_working_days(after, n).at);
        ASSERT_LE(calendar.add_calendar_days(before, n).at,
                  calendar.add_calendar_days(after, n).at);
        ASSERT_LE(calendar.add_working_time(before, n * 1h).at,
                  calendar.add_working_time(after, n * 1h).at);
        ASSERT_LE(calendar.add_calendar_months(before, n).at,
                  calendar.add_calendar_months(after, n).at);
      }
    }
  }
}

TEST(Longer_limits, never_end_earlier) {
  std::mt19937_64 random(seed);
  for (const Case& c : cases()) {
    const Calendar calendar = calendar_of(c.rules, c.site);
    for (int i = 0; i < 2'048; ++i) {
      const Instant from = any_moment(random, c.rules);
      for (std::int64_t n = -12; n < 12; ++n) {
        SCOPED_TRACE(question(c, from, n));
        ASSERT_LT(calendar.add_working_days(from, n).at, calendar.add_working_days(from, n + 1).at);
        ASSERT_LE(calendar.add_working_time(from, n * 40min).at,
                  calendar.add_working_time(from, (n + 1) * 40min).at);
      }
    }
  }
}

TEST(An_explanation, ends_where_the_calendar_says_and_counts_what_was_asked) {
  std::mt19937_64 random(seed);
  for (const Case& c : cases()) {
    const Calendar calendar = calendar_of(c.rules, c.site);
    for (int i = 0; i < 2'048; ++i) {
      const Instant from = any_moment(random, c.rules);
      const auto n = static_cast<std::int64_t>(random() % 15) - 4;
      SCOPED_TRACE(question(c, from, n));
      const DayExplanation by_days = explain_working_days(calendar, from, n);
      const DayStep& last = n < 0 ? by_days.steps.front() : by_days.steps.back();
      ASSERT_EQ(last.count, n);
      ASSERT_EQ(by_days.due, calendar.add_working_days(from, n));
      ASSERT_EQ(calendar.end_of_limit(last.date, c.rules.n_working_days_end), by_days.due.at);

      const Seconds amount{static_cast<std::int64_t>(random() % 200'000 + 1)};
      const TimeExplanation by_time = explain_working_time(calendar, from, amount);
      Seconds used{};
      for (const TimeStep& step : by_time.steps) used += step.used;
      ASSERT_EQ(used, amount);
      ASSERT_EQ(by_time.steps.back().to, by_time.due.at);
    }
  }
}

}  // namespace
}  // namespace guiju::calendar
