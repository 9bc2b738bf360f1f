#include "calendar/explain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calendar/test_support.hpp"

namespace guiju::calendar {
namespace {

using namespace testing;
using namespace std::chrono_literals;
using ::testing::ElementsAre;

std::string reason_of(const DayInfo& day) {
  switch (day.reason) {
    case DayReason::working_day:
      return "working day";
    case DayReason::weekend:
      return "weekend";
    case DayReason::statutory_holiday:
      return day.name.zh;
    case DayReason::make_up_workday:
      return "makes up for " + day.name.zh;
    case DayReason::site_day_off:
      return "closed: " + day.name.zh;
    case DayReason::site_working_day:
      return "open: " + day.name.zh;
  }
  return "";
}

std::vector<std::string> lines(const DayExplanation& explanation) {
  std::vector<std::string> lines;
  for (const DayStep& step : explanation.steps) {
    std::string line = to_text(step.date).substr(5);
    switch (step.role) {
      case DayStep::Role::day_zero:
        line += " day 0";
        break;
      case DayStep::Role::counted:
        line += " day " + std::to_string(step.count);
        break;
      case DayStep::Role::skipped:
        line += " skipped";
        break;
    }
    line += ", " + reason_of(step.day);
    if (step.after_close) line += ", after close";
    lines.push_back(line);
  }
  return lines;
}

TEST(An_explanation, shows_every_day_of_the_example_of_CPH_42) {
  const Calendar calendar = calendar_of(huayuan());
  const auto explanation = explain_working_days(calendar, china("2026-09-30 18:30"), 3);
  EXPECT_THAT(lines(explanation),
              ElementsAre("09-30 skipped, working day, after close", "10-01 skipped, 国庆节",
                          "10-02 skipped, 国庆节", "10-03 skipped, 国庆节", "10-04 skipped, 国庆节",
                          "10-05 skipped, 国庆节", "10-06 skipped, 国庆节", "10-07 skipped, 国庆节",
                          "10-08 day 0, working day", "10-09 day 1, working day",
                          "10-10 day 2, makes up for 国庆节", "10-11 skipped, weekend",
                          "10-12 day 3, working day"));
  EXPECT_EQ(text(explanation.due), "2026-10-12 18:00");
}

TEST(An_explanation, counts_back_from_an_event) {
  const Calendar calendar = calendar_of(property_ladder());
  EXPECT_THAT(
      lines(explain_working_days(calendar, china("2026-03-09 09:00"), -2)),
      ElementsAre("03-05 day -2, working day", "03-06 day -1, working day",
                  "03-07 skipped, weekend", "03-08 skipped, weekend", "03-09 day 0, working day"));
}

TEST(An_explanation, counts_every_calendar_day_and_says_what_it_is) {
  const Calendar calendar = calendar_of(property_ladder());
  EXPECT_THAT(
      lines(explain_calendar_days(calendar, china("2026-03-06 18:20"), 2)),
      ElementsAre("03-06 day 0, working day", "03-07 day 1, weekend", "03-08 day 2, weekend"));
}

TEST(An_explanation, shows_the_periods_that_working_time_used_CPH_16) {
  const Calendar calendar = calendar_of(huayuan());
  const auto explanation = explain_working_time(calendar, china("2026-03-06 17:30"), 1h);
  std::vector<std::string> lines;
  for (const TimeStep& step : explanation.steps) {
    lines.push_back(text(step.from).substr(5) + " to " + text(step.to).substr(11) + ", " +
                    reason_of(step.day));
  }
  EXPECT_THAT(lines,
              ElementsAre("03-06 17:30 to 18:00, working day", "03-07 00:00 to 00:00, weekend",
                          "03-08 00:00 to 00:00, weekend", "03-09 09:00 to 09:30, working day"));
  EXPECT_EQ(text(explanation.due), "2026-03-09 09:30");
}

}  // namespace
}  // namespace guiju::calendar
