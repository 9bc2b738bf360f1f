#include "calendar/calendar_series.hpp"

#include "calendar/test_support.hpp"

namespace guiju::calendar {
namespace {

using testing::china;
using testing::date;
using testing::huayuan;
using testing::statutory_cn;

constexpr const char* notice_2027 = R"(2027:
  notices:
    - number: '国办发明电〔2026〕9号'
      title: '国务院办公厅关于2027年部分节假日安排的通知'
      issued_by: '国务院办公厅'
      published_on: 2026-11-06
  days_off:
    new_year: [2027-01-01..2027-01-03]
    spring_festival: [2027-02-05..2027-02-11]
  make_up_workdays:
    spring_festival: [2027-01-30, 2027-02-20]
)";

Notices of_2027() { return {"statutory_cn", {{"2027", notice_2027}}, "2027"}; }

std::string findings_of(const std::string& text) {
  Diagnostics findings;
  EXPECT_FALSE(read_notice("n.yaml", text, statutory_cn(), findings)) << text;
  std::string said;
  for (const auto& finding : findings) said += to_text(finding) + "\n";
  return said;
}

std::string with(const std::string& was, const std::string& is) {
  std::string text = notice_2027;
  const auto at = text.find(was);
  EXPECT_NE(at, std::string::npos) << was;
  return text.replace(at, was.size(), is);
}

TEST(Notice, completes_the_calendar_by_its_year) {
  const CalendarSeries series(huayuan(), &statutory_cn());
  const auto known = of_2027();
  EXPECT_TRUE(series.with(nullptr).provisional(date("2027-01-01")));
  EXPECT_TRUE(series.with(nullptr).is_working_day(date("2027-01-01")));
  const auto& later = series.with(&known);
  EXPECT_FALSE(later.provisional(date("2027-01-01")));
  EXPECT_FALSE(later.is_working_day(date("2027-01-01")));
  EXPECT_TRUE(later.is_working_day(date("2027-01-30")));
  EXPECT_TRUE(later.provisional(date("2028-01-03")));
  EXPECT_EQ(&series.with(&known), &later);
  EXPECT_EQ(&series.with(nullptr), &series.first());
}

TEST(Notice, of_another_table_changes_nothing) {
  const CalendarSeries series(huayuan(), &statutory_cn());
  auto other = of_2027();
  other.table = "statutory_hk";
  EXPECT_EQ(&series.with(&other), &series.first());
}

TEST(Notice, is_the_same_text_when_written_again) {
  Diagnostics findings;
  const auto read = read_notice("n.yaml", notice_2027, statutory_cn(), findings);
  ASSERT_TRUE(read);
  EXPECT_EQ(notice_text(*read), notice_2027);
  EXPECT_EQ(notice_text(*read_notice("n.yaml", notice_text(*read), statutory_cn(), findings)),
            notice_2027);
}

TEST(Notice, that_does_not_hold_is_told_with_line_and_help) {
  const std::pair<std::string, const char*> wrong[] = {
      {with("days_off", "days_of"), "n.yaml:7:3: unknown-key"},
      {with("2027:", "2026:"), "year-published"},
      {with("2027-01-30", "2026-01-30"), "n.yaml:11:23: wrong-year"},
      {with("2027-01-30", "2027-01-29"), "n.yaml:11:23: no-weekend"},
      {with("关于2027年", "关于2028年"), "n.yaml:4:14: wrong-year"},
      {with("new_year", "newyear"), "write `new_year`"},
      {with("2027-02-05..2027-02-11", "2027-02-11..2027-02-05"), "bad-range"},
      {with("      published_on: 2026-11-06\n", ""), "`published_on` is missing"},
      {with("2026-11-06", "soon"), "bad-date"},
      {with("    - number", "    - nummer"), "unknown-key"},
      {with("2027:", "year:"), "is not a year"},
      {std::string(notice_2027) + "2028:\n  notices: []\n  days_off: {}\n", "not-one-year"},
      {with("2027-02-05..2027-02-11", "2027-02-05..9999-02-11"), "too long"},
      {"2027: {notices: [abc], days_off: {}}", "a notice must be a mapping"},
      {"2027: {notices: [], days_off: {}}", "missing-key"},
      {"2027: abc", "a year must be a mapping"},
      {"", "not-one-year"},
      {"2027: [", "yaml-syntax"},
  };
  for (const auto& [text, said] : wrong) {
    EXPECT_NE(findings_of(text).find(said), std::string::npos) << said << "\n" << findings_of(text);
  }
}

}  // namespace
}  // namespace guiju::calendar
