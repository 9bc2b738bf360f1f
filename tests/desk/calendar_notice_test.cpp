#include "app/calendar_notice.hpp"

#include <gmock/gmock.h>

#include "app/dry_run.hpp"
#include "app/fold.hpp"
#include "app/why.hpp"
#include "casework/record_json.hpp"
#include "small_company.hpp"

/// 放假通知: a calendar that is published late, and the limits that have waited for it. COM-13.
namespace guiju::app {
namespace {

using test::at;
using testing::HasSubstr;

constexpr const char* notice_2027 = R"(2027:
  notices:
    - number: 国办发明电〔2026〕9号
      title: 国务院办公厅关于2027年部分节假日安排的通知
      issued_by: 国务院办公厅
      published_on: 2026-11-06
  days_off:
    new_year: [2027-01-01..2027-01-03]
)";

class CalendarNotice : public SmallCompany {
 protected:
  void SetUp() override {
    SmallCompany::SetUp();
    begin();
  }

  void begin() {
    Company company;
    company.members = {
        {"person.register", boost::json::parse(R"({"key":"甲","name":"甲","roles":
                          [{"role":"clerk"},{"role":"regulation_keeper"}]})")
                                .as_object()},
        {"site.register", boost::json::parse(R"({"key":"P2","name":"二"})").as_object()}};
    store.write([&](UnitOfWork& unit) { desk.found(unit, company, at("2026-01-01T00:00:00Z")); });
  }

  Receipt act(const char* when, const char* command, const char* on, const char* with) {
    come_to(when);
    return execute(when, request("甲", command, on, with)).receipt;
  }
  void open(const char* when) {
    EXPECT_EQ(act(when, "matter.open", "", R"({"name":"一","site":"P2"})").status, 201);
  }
  NoticeOutcome take_over_at(const char* when, const char* text = notice_2027) {
    NoticeOutcome made;
    store.write([&](UnitOfWork& unit) {
      made = take_over(desk, unit, {"n.yaml", text, "甲"}, at(when), at(when));
    });
    return made;
  }
  casework::Clock clock(const char* key) {
    return store.open_reader()->find({std::string("small.matter.") + key})->clocks.back();
  }
  std::vector<journal::Entry> journal() { return store.open_reader()->entries(1, 1000); }

  /// What the journal alone says is what the tables say.
  void expect_journal_is_tables() {
    const auto reader = store.open_reader();
    std::map<std::string, casework::RecordPtr> made;
    for (const auto& entry : journal()) {
      const auto decision = read_decision(
          journal::view(entry), [&](auto id, auto version) { return shelf.find(id, version); });
      for (const auto& record : fold(decision, entry.at, [&](const casework::RecordId& id) {
             const auto found = made.find(id.text);
             return found == made.end() ? nullptr : found->second;
           })) {
        made[record->id.text] = record;
      }
    }
    for (const auto& [id, record] : made) {
      std::string folded, kept;
      casework::append_body_json(folded, *record);
      casework::append_body_json(kept, *reader->find({id}));
      EXPECT_EQ(folded, kept) << id;
    }
  }
  void expect_every_entry_is_decided_again_alike() {
    const auto reader = store.open_reader();
    for (const auto& entry : journal()) {
      const auto again = decide_again(*reader, shelf, entry.seq);
      EXPECT_TRUE(!again || again->is_same) << entry.seq << " " << entry.body;
    }
  }
};

TEST_F(CalendarNotice, what_waited_for_it_is_recomputed_and_says_from_when_to_when) {
  open("2026-12-31T10:00:00+08:00");
  EXPECT_TRUE(clock("P2-001").provisional);
  EXPECT_EQ(clock("P2-001").due_at, at("2027-01-04T18:00:00+08:00"));
  const auto made = take_over_at("2026-12-31T11:00:00+08:00");
  ASSERT_TRUE(made.outcome);
  const auto moved = clock("P2-001");
  EXPECT_FALSE(moved.provisional);
  EXPECT_EQ(moved.due_at, at("2027-01-05T18:00:00+08:00"));
  EXPECT_EQ(moved.warn_at, at("2027-01-05T14:00:00+08:00"));
  const auto last = journal().back();
  EXPECT_EQ(last.stream, "small.matter.P2-001");
  EXPECT_THAT(last.body, HasSubstr(R"("due_before":"2027-01-04T18:00:00+08:00")"));
  EXPECT_THAT(last.body, HasSubstr(R"("due_at":"2027-01-05T18:00:00+08:00")"));
  EXPECT_THAT(last.body, HasSubstr(R"("notice":"2027")"));
  EXPECT_THAT(last.body, HasSubstr("T-2"));
  expect_journal_is_tables();
}

TEST_F(CalendarNotice, what_did_not_wait_stays_and_a_paused_clock_goes_on_by_the_new_calendar) {
  open("2026-12-28T10:00:00+08:00");  // ends within 2026
  open("2026-12-31T10:00:00+08:00");
  EXPECT_EQ(act("2026-12-31T10:30:00+08:00", "matter.wait", "P2-002", "{}").status, 200);
  take_over_at("2026-12-31T11:00:00+08:00");
  EXPECT_EQ(clock("P2-001").due_at, at("2026-12-30T18:00:00+08:00"));
  EXPECT_FALSE(clock("P2-002").provisional);
  EXPECT_EQ(clock("P2-002").due_at, std::nullopt);
  EXPECT_EQ(act("2026-12-31T11:30:00+08:00", "matter.go_on", "P2-002", "{}").status, 200);
  EXPECT_EQ(clock("P2-002").due_at, at("2027-01-05T18:00:00+08:00"));
  expect_journal_is_tables();
  expect_every_entry_is_decided_again_alike();
}

