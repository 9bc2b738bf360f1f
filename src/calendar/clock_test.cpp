#include "calendar/clock.hpp"

#include <gtest/gtest.h>

#include <random>

#include "calendar/test_support.hpp"

namespace guiju::calendar {
namespace {

using namespace testing;
using namespace std::chrono_literals;
using Code = ClockFault::Code;

constexpr Limit four_hours{.unit = LimitUnit::hours, .amount = 4};
constexpr Limit sixty_working_minutes{.unit = LimitUnit::working_minutes, .amount = 60};
constexpr Limit three_working_days{.unit = LimitUnit::working_days, .amount = 3};

ClockEvent start(const char* at, const Limit& limit) {
  return {ClockVerb::start, china(at), china(at), limit};
}
ClockEvent reset(const char* at, const Limit& limit) {
  return {ClockVerb::reset, china(at), china(at), limit};
}
ClockEvent then(ClockVerb verb, const char* at) { return {verb, china(at), {}, {}}; }
ClockEvent pause(const char* at) { return then(ClockVerb::pause, at); }
ClockEvent resume(const char* at) { return then(ClockVerb::resume, at); }
ClockEvent stop(const char* at) { return then(ClockVerb::stop, at); }
ClockEvent cancel(const char* at) { return then(ClockVerb::cancel, at); }

ClockState read(const std::vector<ClockEvent>& events, const char* now) {
  static const Calendar calendar = calendar_of(huayuan());
  const auto state = read_clock(calendar, events, china(now));
  if (!state) {
    ADD_FAILURE() << "refused with code " << static_cast<int>(state.error().code);
    return {};
  }
  return *state;
}

std::string due(const ClockState& state) {
  return state.due_at ? text(Due{*state.due_at, state.provisional}) : "none";
}

std::optional<ClockFault> fault(const std::vector<ClockEvent>& events) {
  static const Calendar calendar = calendar_of(huayuan());
  const auto state = read_clock(calendar, events, china("2026-12-31 23:59"));
  if (state) return std::nullopt;
  return state.error();
}

TEST(A_clock, that_runs_shows_what_is_consumed_and_what_remains_CPH_35) {
  const ClockState state =
      read({start("2026-03-02 10:00", three_working_days)}, "2026-03-05 15:00");
  EXPECT_EQ(state.status, ClockStatus::running);
  EXPECT_EQ(due(state), "2026-03-05 18:00");
  EXPECT_EQ(state.remaining, 3h);
  EXPECT_EQ(state.consumed, 77h);
}

TEST(A_clock, counts_from_the_moment_its_limit_names_and_not_from_its_start_CPH_19) {
  const ClockEvent late_start{ClockVerb::start,
                              china("2026-03-03 11:30"),
                              china("2026-03-02 10:00"),
                              {.unit = LimitUnit::working_days, .amount = 2}};
  EXPECT_EQ(due(read({late_start}, "2026-03-03 12:00")), "2026-03-04 18:00");
}

TEST(A_clock, is_late_one_second_after_its_limit_CPH_17) {
  const Limit one_day{.unit = LimitUnit::working_days, .amount = 1};
  const auto events = std::vector{start("2026-03-06 16:00", one_day)};
  EXPECT_EQ(read(events, "2026-03-09 18:00:00").remaining, 0s);
  EXPECT_EQ(read(events, "2026-03-09 18:00:01").remaining, -1s);
}

TEST(A_clock, in_hours_runs_on_after_a_pause_with_what_was_left) {
  const std::vector events{start("2026-03-02 10:00", four_hours), pause("2026-03-02 11:00"),
                           resume("2026-03-03 09:00")};
  const ClockState paused = read(events, "2026-03-02 20:00");
  EXPECT_EQ(paused.status, ClockStatus::paused);
  EXPECT_EQ(due(paused), "none");
  EXPECT_EQ(paused.consumed, 1h);
  EXPECT_EQ(paused.remaining, 3h);
  const ClockState resumed = read(events, "2026-03-03 10:00");
  EXPECT_EQ(due(resumed), "2026-03-03 12:00");
  EXPECT_EQ(resumed.consumed, 2h);
  EXPECT_EQ(resumed.remaining, 2h);
}

TEST(A_clock, in_working_minutes_counts_neither_nights_nor_pauses) {
  const std::vector events{start("2026-03-02 17:30", sixty_working_minutes),
                           pause("2026-03-02 17:40"), resume("2026-03-02 17:50")};
  const ClockState state = read(events, "2026-03-03 09:00");
  EXPECT_EQ(due(state), "2026-03-03 09:40");
  EXPECT_EQ(state.consumed, 20min);
  EXPECT_EQ(state.remaining, 40min);
}

TEST(A_clock, in_working_days_moves_by_the_days_that_closed_while_it_was_paused) {
  const ClockEvent begin = start("2026-03-02 10:00", three_working_days);
  const auto moved = [&](const char* paused, const char* resumed) {
    return due(read({begin, pause(paused), resume(resumed)}, "2026-03-05 18:00"));
  };
  EXPECT_EQ(due(read({begin}, "2026-03-03 09:00")), "2026-03-05 18:00");
  EXPECT_EQ(moved("2026-03-03 10:00", "2026-03-03 16:00"), "2026-03-05 18:00");
  EXPECT_EQ(moved("2026-03-03 10:00", "2026-03-04 10:00"), "2026-03-06 18:00");
  EXPECT_EQ(moved("2026-03-03 18:30", "2026-03-04 09:00"), "2026-03-05 18:00");
  EXPECT_EQ(moved("2026-03-03 18:00", "2026-03-04 18:00"), "2026-03-06 18:00");
  EXPECT_EQ(moved("2026-03-03 10:00", "2026-03-05 10:00"), "2026-03-09 18:00");
}

TEST(A_clock, in_working_days_does_not_move_for_a_paused_weekend) {
  const Limit one_day{.unit = LimitUnit::working_days, .amount = 1};
  const std::vector events{start("2026-03-06 10:00", one_day), pause("2026-03-06 19:00"),
                           resume("2026-03-09 08:00")};
  EXPECT_EQ(due(read(events, "2026-03-09 09:00")), "2026-03-09 18:00");
}

TEST(A_clock, in_calendar_days_moves_by_dates) {
  const Limit three_days{.unit = LimitUnit::calendar_days, .amount = 3};
  const std::vector events{start("2026-03-06 10:00", three_days), pause("2026-03-06 19:00"),
                           resume("2026-03-08 08:00")};
  const ClockState state = read(events, "2026-03-08 09:00");
  EXPECT_EQ(due(state), "2026-03-11 23:59:59");
  EXPECT_EQ(state.days_moved, 2);
}

TEST(A_clock, in_calendar_months_moves_by_dates_from_the_clamped_day) {
  const Limit two_months{.unit = LimitUnit::calendar_months, .amount = 2};
  const std::vector events{start("2025-12-31 10:00", two_months), pause("2026-01-05 10:00"),
                           resume("2026-01-06 10:00")};
  EXPECT_EQ(due(read({events[0]}, "2026-01-01 09:00")), "2026-02-28 23:59:59");
  EXPECT_EQ(due(read(events, "2026-01-07 09:00")), "2026-03-01 23:59:59");
}

TEST(A_clock, with_a_fixed_end_is_not_moved_by_a_pause) {
  const Limit promised{.unit = LimitUnit::instant, .until = china("2026-03-13 18:00")};
  const std::vector events{start("2026-03-02 10:00", promised), pause("2026-03-03 10:00")};
  const ClockState state = read(events, "2026-03-13 17:00");
  EXPECT_EQ(due(state), "2026-03-13 18:00");
  EXPECT_EQ(state.remaining, 1h);
}

TEST(A_clock, that_was_late_before_its_pause_stays_late) {
  const std::vector events{start("2026-03-02 10:00", four_hours), pause("2026-03-02 14:00:01"),
                           resume("2026-03-04 10:00")};
  for (const char* now : {"2026-03-03 10:00", "2026-03-04 11:00"}) {
    EXPECT_EQ(due(read(events, now)), "2026-03-02 14:00") << now;
  }
  EXPECT_EQ(read(events, "2026-03-02 14:00:03").remaining, -3s);
}

TEST(A_clock, paused_in_its_last_second_is_still_in_time) {
  const std::vector events{start("2026-03-02 10:00", four_hours), pause("2026-03-02 14:00"),
                           resume("2026-03-04 10:00")};
  EXPECT_EQ(read(events, "2026-03-03 10:00").remaining, 0s);
  EXPECT_EQ(due(read(events, "2026-03-04 10:00")), "2026-03-04 10:00");
}

TEST(A_clock, that_was_stopped_keeps_its_limit_and_its_lateness) {
  const std::vector events{start("2026-03-02 10:00", four_hours), stop("2026-03-02 14:30")};
  const ClockState state = read(events, "2026-04-01 10:00");
  EXPECT_EQ(state.status, ClockStatus::stopped);
  EXPECT_EQ(state.ended_at, china("2026-03-02 14:30"));
  EXPECT_EQ(due(state), "2026-03-02 14:00");
  EXPECT_EQ(state.remaining, -30min);
  EXPECT_EQ(state.consumed, 4h + 30min);
}

TEST(A_clock, may_be_stopped_or_cancelled_while_it_is_paused) {
  const std::vector events{start("2026-03-02 10:00", four_hours), pause("2026-03-02 11:00"),
                           cancel("2026-03-02 12:00")};
  const ClockState state = read(events, "2026-04-01 10:00");
  EXPECT_EQ(state.status, ClockStatus::cancelled);
  EXPECT_EQ(due(state), "2026-03-02 15:00");
  EXPECT_EQ(state.consumed, 1h);
  EXPECT_EQ(state.remaining, 3h);
}

TEST(A_clock, starts_anew_when_it_is_reset_even_after_its_end) {
  const std::vector events{start("2026-03-02 10:00", four_hours), pause("2026-03-02 11:00"),
                           stop("2026-03-02 12:00"),
                           reset("2026-03-05 10:00", sixty_working_minutes)};
  const ClockState state = read(events, "2026-03-05 10:20");
  EXPECT_EQ(state.status, ClockStatus::running);
  EXPECT_EQ(state.limit, sixty_working_minutes);
  EXPECT_EQ(state.consumed, 20min);
  EXPECT_EQ(due(state), "2026-03-05 11:00");
}

TEST(A_clock, knows_nothing_of_events_that_have_not_happened_yet) {
  const std::vector events{start("2026-03-02 10:00", four_hours), stop("2026-03-02 12:00")};
  EXPECT_EQ(read(events, "2026-03-02 11:59:59").status, ClockStatus::running);
  EXPECT_EQ(read(events, "2026-03-02 12:00").status, ClockStatus::stopped);
}

TEST(A_clock, whose_limit_begins_later_has_consumed_nothing_before) {
  const ClockEvent begin{ClockVerb::start, china("2026-03-02 10:00"), china("2026-03-03 10:00"),
                         four_hours};
  const std::vector events{begin, pause("2026-03-02 12:00"), resume("2026-03-02 13:00")};
  const ClockState state = read(events, "2026-03-02 14:00");
  EXPECT_EQ(state.consumed, 0s);
  EXPECT_EQ(due(state), "2026-03-03 14:00");
}

TEST(A_clock, says_when_its_limit_is_provisional) {
  EXPECT_EQ(due(read({start("2026-12-31 10:00", three_working_days)}, "2026-12-31 11:00")),
            "2027-01-05 18:00 provisional");
}

TEST(Verbs_in_an_impossible_order, are_refused_with_the_event_at_fault) {
  const ClockEvent begin = start("2026-03-02 10:00", four_hours);
  struct Row {
    std::vector<ClockEvent> events;
    Code code;
    std::size_t event;
  };
  const std::vector<Row> rows{
      {{}, Code::not_started, 0},
      {{pause("2026-03-02 10:00")}, Code::not_started, 0},
      {{reset("2026-03-02 10:00", four_hours)}, Code::not_started, 0},
      {{begin, start("2026-03-02 11:00", four_hours)}, Code::already_started, 1},
      {{begin, pause("2026-03-02 11:00"), pause("2026-03-02 12:00")}, Code::already_paused, 2},
      {{begin, resume("2026-03-02 11:00")}, Code::not_paused, 1},
      {{begin, stop("2026-03-02 11:00"), pause("2026-03-02 12:00")}, Code::already_ended, 2},
      {{begin, stop("2026-03-02 11:00"), stop("2026-03-02 12:00")}, Code::already_ended, 2},
      {{begin, cancel("2026-03-02 11:00"), resume("2026-03-02 12:00")}, Code::already_ended, 2},
      {{begin, stop("2026-03-02 11:00"), start("2026-03-02 12:00", four_hours)},
       Code::already_started,
       2},
      {{begin, stop("2026-03-02 09:59:59")}, Code::time_runs_backward, 1}};
  for (const Row& row : rows) {
    const auto found = fault(row.events);
    ASSERT_TRUE(found) << static_cast<int>(row.code);
    EXPECT_EQ(found->code, row.code);
    EXPECT_EQ(found->event, row.event);
  }
}

TEST(A_pause, moves_a_limit_in_time_by_exactly_the_time_it_lasted) {
  std::mt19937_64 random(7);
  const Calendar calendar = calendar_of(huayuan());
  for (int i = 0; i < 20'000; ++i) {
    const bool working = random() % 2 == 0;
    const Limit limit{.unit = working ? LimitUnit::working_minutes : LimitUnit::minutes,
                      .amount = static_cast<std::int64_t>(random() % 2'000 + 1)};
    Instant at =
        china("2026-01-01 00:00") + Seconds{static_cast<std::int64_t>(random() % 20'000'000)};
    std::vector<ClockEvent> events{{ClockVerb::start, at, at, limit}};
    Seconds run{};
    const auto time = [&](Instant from, Instant to) {
      return working ? calendar.working_time_between(from, to) : to - from;
    };
    for (int pauses = static_cast<int>(random() % 4); pauses > 0; --pauses) {
      const Instant paused = at + Seconds{static_cast<std::int64_t>(random() % 30'000)};
      run += time(at, paused);
      at = paused + Seconds{static_cast<std::int64_t>(random() % 90'000)};
      events.push_back({ClockVerb::pause, paused, {}, {}});
      events.push_back({ClockVerb::resume, at, {}, {}});
    }
    if (run > 1min * limit.amount) continue;  // it was late before the last pause: another test
    const auto state = read_clock(calendar, events, at + 1h);
    ASSERT_TRUE(state) << "question " << i;
    ASSERT_EQ(run + time(at, *state->due_at), 1min * limit.amount) << "question " << i;
    ASSERT_EQ(state->consumed, run + time(at, at + 1h)) << "question " << i;
  }
}

}  // namespace
}  // namespace guiju::calendar
