#include "delivery/clock.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace guiju::delivery {
namespace {

TEST(MovableClock, stands_still_until_it_is_moved_and_never_goes_back) {
  const Instant start = *parse_instant("2026-03-02T02:14:00+08:00");
  MovableClock clock(start);
  EXPECT_TRUE(clock.is_virtual());
  EXPECT_EQ(clock.now(), start);
  EXPECT_TRUE(clock.advance_to(start + Seconds{60}));
  EXPECT_EQ(clock.now(), start + Seconds{60});
  EXPECT_FALSE(clock.advance_to(start));
  EXPECT_EQ(clock.now(), start + Seconds{60});
}

TEST(RealClock, cannot_be_moved) {
  RealClock clock;
  EXPECT_FALSE(clock.is_virtual());
  EXPECT_FALSE(clock.advance_to(clock.now() + Seconds{3600}));
}

}  // namespace
}  // namespace guiju::delivery
