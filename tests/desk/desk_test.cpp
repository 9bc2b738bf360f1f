#include "app/desk.hpp"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "small_company.hpp"

/// The desk over the store without a disk: receipts, versions, sight, timers, the journal.
namespace guiju::app {
namespace {

namespace json = boost::json;
using test::at;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class AtTheDesk : public SmallCompany {
 protected:
  void SetUp() override {
    SmallCompany::SetUp();
    found("site.register", R"({"key":"P2","name":"二"})");
    found("person.register", R"({"key":"甲","name":"甲","roles":[{"role":"clerk","site":"P1"}]})");
    found("person.register", R"({"key":"乙","name":"乙","roles":[{"role":"clerk","site":"P2"}]})");
  }

  Answer act(const char* command, const char* on, const char* with, const char* by,
             const char* when, const char* key = "", std::optional<std::int64_t> if_match = {}) {
    auto asked = request(by, command, on, with);
    asked.idempotency_key = key;
    asked.if_match = if_match;
    return execute(when, asked);
  }

  Answer open_matter(const char* key = "") {
    return act("matter.open", "", R"({"name":"漏水","site":"P1"})", "甲",
               "2026-03-02T10:00:00+08:00", key);
  }

  std::size_t journal_length(const char* stream) {
    return store.open_reader()->timeline({stream}, 1, 100).size();
  }
};

TEST_F(AtTheDesk, an_act_is_answered_with_number_due_time_and_clause) {
  const auto answer = open_matter();
  EXPECT_EQ(answer.receipt.status, 201);
  const auto receipt = json::parse(answer.receipt.body);
  EXPECT_EQ(receipt.at("number"), "P1-001");
  EXPECT_EQ(receipt.at("deadlines").at(0).at("due_at"), "2026-03-04T18:00:00+08:00");
  EXPECT_EQ(receipt.at("deadlines").at(0).at("rule"), "T-2");
  EXPECT_EQ(receipt.at("facts").at(0).at("rules"), json::parse(R"(["T-1"])"));
  EXPECT_EQ(answer.changes.size(), 1u);
}

TEST_F(AtTheDesk, a_retry_gets_the_first_answer_and_makes_no_second_case) {
  const auto first = open_matter("k1");
  const auto again = open_matter("k1");
  EXPECT_EQ(again.receipt.body, first.receipt.body);
  EXPECT_THAT(again.changes, IsEmpty());
  EXPECT_EQ(json::parse(open_matter("k2").receipt.body).at("number"), "P1-002");
}

TEST_F(AtTheDesk, a_key_that_returns_with_another_request_is_refused) {
  open_matter("k1");
  const auto other = act("matter.open", "", R"({"name":"停电","site":"P1"})", "甲",
                         "2026-03-02T10:00:00+08:00", "k1");
  EXPECT_EQ(other.receipt.status, 409);
  EXPECT_THAT(other.receipt.body, HasSubstr("KEY_REUSED"));
}

TEST_F(AtTheDesk, a_refusal_is_kept_for_a_retry_too) {
  const auto first =
      act("matter.open", "", R"({"site":"P1"})", "甲", "2026-03-02T10:00:00+08:00", "k1");
  EXPECT_EQ(first.receipt.status, 422);
  EXPECT_THAT(first.receipt.body, HasSubstr("NAME_MISSING"));
  EXPECT_EQ(act("matter.open", "", R"({"site":"P1"})", "甲", "2026-03-02T10:00:00+08:00", "k1")
                .receipt.body,
            first.receipt.body);
}

TEST_F(AtTheDesk, a_refusal_is_journaled_with_its_rules) {
  act("matter.open", "", R"({"site":"P1"})", "甲", "2026-03-02T10:00:00+08:00");
  const auto entries = store.open_reader()->timeline({"small.refused.matter.open"}, 1, 10);
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_THAT(entries[0].body, HasSubstr(R"("code":"NAME_MISSING")"));
  EXPECT_THAT(entries[0].body, HasSubstr("T-1"));
}

TEST_F(AtTheDesk, a_version_that_is_not_the_present_one_stops_the_act) {
  open_matter();
  const auto stale =
      act("matter.answer", "P1-001", "{}", "甲", "2026-03-02T11:00:00+08:00", "", 99);
  EXPECT_EQ(stale.receipt.status, 412);
  const auto version = store.open_reader()->find({"small.matter.P1-001"})->version;
  EXPECT_EQ(act("matter.answer", "P1-001", "{}", "甲", "2026-03-02T11:00:00+08:00", "", version)
                .receipt.status,
            200);
}

TEST_F(AtTheDesk, what_one_may_not_see_does_not_exist) {
  open_matter();
  const auto unseen = act("matter.answer", "P1-001", "{}", "乙", "2026-03-02T11:00:00+08:00");
  const auto missing = act("matter.answer", "P1-999", "{}", "乙", "2026-03-02T11:00:00+08:00");
  EXPECT_EQ(unseen.receipt.status, 404);
  EXPECT_EQ(unseen.receipt.body, missing.receipt.body);
}

TEST_F(AtTheDesk, a_record_of_another_regulation_is_not_found_by_a_command_of_the_same_name) {
  auto files = test::small_files();
  auto& head = files["pack.yaml"];
  head.replace(head.find("id: small"), 9, "id: other");
  Diagnostics diagnostics;
  const auto other = test::compile(files, diagnostics);
  ASSERT_NE(other, nullptr);
  shelf.add(other);
  auto opening = request("甲", "matter.open", "", R"({"name":"漏水","site":"P1"})");
  opening.pack = "other";
  ASSERT_EQ(execute("2026-03-02T10:00:00+08:00", opening).receipt.status, 201);
  const auto answer =
      act("matter.answer", "other.matter.P1-001", "{}", "甲", "2026-03-02T11:00:00+08:00");
  EXPECT_EQ(answer.receipt.status, 404) << answer.receipt.body;
  EXPECT_EQ(journal_length("other.matter.P1-001"), 1u);
}

TEST_F(AtTheDesk, bad_input_names_the_field_and_stores_nothing) {
  for (const auto& [with, pointer] : std::vector<std::pair<const char*, const char*>>{
           {R"({"name":7,"site":"P1"})", "/with/name"},
           {R"({"name":"漏水","site":"P1","size":"big"})", "/with/size"},
           {R"({"name":"漏水","site":"P1","colour":"red"})", "/with/colour"}}) {
    const auto answer = act("matter.open", "", with, "甲", "2026-03-02T10:00:00+08:00");
    EXPECT_EQ(answer.receipt.status, 400) << with;
    EXPECT_THAT(answer.receipt.body, HasSubstr(pointer));
  }
  EXPECT_EQ(store.open_reader()->find({"small.matter.P1-001"}), nullptr);
  EXPECT_EQ(json::parse(open_matter().receipt.body).at("number"), "P1-001");
}

TEST_F(AtTheDesk, timers_fire_once_in_the_order_of_their_moments) {
  open_matter();
  Desk::Passed passed;
  store.write([&](UnitOfWork& unit) {
    passed = desk.run_timers(unit, at("2026-03-05T00:00:00+08:00"), at("2026-03-05T00:00:00+08:00"),
                             100);
  });
  EXPECT_EQ(passed.steps, 2u) << "a warning and a breach";
  store.write([&](UnitOfWork& unit) {
    passed = desk.run_timers(unit, at("2026-03-05T00:00:00+08:00"), at("2026-03-05T00:00:00+08:00"),
                             100);
  });
  EXPECT_EQ(passed.steps, 0u);
  const auto entries = store.open_reader()->timeline({"small.matter.P1-001"}, 1, 10);
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[1].at, at("2026-03-04T14:00:00+08:00"));
  EXPECT_EQ(entries[2].at, at("2026-03-04T18:00:01+08:00"));
  EXPECT_EQ(entries[2].recorded_at, at("2026-03-05T00:00:00+08:00"));
}

TEST_F(AtTheDesk, an_act_after_the_limit_finds_the_breach_recorded_before_it) {
  open_matter();
  const auto late = act("matter.answer", "P1-001", "{}", "甲", "2026-03-04T18:00:31+08:00");
  EXPECT_EQ(late.receipt.status, 200);
  EXPECT_THAT(late.receipt.body, HasSubstr(R"("late_minutes":1)"));
  EXPECT_EQ(journal_length("small.matter.P1-001"), 4u);
}

TEST_F(AtTheDesk, what_fails_in_the_middle_leaves_nothing) {
  struct DiskFull {};
  EXPECT_THROW(store.write([&](UnitOfWork& unit) {
    desk.execute(unit, request("甲", "matter.open", "", R"({"name":"漏水","site":"P1"})"),
                 at("2026-03-02T10:00:00+08:00"), at("2026-03-02T10:00:00+08:00"));
    throw DiskFull{};
  }),
               DiskFull);
  EXPECT_EQ(journal_length("small.matter.P1-001"), 0u);
  EXPECT_EQ(store.open_reader()->find({"small.matter.P1-001"}), nullptr);
  EXPECT_EQ(json::parse(open_matter("k").receipt.body).at("number"), "P1-001");
}

}  // namespace
}  // namespace guiju::app