TEST_F(CalendarNotice, an_end_that_has_passed_meanwhile_is_breached_by_the_clock) {
  constexpr const char* made_up = R"(2027:
  notices:
    - {number: 9号, title: 关于2027年部分节假日安排的通知, issued_by: 国务院办公厅, published_on: 2026-11-06}
  days_off:
    new_year: [2027-01-11]
  make_up_workdays:
    new_year: [2027-01-02]
)";
  open("2026-12-31T10:00:00+08:00");
  EXPECT_EQ(clock("P2-001").due_at, at("2027-01-04T18:00:00+08:00"));
  take_over_at("2027-01-03T09:00:00+08:00", made_up);
  EXPECT_EQ(clock("P2-001").due_at, at("2027-01-02T18:00:00+08:00"));
  EXPECT_EQ(clock("P2-001").status, casework::ClockStatus::running);
  come_to("2027-01-03T09:00:01+08:00");
  EXPECT_EQ(clock("P2-001").status, casework::ClockStatus::breached);
  EXPECT_EQ(journal().back().at, at("2027-01-03T09:00:00+08:00"));
  expect_journal_is_tables();
  expect_every_entry_is_decided_again_alike();
}

TEST_F(CalendarNotice, past_decisions_stay_what_they_were) {
  open("2026-12-30T10:00:00+08:00");
  EXPECT_EQ(act("2026-12-31T09:00:00+08:00", "matter.restart", "P2-001", "{}").status, 200);
  open("2026-12-31T10:00:00+08:00");
  take_over_at("2026-12-31T11:00:00+08:00");
  open("2026-12-31T12:00:00+08:00");
  EXPECT_EQ(clock("P2-003").due_at, at("2027-01-05T18:00:00+08:00"));
  EXPECT_FALSE(clock("P2-003").provisional);
  EXPECT_EQ(act("2027-01-05T09:00:00+08:00", "matter.answer", "P2-002", "{}").status, 200);
  expect_every_entry_is_decided_again_alike();
  DryRun run(shelf, *pack, at("2026-01-01T00:00:00Z"), at("2027-02-01T00:00:00Z"),
             Visibility::all());
  for (auto& entry : journal()) run.take(std::move(entry));
  EXPECT_THAT(run.finish().differences, testing::IsEmpty());
}

TEST_F(CalendarNotice, an_act_that_is_brought_in_later_counts_by_what_is_known) {
  take_over_at("2026-12-31T11:00:00+08:00");
  open("2026-12-31T10:00:00+08:00");
  EXPECT_EQ(clock("P2-001").due_at, at("2027-01-05T18:00:00+08:00"));
  EXPECT_FALSE(clock("P2-001").provisional);
}

TEST_F(CalendarNotice, a_trial_tells_what_would_move_and_writes_nothing) {
  open("2026-12-31T10:00:00+08:00");
  const auto before = journal().size();
  const auto reader = store.open_reader();
  const auto made =
      try_notice(shelf, *reader, {"n.yaml", notice_2027, "甲"}, at("2026-12-31T11:00:00+08:00"));
  ASSERT_TRUE(made.outcome);
  EXPECT_EQ(std::get<casework::Decision>(*made.outcome).touched.size(), 2U);
  EXPECT_EQ(journal().size(), before);
  EXPECT_TRUE(clock("P2-001").provisional);
}

TEST_F(CalendarNotice, the_same_year_again_is_told_with_its_line_and_nothing_is_decided) {
  take_over_at("2026-12-31T11:00:00+08:00");
  const auto entries = journal().size();
  const auto again = take_over_at("2026-12-31T12:00:00+08:00");
  EXPECT_FALSE(again.outcome);
  ASSERT_EQ(again.findings.size(), 1U);
  EXPECT_EQ(to_text(again.findings.front()).substr(0, 26), "n.yaml:1:1: year-published");
  EXPECT_EQ(journal().size(), entries);
}

TEST_F(CalendarNotice, a_transaction_that_breaks_off_leaves_nothing_of_it) {
  open("2026-12-31T10:00:00+08:00");
  const auto entries = journal().size();
  EXPECT_THROW(store.write([&](UnitOfWork& unit) {
    const auto when = at("2026-12-31T11:00:00+08:00");
    take_over(desk, unit, {"n.yaml", notice_2027, "甲"}, when, when);
    throw std::runtime_error("killed");
  }),
               std::runtime_error);
  EXPECT_EQ(journal().size(), entries);
  EXPECT_TRUE(clock("P2-001").provisional);
  take_over_at("2026-12-31T11:00:00+08:00");
  EXPECT_FALSE(clock("P2-001").provisional);
}

TEST_F(CalendarNotice, what_it_moved_is_read_from_its_record) {
  open("2026-12-31T10:00:00+08:00");
  open("2026-12-31T10:05:00+08:00");
  take_over_at("2026-12-31T11:00:00+08:00");
  open("2026-12-31T12:00:00+08:00");
  const auto reader = store.open_reader();
  const auto notice = reader->find({"company.calendar_notice.2027"});
  ASSERT_NE(notice, nullptr);
  std::size_t moved = 0;
  for (const auto& fact : facts_of_notice(*reader, shelf, *notice)) {
    moved += std::holds_alternative<casework::ClockRecomputed>(fact.detail) ? 1 : 0;
  }
  EXPECT_EQ(moved, 2U);
}

}  // namespace
}  // namespace guiju::app
