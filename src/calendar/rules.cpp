#include "calendar/rules.hpp"

#include <algorithm>

namespace guiju::calendar {
namespace {

using namespace std::chrono_literals;

bool is_time_of_day(Seconds time) { return time >= 0h && time <= 24h; }

std::string to_text(const Period& period) {
  return time_of_day_text(period.from) + " to " + time_of_day_text(period.to);
}

void check_periods(const std::vector<Period>& periods, std::vector<std::string>& wrong) {
  for (const Period& p : periods) {
    if (p.from < 0h || p.from >= 24h || p.to <= p.from || p.to > 48h) {
      wrong.push_back("the working period " + to_text(p) + " is empty or begins outside the day");
      return;
    }
  }
  for (std::size_t i = 1; i < periods.size(); ++i) {
    if (periods[i].from < periods[i - 1].to) {
      wrong.push_back("the working period " + to_text(periods[i]) +
                      " begins before the one before it ends");
    }
  }
  if (!periods.empty() && periods.back().to - 24h > periods.front().from) {
    wrong.push_back("the working period " + to_text(periods.back()) +
                    " runs into the next day's first one");
  }
}

}  // namespace

std::vector<std::string> check(const Rules& rules, const std::vector<SiteDays>& site) {
  std::vector<std::string> wrong;
  if (std::none_of(std::begin(rules.week.works), std::end(rules.week.works),
                   [](bool works) { return works; })) {
    wrong.push_back("a week without a working day leaves every limit open");
  }
  check_periods(rules.working_periods, wrong);
  if (rules.close_of_business && !is_time_of_day(*rules.close_of_business)) {
    wrong.push_back("close of business is not a time of day");
  }
  const bool closes = rules.close_of_business.has_value();
  if (rules.day_zero == DayZero::next_working_day_if_after_close && !closes) {
    wrong.push_back("day 0 depends on close of business, which is not given");
  }
  for (const DayEnd& end : {rules.n_working_days_end, rules.n_calendar_days_end}) {
    if (end.kind == DayEnd::Kind::close_of_business && !closes) {
      wrong.push_back("limits in days end at close of business, which is not given");
    }
    if (!is_time_of_day(end.time_of_day) || end.time_of_day == 24h)
      wrong.push_back("the end of a limit in days is not a time of day");
  }
  for (const SiteDays& days : site) {
    if (days.last < days.first) {
      wrong.push_back("the site's days from " + guiju::to_text(days.first) +
                      " end before they begin");
    }
    check_periods(days.periods, wrong);
  }
  return wrong;
}

}  // namespace guiju::calendar
