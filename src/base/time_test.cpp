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
  for (const char* text :
       {"2026-03-02T10:00:00", "2026-02-29T10:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02",
        "2026-03-02T10:00:00+8:00", "2026-03-02T10:00:00.Z", "", "2026-3-2T10:00:00Z",
        "2026-03-02T10:00:60Z", "2026-03-02T10:00:00Zx"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(Dates, that_do_not_exist_are_not_read) {
  EXPECT_EQ(to_text(parse_date("2024-02-29").value()), "2024-02-29");
  EXPECT_FALSE(parse_date("2026-02-29"));
  EXPECT_FALSE(parse_date("2026-13-01"));
  EXPECT_FALSE(parse_date("2026-01-01 "));
}

}  // namespace
}  // namespace guiju
