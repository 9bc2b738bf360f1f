#include "base/time.hpp"

#include <gtest/gtest.h>

namespace guiju {
namespace {

using namespace std::chrono_literals;

TEST(Instants, are_read_with_their_offset_and_written_back) {
  const auto instant = parse_instant("2026-03-02T10:00:00+08:00");
  ASSERT_TRUE(instant);
  EXPECT_EQ(to_utc_text(*instant), "2026-03-02T02:00:00Z");
  EXPECT_EQ(to_text(*instant, 8h), "2026-03-02T10:00:00+08:00");
  EXPECT_EQ(to_text(*instant, -3h - 30min), "2026-03-01T22:30:00-03:30");
  EXPECT_EQ(parse_instant("2026-03-02T02:00:00.999Z"), instant);
}

TEST(Instants, that_have_no_zone_or_do_not_exist_are_not_read) {
  for (const char* text : {"2026-03-02T10:00:00", "2026-02-29T10:00:00Z", "2026-03-02T24:00:00Z",
                           "2026-03-02", "2026-03-02T10:00:00+8:00", "2026-03-02T10:00:00.Z", "",
                           "2026-3-2T10:00:00Z", "2026-03-02T10:00:60Z", "2026-03-02T10:00:00Zx"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(Dates, that_do_not_exist_are_not_read) {
  EXPECT_EQ(to_text(parse_date("2024-02-29").value()), "2024-02-29");
  EXPECT_FALSE(parse_date("2026-02-29"));
  EXPECT_FALSE(parse_date("2026-13-01"));
  EXPECT_FALSE(parse_date("2026-01-01 "));
}

TEST(Times_of_day, are_read_with_or_without_seconds_and_written_back) {
  EXPECT_EQ(parse_time_of_day("18:00"), 18h);
  EXPECT_EQ(parse_time_of_day("23:59:59"), 24h - 1s);
  EXPECT_EQ(parse_time_of_day("24:00"), 24h);
  EXPECT_EQ(time_of_day_text(18h), "18:00");
  EXPECT_EQ(time_of_day_text(24h - 1s), "23:59:59");
  for (const char* text : {"9:00", "18", "18:60", "24:00:01", "25:00", "18:00:", "18:00:0", ""}) {
    EXPECT_FALSE(parse_time_of_day(text)) << text;
  }
}

TEST(Months, keep_the_day_number_or_end_with_the_month) {
  const auto after = [](const char* date, int months) {
    return to_text(add_months(parse_date(date).value(), months));
  };
  EXPECT_EQ(after("2025-12-31", 2), "2026-02-28");
  EXPECT_EQ(after("2023-12-31", 2), "2024-02-29");
  EXPECT_EQ(after("2026-02-28", 1), "2026-03-28");
  EXPECT_EQ(after("2026-03-31", -1), "2026-02-28");
  EXPECT_EQ(after("2026-11-15", 14), "2028-01-15");
}

}  // namespace
}  // namespace guiju
