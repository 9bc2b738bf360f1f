#include "calendar/holiday_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calendar/test_support.hpp"

namespace guiju::calendar {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> findings(const std::string& years) {
  Diagnostics diagnostics;
  const auto table = read_holiday_table("t.yaml",
                                        "id: t\n"
                                        "title: {zh: 表, en: Table}\n"
                                        "names: {new_year: {zh: 元旦, en: New Year's Day}}\n"
                                        "years:\n" +
                                            years,
                                        diagnostics);
  EXPECT_EQ(table.has_value(), !has_errors(diagnostics));
  std::vector<std::string> texts;
  for (const Diagnostic& d : diagnostics) texts.push_back(to_text(d));
  return texts;
}

TEST(The_statutory_table, holds_every_year_from_2010_to_2026_with_its_notice) {
  const HolidayTable& table = statutory_cn();
  ASSERT_EQ(table.years.size(), 17u);
  for (int year = 2010; year <= 2026; ++year) {
    EXPECT_TRUE(table.is_published(year)) << year;
    const HolidayYear& published = table.years[static_cast<std::size_t>(year - 2010)];
    ASSERT_FALSE(published.notices.empty()) << year;
    EXPECT_NE(published.notices[0].title.find(std::to_string(year)), std::string::npos) << year;
    EXPECT_NE(published.notices[0].number.find(std::to_string(year - 1)), std::string::npos)
        << year;
  }
  EXPECT_FALSE(table.is_published(2027));
}

TEST(The_statutory_table, holds_the_days_off_and_make_up_workdays_of_2026) {
  std::vector<std::string> off, worked;
  for (const SpecialDay& day : statutory_cn().days) {
    if (to_text(day.date).substr(0, 4) != "2026") continue;
    (day.kind == SpecialDay::Kind::day_off ? off : worked).push_back(to_text(day.date).substr(5));
  }
  EXPECT_THAT(off, ElementsAre("01-01", "01-02", "01-03", "02-15", "02-16", "02-17", "02-18",
                               "02-19", "02-20", "02-21", "02-22", "02-23", "04-04", "04-05",
                               "04-06", "05-01", "05-02", "05-03", "05-04", "05-05", "06-19",
                               "06-20", "06-21", "09-25", "09-26", "09-27", "10-01", "10-02",
                               "10-03", "10-04", "10-05", "10-06", "10-07"));
  EXPECT_THAT(worked, ElementsAre("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"));
}

TEST(The_statutory_table, makes_up_on_weekends_only_and_takes_no_weekday_off_without_a_name) {
  const HolidayTable& table = statutory_cn();
  for (const SpecialDay& day : table.days) {
    const unsigned weekday = std::chrono::weekday{day.date}.iso_encoding();
    if (day.kind == SpecialDay::Kind::make_up_workday) {
      EXPECT_GE(weekday, 6u) << to_text(day.date);
    }
    ASSERT_NE(table.name_of(day.holiday), nullptr) << to_text(day.date);
  }
  EXPECT_EQ(table.name_of("spring_festival")->zh, "春节");
  EXPECT_EQ(table.find(date("2025-10-06"))->holiday, "mid_autumn");
  EXPECT_EQ(table.find(date("2026-03-02")), nullptr);
}

TEST(A_holiday_table, is_read_with_ranges_and_single_dates) {
  EXPECT_THAT(findings("  2026:\n"
                       "    notices: [{title: 通知}]\n"
                       "    days_off: {new_year: [2026-01-01..2026-01-03, 2026-01-05]}\n"),
              IsEmpty());
}

TEST(A_holiday_table, says_where_a_date_is_wrong) {
  EXPECT_THAT(
      findings("  2026:\n"
               "    notices: [{title: 通知}]\n"
               "    days_off:\n"
               "      new_year: [2026-02-30, 2026-01-03..2026-01-01, 2025-12-31, 2026-01-01]\n"
               "    make_up_workdays:\n"
               "      new_yaer: [2026-01-01]\n"),
      ElementsAre("t.yaml:8:18: bad-date: `2026-02-30` is neither a date nor a range of dates. "
                  "help: write `2026-01-01` or `2026-01-01..2026-01-03`",
                  "t.yaml:8:30: bad-range: `2026-01-03..2026-01-01` ends before it begins",
                  "t.yaml:8:54: wrong-year: 2025-12-31 stands under 2026. help: move it to its "
                  "own year",
                  "t.yaml:10:7: unknown-holiday: `new_yaer` is not in `names`. help: write "
                  "`new_year`",
                  "t.yaml:10:18: duplicate-day: 2026-01-01 stands on line 8 already"));
}

TEST(A_holiday_table, says_what_is_missing_or_means_nothing) {
  EXPECT_THAT(
      findings("  2026:\n"
               "    notice: []\n"
               "    days_off: {new_year: 2026-01-01}\n"
               "  20x6: {}\n"
               "  2025: [1]\n"),
      ElementsAre("t.yaml:6:5: unknown-key: `notice` means nothing here. help: write `notices`",
                  "t.yaml:6:5: missing-key: `notices` is missing",
                  "t.yaml:7:26: wrong-type: the days of a holiday must be a list. help: write "
                  "`[2026-01-01..2026-01-03, 2026-01-05]`",
                  "t.yaml:8:3: bad-date: `20x6` is not a year",
                  "t.yaml:9:9: wrong-type: a year must be a mapping"));
}

TEST(A_holiday_table, that_is_no_yaml_is_refused_with_its_place) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read_holiday_table("t.yaml", "id: [\n", diagnostics));
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].code, "yaml-syntax");
  EXPECT_GE(diagnostics[0].place.line, 1);
}

}  // namespace
}  // namespace guiju::calendar
