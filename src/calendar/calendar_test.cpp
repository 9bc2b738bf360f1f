#include "calendar/calendar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calendar/test_support.hpp"

namespace guiju::calendar {
namespace {

using namespace testing;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string working_days(const Rules& rules, const char* from, std::int64_t n) {
  return text(calendar_of(rules).add_working_days(china(from), n));
}

std::string working_minutes(const Rules& rules, const char* from, std::int64_t minutes) {
  return text(calendar_of(rules).add_working_time(china(from), std::chrono::minutes{minutes}));
}

TEST(Working_days, of_a_complaint_count_from_its_own_day_CPH_15) {
  EXPECT_EQ(working_days(huayuan(), "2026-03-02 10:00", 2), "2026-03-04 18:00");
  EXPECT_EQ(working_days(huayuan(), "2026-03-02 10:00", 3), "2026-03-05 18:00");
}

TEST(Working_days, end_at_close_of_the_nth_day_CPH_17_CPH_18_CPH_19_CPH_20) {
  EXPECT_EQ(working_days(huayuan(), "2026-03-06 16:00", 1), "2026-03-09 18:00");
  EXPECT_EQ(working_days(huayuan(), "2026-03-06 16:00", 2), "2026-03-10 18:00");
  EXPECT_EQ(working_days(huayuan(), "2026-03-16 11:00", 1), "2026-03-17 18:00");
  EXPECT_EQ(working_days(huayuan(), "2026-03-16 11:00", 3), "2026-03-19 18:00");
}

TEST(Working_days, of_a_complaint_after_close_before_the_long_holiday_CPH_42) {
  const Calendar calendar = calendar_of(huayuan());
  EXPECT_EQ(to_text(calendar.day_zero(china("2026-09-30 18:30"))), "2026-10-08");
  EXPECT_EQ(working_days(huayuan(), "2026-09-30 18:30", 2), "2026-10-10 18:00");
  EXPECT_EQ(working_days(huayuan(), "2026-09-30 18:30", 3), "2026-10-12 18:00");
}

TEST(Working_days, count_close_of_business_itself_as_in_time_CPH_42_c) {
  EXPECT_EQ(working_days(huayuan(), "2026-03-02 18:00:00", 1), "2026-03-03 18:00");
  EXPECT_EQ(working_days(huayuan(), "2026-03-02 18:00:01", 1), "2026-03-04 18:00");
  EXPECT_EQ(working_days(huayuan(), "2026-03-02 00:00", 1), "2026-03-03 18:00");
}

TEST(Working_days, begin_on_monday_when_the_trigger_falls_on_a_weekend) {
  EXPECT_EQ(working_days(huayuan(), "2026-03-07 10:00", 0), "2026-03-09 18:00");
  EXPECT_EQ(working_days(huayuan(), "2026-03-07 10:00", 1), "2026-03-10 18:00");
}

TEST(Working_days, of_the_ladder_count_from_the_triggers_date_whatever_its_hour_PSL_16_PSL_25) {
  EXPECT_EQ(working_days(property_ladder(), "2026-03-06 18:20", 2), "2026-03-10 23:59:59");
  EXPECT_EQ(working_days(property_ladder(), "2026-03-10 04:00", 2), "2026-03-12 23:59:59");
  EXPECT_EQ(working_days(property_ladder(), "2026-03-07 10:00", 1), "2026-03-09 23:59:59");
}

TEST(Working_days, include_make_up_workdays_and_leave_out_holidays) {
  EXPECT_EQ(working_days(huayuan(), "2026-02-13 10:00", 1), "2026-02-14 18:00");
  EXPECT_EQ(working_days(huayuan(), "2026-02-13 10:00", 2), "2026-02-24 18:00");
  EXPECT_EQ(working_days(huayuan(), "2026-02-27 10:00", 1), "2026-02-28 18:00");
  EXPECT_EQ(working_days(huayuan(), "2026-04-30 10:00", 1), "2026-05-06 18:00");
}

TEST(Working_days, before_a_day_count_backward_from_it) {
  EXPECT_EQ(working_days(property_ladder(), "2026-03-16 09:00", -1), "2026-03-13 23:59:59");
  EXPECT_EQ(working_days(property_ladder(), "2026-03-16 09:00", -10), "2026-03-02 23:59:59");
  EXPECT_EQ(working_days(property_ladder(), "2026-03-15 09:00", -1), "2026-03-13 23:59:59");
}

TEST(Working_days, may_end_at_another_time_of_day_than_the_rules_say) {
  const Calendar calendar = calendar_of(huayuan());
  const Instant from = china("2026-03-02 10:00");
  EXPECT_EQ(text(calendar.add_working_days(from, 3, DayEnd::at(24h - 1s))), "2026-03-05 23:59:59");
  EXPECT_EQ(text(calendar.add_working_days(from, 3, DayEnd::at(12h))), "2026-03-05 12:00");
}

TEST(Calendar_days, end_with_the_last_second_of_the_date_CPH_42_b) {
  const Calendar calendar = calendar_of(huayuan());
  EXPECT_EQ(text(calendar.add_calendar_days(china("2026-09-30 18:30"), 3)), "2026-10-03 23:59:59");
  EXPECT_EQ(text(calendar.add_calendar_days(china("2026-09-30 18:30"), 0)), "2026-09-30 23:59:59");
}

TEST(Calendar_months, end_on_the_same_day_number_or_with_the_month_SCU_15) {
  const Calendar calendar = calendar_of(property_ladder());
  EXPECT_EQ(text(calendar.add_calendar_months(china("2025-12-31 09:30"), 2)),
            "2026-02-28 23:59:59");
  EXPECT_EQ(text(calendar.add_calendar_months(china("2026-01-15 09:30"), 2)),
            "2026-03-15 23:59:59");
}

TEST(Elapsed_time, runs_through_nights_and_holidays_CPH_42_a) {
  const Calendar calendar = calendar_of(huayuan());
  EXPECT_EQ(text(calendar.add_elapsed(china("2026-09-30 23:45"), 30min)), "2026-10-01 00:15");
}

TEST(Working_time, of_an_hour_is_the_take_up_target_CPH_16) {
  EXPECT_EQ(working_minutes(huayuan(), "2026-03-02 10:00", 60), "2026-03-02 11:00");
  EXPECT_EQ(working_minutes(huayuan(), "2026-03-02 17:30", 60), "2026-03-03 09:30");
}

TEST(Working_time, that_ends_at_close_ends_on_that_day) {
  EXPECT_EQ(working_minutes(huayuan(), "2026-03-02 17:00", 60), "2026-03-02 18:00");
  EXPECT_EQ(working_minutes(huayuan(), "2026-03-02 18:00", 60), "2026-03-03 10:00");
}

TEST(Working_time, begins_with_the_next_period_outside_of_one) {
  EXPECT_EQ(working_minutes(huayuan(), "2026-03-02 20:00", 60), "2026-03-03 10:00");
  EXPECT_EQ(working_minutes(huayuan(), "2026-03-07 10:00", 60), "2026-03-09 10:00");
  EXPECT_EQ(working_minutes(huayuan(), "2026-03-02 07:00", 60), "2026-03-02 10:00");
  EXPECT_EQ(working_minutes(huayuan(), "2026-03-07 10:00", 0), "2026-03-07 10:00");
}

TEST(Working_time, counts_back_from_a_limit) {
  EXPECT_EQ(working_minutes(huayuan(), "2026-03-09 10:00", -120), "2026-03-06 17:00");
  EXPECT_EQ(working_minutes(huayuan(), "2026-03-07 10:00", -60), "2026-03-06 17:00");
}

TEST(Working_time, stops_for_lunch) {
  Rules rules = huayuan();
  rules.working_periods = {{9h, 12h}, {13h + 30min, 18h}};
  EXPECT_EQ(working_minutes(rules, "2026-03-02 11:30", 60), "2026-03-02 14:00");
  EXPECT_EQ(working_minutes(rules, "2026-03-02 11:30", 30), "2026-03-02 12:00");
  EXPECT_EQ(working_minutes(rules, "2026-03-02 12:30", 1), "2026-03-02 13:31");
}

TEST(Working_time, of_a_night_shift_runs_over_midnight) {
  Rules rules;
  rules.working_periods = {{22h, 30h}};
  EXPECT_EQ(working_minutes(rules, "2026-03-02 23:00", 120), "2026-03-03 01:00");
  // The shift that begins on Friday evening ends on Saturday morning; the next begins on Monday.
  EXPECT_EQ(working_minutes(rules, "2026-03-07 05:00", 120), "2026-03-09 23:00");
  const Calendar calendar = calendar_of(rules);
  EXPECT_TRUE(calendar.is_working_time(china("2026-03-07 05:59:59")));
  EXPECT_FALSE(calendar.is_working_time(china("2026-03-07 06:00")));
  EXPECT_FALSE(calendar.is_working_day(date("2026-03-07")));
}

TEST(Working_time, is_the_whole_working_day_where_no_periods_are_given) {
  EXPECT_EQ(working_minutes(property_ladder(), "2026-03-06 23:00", 120), "2026-03-09 01:00");
}

TEST(Working_time, between_two_moments_is_what_adding_it_gives_back) {
  const Calendar calendar = calendar_of(huayuan());
  EXPECT_EQ(calendar.working_time_between(china("2026-03-02 17:30"), china("2026-03-03 09:30")),
            1h);
  EXPECT_EQ(calendar.working_time_between(china("2026-03-06 18:00"), china("2026-03-09 09:00")),
            0h);
  EXPECT_EQ(calendar.working_time_between(china("2026-03-03 09:30"), china("2026-03-02 17:30")),
            -1h);
}

TEST(A_calendar, knows_what_kind_of_day_a_date_is_and_by_what_name) {
  const Calendar calendar = calendar_of(huayuan());
  EXPECT_EQ(calendar.day_info(date("2026-02-17")).reason, DayReason::statutory_holiday);
  EXPECT_EQ(calendar.day_info(date("2026-02-17")).name, (Name{"春节", "Spring Festival"}));
  EXPECT_EQ(calendar.day_info(date("2026-02-14")).reason, DayReason::make_up_workday);
  EXPECT_TRUE(calendar.day_info(date("2026-02-14")).working);
  EXPECT_EQ(calendar.day_info(date("2026-03-07")).reason, DayReason::weekend);
  EXPECT_EQ(calendar.day_info(date("2026-03-02")).reason, DayReason::working_day);
  EXPECT_EQ(to_text(calendar.next_working_day(date("2026-09-30"))), "2026-10-08");
  EXPECT_EQ(calendar.working_days_between(date("2026-02-09"), date("2026-03-01")), 6 + 4 + 1);
}

TEST(A_calendar, gives_the_moments_of_a_date) {
  const Calendar calendar = calendar_of(huayuan());
  EXPECT_EQ(text(calendar.start_of_day(date("2026-03-02"))), "2026-03-02 00:00");
  EXPECT_EQ(text(calendar.end_of_day(date("2026-03-02"))), "2026-03-02 23:59:59");
  EXPECT_EQ(text(calendar.first_instant_after(date("2026-03-02"))), "2026-03-03 00:00");
  EXPECT_EQ(text(calendar.close_of_business(date("2026-03-07"))), "2026-03-07 18:00");
  EXPECT_EQ(text(calendar.at(date("2026-03-07"), 9h + 30min)), "2026-03-07 09:30");
  EXPECT_EQ(text(calendar_of(property_ladder()).close_of_business(date("2026-03-07"))),
            "2026-03-07 23:59:59");
  EXPECT_EQ(to_text(calendar.date_of(china("2026-03-02 00:00"))), "2026-03-02");
  EXPECT_EQ(to_text(calendar.date_of(china("2026-03-01 23:59:59"))), "2026-03-01");
}

TEST(A_year_without_a_notice, makes_answers_provisional) {
  EXPECT_EQ(working_days(huayuan(), "2026-12-31 10:00", 1), "2027-01-01 18:00 provisional");
  EXPECT_EQ(working_days(huayuan(), "2026-12-30 10:00", 1), "2026-12-31 18:00");
  EXPECT_EQ(working_minutes(huayuan(), "2026-12-31 17:30", 60), "2027-01-01 09:30 provisional");
  const Calendar calendar = calendar_of(huayuan());
  EXPECT_TRUE(calendar.provisional(china("2027-01-01 00:00")));
  EXPECT_FALSE(calendar.provisional(china("2026-12-31 23:59:59")));
  EXPECT_TRUE(calendar.day_info(date("2027-01-01")).provisional);
  EXPECT_EQ(text(calendar.add_calendar_days(china("2026-12-31 10:00"), 1)), "2027-01-01 23:59:59");
}

TEST(A_year_without_a_notice, means_nothing_where_the_week_alone_decides) {
  Rules rules = huayuan();
  rules.holidays.clear();
  EXPECT_EQ(working_days(rules, "2026-12-31 10:00", 1), "2027-01-01 18:00");
  EXPECT_EQ(working_days(rules, "2026-09-30 10:00", 1), "2026-10-01 18:00");
}

TEST(Beyond_the_horizon, the_week_goes_on) {
  EXPECT_EQ(working_days(huayuan(), "2035-12-31 10:00", 1), "2036-01-01 18:00 provisional");
  EXPECT_EQ(working_days(huayuan(), "2099-03-06 16:00", 2), "2099-03-10 18:00 provisional");
  EXPECT_EQ(working_days(huayuan(), "1995-03-03 16:00", 2), "1995-03-07 18:00 provisional");
  EXPECT_EQ(working_minutes(huayuan(), "2099-03-06 17:30", 60), "2099-03-09 09:30 provisional");
  EXPECT_EQ(working_minutes(huayuan(), "1995-03-03 17:30", 60), "1995-03-06 09:30 provisional");
  const Calendar calendar = calendar_of(huayuan());
  const Instant now = china("2026-03-02 10:00");
  EXPECT_GT(calendar.add_working_days(now, std::numeric_limits<std::int64_t>::max()).at, now);
  EXPECT_LT(calendar.add_working_time(now, Seconds::min()).at, now);
}

TEST(A_site, may_be_closed_or_open_when_others_are_not) {
  const std::vector<SiteDays> site = {{.first = date("2026-03-03"),
                                       .last = date("2026-03-04"),
                                       .reason = {"停业装修", "Refitting"}},
                                      {.first = date("2026-03-07"),
                                       .last = date("2026-03-07"),
                                       .kind = SiteDays::Kind::working_day,
                                       .periods = {{10h, 16h}},
                                       .reason = {"开盘", "Launch"}}};
  const Calendar calendar = calendar_of(huayuan(), site);
  EXPECT_EQ(text(calendar.add_working_days(china("2026-03-02 10:00"), 1)), "2026-03-05 18:00");
  EXPECT_EQ(text(calendar.add_working_days(china("2026-03-06 10:00"), 1)), "2026-03-07 16:00");
  EXPECT_EQ(to_text(calendar.day_zero(china("2026-03-07 16:00:01"))), "2026-03-09");
  EXPECT_EQ(text(calendar.add_working_time(china("2026-03-06 17:00"), 2h)), "2026-03-07 11:00");
  EXPECT_EQ(calendar.day_info(date("2026-03-04")).reason, DayReason::site_day_off);
  EXPECT_EQ(calendar.day_info(date("2026-03-07")).name.zh, "开盘");
}

TEST(A_site, that_works_every_day_of_the_week_skips_holidays_only) {
  Rules rules = huayuan();
  rules.week = {{true, true, true, true, true, true, true}};
  EXPECT_EQ(working_days(rules, "2026-03-06 10:00", 2), "2026-03-08 18:00");
  EXPECT_EQ(working_days(rules, "2026-04-30 10:00", 1), "2026-05-06 18:00");
}

TEST(Summer_time, makes_a_working_night_an_hour_shorter_or_longer) {
  Rules rules;
  rules.zone = Zone::find("Europe/Rome").value();
  rules.holidays.clear();
  rules.week = {{true, true, true, true, true, true, true}};
  const Calendar calendar{rules, nullptr};
  const auto rome = [](const char* text) { return parse_instant(text).value(); };
  EXPECT_EQ(calendar.working_time_between(rome("2026-03-29T00:00:00+01:00"),
                                          rome("2026-03-30T00:00:00+02:00")),
            23h);
  EXPECT_EQ(calendar.working_time_between(rome("2026-10-25T00:00:00+02:00"),
                                          rome("2026-10-26T00:00:00+01:00")),
            25h);
  EXPECT_EQ(to_text(calendar.add_working_days(rome("2026-10-24T10:00:00+02:00"), 1).at, 1h),
            "2026-10-25T23:59:59+01:00");
  EXPECT_EQ(to_text(calendar.at(date("2026-10-25"), 2h + 30min), 1h), "2026-10-25T02:30:00+01:00");
}

TEST(Rules, that_leave_a_limit_open_are_found) {
  Rules rules = huayuan();
  EXPECT_THAT(check(rules), IsEmpty());
  rules.close_of_business.reset();
  EXPECT_THAT(check(rules), SizeIs(2));
  rules = huayuan();
  rules.week = {{}};
  EXPECT_THAT(check(rules), ElementsAre("a week without a working day leaves every limit open"));
}

TEST(Rules, with_working_periods_that_overlap_are_found) {
  Rules rules = huayuan();
  rules.working_periods = {{9h, 12h}, {11h, 18h}};
  EXPECT_THAT(check(rules), ElementsAre("the working period 11:00 to 18:00 begins before the one "
                                        "before it ends"));
  rules.working_periods = {{6h, 7h}, {22h, 31h}};
  EXPECT_THAT(check(rules),
              ElementsAre("the working period 22:00 to 31:00 runs into the next day's "
                          "first one"));
  rules.working_periods = {{9h, 9h}};
  EXPECT_THAT(check(rules), SizeIs(1));
}

}  // namespace
}  // namespace guiju::calendar
