#include "calendar/zone.hpp"

#include <date/tz.h>
#include <gtest/gtest.h>

#include <random>

namespace guiju::calendar {
namespace {

using namespace std::chrono_literals;

LocalTime local(const char* text) {
  const auto as_utc = parse_instant(std::string(text) + "Z").value();
  return LocalTime{as_utc.time_since_epoch()};
}

TEST(Zones, of_an_unknown_name_are_not_found) {
  EXPECT_FALSE(Zone::find("Asia/Atlantis"));
  EXPECT_FALSE(Zone::find(""));
  EXPECT_EQ(Zone::find("UTC")->offset_at(parse_instant("2026-07-01T00:00:00Z").value()), 0h);
}

TEST(Zones, shanghai_is_eight_hours_ahead_and_had_summer_time_until_1991) {
  const Zone zone = Zone::shanghai();
  EXPECT_EQ(to_text(zone.to_local(parse_instant("2026-03-02T02:00:00Z").value())),
            "2026-03-02T10:00:00");
  EXPECT_EQ(zone.offset_at(parse_instant("1991-07-01T00:00:00Z").value()), 9h);
  EXPECT_EQ(zone.offset_at(parse_instant("1992-07-01T00:00:00Z").value()), 8h);
}

TEST(Zones, agree_with_the_tz_database_at_every_hour_from_1970_to_2037) {
  for (const char* name :
       {"Asia/Shanghai", "Europe/Rome", "America/New_York", "Australia/Lord_Howe"}) {
    const Zone zone = Zone::find(name).value();
    const date::time_zone* reference = date::locate_zone(name);
    for (Instant t = std::chrono::sys_days{std::chrono::January / 1 / 1970};
         t < std::chrono::sys_days{std::chrono::January / 1 / 2037}; t += 1h) {
      ASSERT_EQ(zone.offset_at(t), reference->get_info(t).offset) << name << " " << to_utc_text(t);
    }
  }
}

TEST(Zones, read_a_skipped_local_time_as_the_moment_of_the_jump) {
  const Zone rome = Zone::find("Europe/Rome").value();
  EXPECT_EQ(to_utc_text(rome.to_instant(local("2026-03-29T01:59:59"))), "2026-03-29T00:59:59Z");
  EXPECT_EQ(to_utc_text(rome.to_instant(local("2026-03-29T02:30:00"))), "2026-03-29T01:00:00Z");
  EXPECT_EQ(to_utc_text(rome.to_instant(local("2026-03-29T03:00:00"))), "2026-03-29T01:00:00Z");
}

TEST(Zones, read_a_repeated_local_time_as_either_moment) {
  const Zone rome = Zone::find("Europe/Rome").value();
  const LocalTime twice = local("2026-10-25T02:30:00");
  EXPECT_EQ(to_utc_text(rome.to_instant(twice)), "2026-10-25T00:30:00Z");
  EXPECT_EQ(to_utc_text(rome.to_instant(twice, Zone::Twice::later)), "2026-10-25T01:30:00Z");
}

TEST(Zones, never_make_a_later_local_time_an_earlier_moment) {
  for (const char* name : {"Asia/Shanghai", "Europe/Rome", "Australia/Lord_Howe"}) {
    const Zone zone = Zone::find(name).value();
    for (const auto twice : {Zone::Twice::earlier, Zone::Twice::later}) {
      Instant last{};
      for (LocalTime t = local("1986-01-01T00:00:00"); t < local("1993-01-01T00:00:00");
           t += 7min) {
        const Instant instant = zone.to_instant(t, twice);
        ASSERT_GE(instant, last) << name << " " << to_text(t);
        last = instant;
      }
    }
  }
}

TEST(Zones, turn_every_moment_into_a_local_time_and_back) {
  std::mt19937_64 random(42);
  const Zone rome = Zone::find("Europe/Rome").value();
  for (int i = 0; i < 100'000; ++i) {
    const Instant instant{Seconds{static_cast<std::int64_t>(random() % 2'000'000'000)}};
    const LocalTime shown = rome.to_local(instant);
    ASSERT_TRUE(rome.to_instant(shown) == instant ||
                rome.to_instant(shown, Zone::Twice::later) == instant)
        << to_utc_text(instant);
  }
}

}  // namespace
}  // namespace guiju::calendar
