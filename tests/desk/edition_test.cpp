#include <gmock/gmock.h>

#include "app/clause_use.hpp"
#include "editions.hpp"

/// 制度版本: which version of a regulation is in force when. COM-11, COM-12.
namespace guiju::app {
namespace {

using test::at;
using testing::HasSubstr;

TEST_F(Editions, a_company_begins_with_a_version_that_was_in_force_always) {
  EXPECT_EQ(state("small@1.0.0"), "in_force");
  EXPECT_EQ(in_force("2025-01-01T00:00:00Z"), "1.0.0");
}

TEST_F(Editions, a_version_is_in_force_from_midnight_of_its_day_and_cases_keep_theirs) {
  EXPECT_EQ(
      act("2026-03-02T10:00:00+08:00", "small", "matter.open", "", R"({"name":"一","site":"P1"})")
          .status,
      201);
  submit(*second, "2026-03-02T11:00:00+08:00");
  EXPECT_EQ(state("small@2.0.0"), "draft");
  const auto receipt = act("2026-03-02T12:00:00+08:00", "company", "edition.adopt", "small@2.0.0",
                           R"({"effective_from":"2026-03-05","reason":"总经理办公会"})");
  EXPECT_EQ(receipt.status, 200) << receipt.body;
  EXPECT_EQ(state("small@2.0.0"), "adopted");
  EXPECT_EQ(in_force("2026-03-04T23:59:59+08:00"), "1.0.0");
  EXPECT_EQ(in_force("2026-03-05T00:00:00+08:00"), "2.0.0");
  EXPECT_EQ(state("small@2.0.0"), "in_force");
  EXPECT_EQ(state("small@1.0.0"), "superseded");
  EXPECT_EQ(
      act("2026-03-05T09:00:00+08:00", "small", "matter.open", "", R"({"name":"二","site":"P1"})")
          .status,
      201);
  EXPECT_EQ(version_of_matter("P1-001"), "1.0.0");
  EXPECT_EQ(version_of_matter("P1-002"), "2.0.0");
  EXPECT_EQ(act("2026-03-05T10:00:00+08:00", "small", "matter.answer", "P1-001", "{}").status, 200);
  EXPECT_EQ(version_of_matter("P1-001"), "1.0.0");
}

TEST_F(Editions, the_same_version_is_handed_in_once) {
  submit(*second, "2026-03-02T11:00:00+08:00");
  observed.write([&](UnitOfWork& unit) {
    const auto when = at("2026-03-02T12:00:00+08:00");
    const auto outcome = desk.submit_draft(unit, *second, "甲", when, when);
    ASSERT_TRUE(std::holds_alternative<casework::Refusal>(outcome));
    EXPECT_EQ(std::get<casework::Refusal>(outcome).code, "KEY_TAKEN");
  });
}

TEST_F(Editions, only_the_keeper_of_regulations_puts_in_force_and_never_backwards) {
  submit(*second, "2026-03-02T11:00:00+08:00");
  EXPECT_EQ(act("2026-03-02T12:00:00+08:00", "company", "edition.adopt", "small@2.0.0",
                R"({"effective_from":"2026-03-05","reason":"试"})", "乙")
                .status,
            403);
  const auto receipt = act("2026-03-02T12:00:00+08:00", "company", "edition.adopt", "small@2.0.0",
                           R"({"effective_from":"2026-03-01","reason":"试"})");
  EXPECT_EQ(receipt.status, 422);
  EXPECT_THAT(receipt.body, HasSubstr("EDITION_DATES_INVALID"));
  EXPECT_EQ(in_force("2026-03-06T00:00:00+08:00"), "1.0.0");
}

TEST_F(Editions, a_trial_that_nobody_confirms_gives_way_to_the_version_before) {
  submit(*second, "2026-03-02T11:00:00+08:00");
  EXPECT_EQ(
      act("2026-03-02T12:00:00+08:00", "company", "edition.adopt", "small@2.0.0",
          R"({"effective_from":"2026-03-05","trial_until":"2026-03-20","after_trial":"returns","reason":"试"})")
          .status,
      200);
  EXPECT_EQ(in_force("2026-03-20T23:59:59+08:00"), "2.0.0");
  EXPECT_EQ(state("small@2.0.0"), "on_trial");
  EXPECT_EQ(in_force("2026-03-21T00:00:00+08:00"), "1.0.0");
  EXPECT_EQ(state("small@2.0.0"), "withdrawn");
  EXPECT_EQ(state("small@1.0.0"), "in_force");
  EXPECT_EQ(shelf.in_force("small", at("2026-03-20T10:00:00+08:00"))->version, "2.0.0");
}

TEST_F(Editions, a_trial_is_extended_confirmed_or_goes_on) {
  submit(*second, "2026-03-02T11:00:00+08:00");
  const auto adopt = R"({"effective_from":"2026-03-02","trial_until":"2026-03-20","reason":"试"})";
  EXPECT_EQ(
      act("2026-03-02T12:00:00+08:00", "company", "edition.adopt", "small@2.0.0", adopt).status,
      200);
  EXPECT_EQ(in_force("2026-03-02T11:59:59+08:00"), "1.0.0");
  EXPECT_EQ(in_force("2026-03-02T12:00:00+08:00"), "2.0.0");
  EXPECT_EQ(act("2026-03-19T12:00:00+08:00", "company", "edition.extend_trial", "small@2.0.0",
                R"({"trial_until":"2026-03-20","reason":"试"})")
                .status,
            422);
  EXPECT_EQ(act("2026-03-19T12:00:00+08:00", "company", "edition.extend_trial", "small@2.0.0",
                R"({"trial_until":"2026-04-20","reason":"样本太少"})")
                .status,
            200);
  EXPECT_EQ(in_force("2026-04-01T00:00:00+08:00"), "2.0.0");
  EXPECT_EQ(state("small@2.0.0"), "on_trial");
  EXPECT_EQ(in_force("2026-04-21T00:00:00+08:00"), "2.0.0");
  EXPECT_EQ(state("small@2.0.0"), "in_force");
}

TEST_F(Editions, what_a_clause_decided_and_refused_is_counted_within_the_period) {
  EXPECT_EQ(
      act("2026-03-02T10:00:00+08:00", "small", "matter.open", "", R"({"name":"一","site":"P1"})")
          .status,
      201);
  EXPECT_EQ(act("2026-03-02T12:00:00+08:00", "small", "matter.open", "", R"({"site":"P1"})").status,
            422);
  const auto total = [&](const char* from, const char* to) {
    ClauseUses uses(*pack, shelf, {.from = at(from), .to = at(to)}, [](auto) { return true; });
    for (const auto& entry : store.open_reader()->entries(1, 1000)) uses.take(view(entry));
    struct {
      std::int64_t decided = 0, refused = 0;
      Instant last{};
    } sum;
    for (const auto& use : uses.by_rule()) {
      sum.decided += use.of(ClauseEffect::decided);
      sum.refused += use.of(ClauseEffect::refused);
      sum.last = std::max(sum.last, use.last);
    }
    return sum;
  };
  const auto day = total("2026-03-02T00:00:00+08:00", "2026-03-03T00:00:00+08:00");
  EXPECT_GT(day.decided, 0);
  EXPECT_EQ(day.refused, 1);
  EXPECT_EQ(day.last, at("2026-03-02T12:00:00+08:00"));
  EXPECT_EQ(total("2026-03-02T00:00:00+08:00", "2026-03-02T12:00:00+08:00").refused, 0);
  EXPECT_EQ(total("2026-03-03T00:00:00+08:00", "2026-03-04T00:00:00+08:00").decided, 0);
}

TEST_F(Editions, what_is_withdrawn_before_its_day_never_was_in_force) {
  submit(*second, "2026-03-02T11:00:00+08:00");
  EXPECT_EQ(act("2026-03-02T12:00:00+08:00", "company", "edition.adopt", "small@2.0.0",
                R"({"effective_from":"2026-03-05","reason":"试"})")
                .status,
            200);
  EXPECT_EQ(act("2026-03-03T12:00:00+08:00", "company", "edition.withdraw", "small@2.0.0",
                R"({"reason":"有误"})")
                .status,
            200);
  EXPECT_EQ(in_force("2026-03-06T00:00:00+08:00"), "1.0.0");
  EXPECT_EQ(state("small@1.0.0"), "in_force");
}

}  // namespace
}  // namespace guiju::app
