#include "cli/demo/story.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "cli/demo/clients.hpp"

namespace guiju::demo {
namespace {

using calendar::Calendar;

/// Monday to Friday, nine to six.
Calendar office_hours() {
  calendar::Rules rules;
  rules.holidays = "";
  rules.working_periods = {{Seconds{9 * 3600}, Seconds{18 * 3600}}};
  rules.close_of_business = Seconds{18 * 3600};
  return Calendar(rules, nullptr);
}

const Instant friday_afternoon = *parse_instant("2026-11-20T15:00:00+08:00");

Data shipped() { return read_data("demo"); }

/// One person at one site, and whatever stories the test is about.
Data small(const std::string& stories) {
  Data data;
  data.people = {{"周敏", "营销部", {{"sales_clerk", "JN", ""}}}, {"赵磊", "工程部", {}}};
  data.sites = {{"JN", "锦绣江南", 3, 2, 9, 2, {"周敏"}}};
  data.names = {{"王", "李"}, {"芳", "磊"}, {"138"}, 4, 0};
  for (const auto& node : YAML::Load(stories)) {
    data.stories.push_back(read_story("test.yaml", node));
  }
  return data;
}

std::vector<Line> told(const std::string& stories) {
  return tell(small(stories), office_hours(), friday_afternoon, 1);
}

TEST(Story, EqualSeedsTellEqualDemosAndOthersTellOthers) {
  const auto once = tell(shipped(), office_hours(), friday_afternoon, 7);
  EXPECT_EQ(tell(shipped(), office_hours(), friday_afternoon, 7), once);
  EXPECT_NE(tell(shipped(), office_hours(), friday_afternoon, 8), once);
}

TEST(Story, LinesComeInOrderOfTimeAndNoneLiesAhead) {
  const auto lines = tell(shipped(), office_hours(), friday_afternoon, 7);
  EXPECT_TRUE(std::is_sorted(lines.begin(), lines.end(),
                             [](const Line& a, const Line& b) { return a.at < b.at; }));
  EXPECT_LE(lines.back().at, friday_afternoon);
}

TEST(Story, AStoryStopsWhereTheNextStepLiesAhead) {
  const auto lines = told(R"(
- begins: {minutes_ago: [10, 10]}
  cast: {officer: role sales_clerk}
  steps:
    - {do: complaint.register, as: <officer>, ref: c}
    - {do: item.sort, as: <officer>, on: <c>-1, after: {minutes: [5, 5]}}
    - {do: item.dispatch, as: <officer>, on: <c>-1, after: {minutes: [5, 5]}}
)");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[1].command, "item.sort");
  EXPECT_EQ(lines[1].as, "周敏");
  EXPECT_EQ(lines[1].on, lines[0].ref + "-1");
}

TEST(Story, WorkingMinutesPassOverTheNight) {
  const auto lines = told(R"(
- begins: {days_ago: [3, 3], hours: ["17:30", "17:30"]}
  steps:
    - {do: a, as: 周敏}
    - {do: b, as: 周敏, after: {working_minutes: [60, 60]}}
)");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(to_text(lines[1].at, Seconds{8 * 3600}).substr(0, 16), "2026-11-18T09:30");
}

TEST(Story, ADrawnPromiseIsKeptByTheStepThatWaitsForIt) {
  const auto lines = told(R"(
- begins: {days_ago: [7, 7], hours: ["10:00", "10:00"]}
  steps:
    - {do: a, as: 周敏, with: {promised_at: {draw: working_days, between: [2, 2]}}}
    - {do: b, as: 周敏, after: {until: promised_at, hours: ["14:00", "14:00"]}}
)");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].with, R"({"promised_at":"2026-11-17"})");
  EXPECT_EQ(to_text(lines[1].at, Seconds{8 * 3600}), "2026-11-17T14:00:00+08:00");
}

TEST(Story, QuotedTextStaysTextAndBareValuesAreValues) {
  const auto lines = told(R"(
- begins: {minutes_ago: [10, 10]}
  steps:
    - {do: a, as: 周敏, with: {phone: "8101", degree: 3, passed: true, names: [<site>, x], at: {hour: 9}}}
)");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].with,
            R"({"phone":"8101","degree":3,"passed":true,"names":["JN","x"],"at":{"hour":9}})");
}

TEST(Story, ANameWithoutValueIsRefusedWithFileAndLine) {
  try {
    told("- begins: {minutes_ago: [1, 1]}\n  steps:\n    - {do: a, as: <nobody>}\n");
    FAIL() << "the unknown name was taken";
  } catch (const DataError& error) {
    EXPECT_STREQ(error.what(), "test.yaml:3: no value for `<nobody>`");
  }
}

TEST(Story, APartThatNobodyCanPlayIsRefused) {
  EXPECT_THROW(told("- begins: {minutes_ago: [1, 1]}\n  cast: {who: role pilot}\n"
                    "  steps:\n    - {do: a, as: <who>}\n"),
               DataError);
}

TEST(Clients, NoTwoShareARoomOrATelephone) {
  Dice dice(3);
  const auto clients = make_up_clients(shipped(), dice);
  std::set<std::string> rooms, phones;
  for (const auto& client : clients) {
    rooms.insert(client.site + client.room);
    phones.insert(client.phone);
  }
  EXPECT_EQ(clients.size(), 200u);
  EXPECT_EQ(rooms.size(), clients.size());
  EXPECT_EQ(phones.size(), clients.size());
}

}  // namespace
}  // namespace guiju::demo
