#include "app/dry_run.hpp"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>

#include "small_company.hpp"

/// 试算: what a draft would have done with what the journal tells.
namespace guiju::app {
namespace {

using test::at;
using testing::IsEmpty;
using testing::SizeIs;

class DryRunOver : public SmallCompany {
 protected:
  void SetUp() override {
    Diagnostics diagnostics;
    shelf.add(test::base_pack());
    pack = test::compile(files(), diagnostics);
    shelf.add(pack);
    by_system("site.register", R"({"key":"P1","name":"一"})");
    by_system("person.register",
              R"({"key":"甲","name":"甲","roles":[{"role":"clerk","site":"P1"}]})");
  }

  void by_system(const char* command, const char* with) {
    store.write([&](UnitOfWork& unit) {
      auto read = read_order(*pack->find_command(command), boost::json::parse(with).as_object(),
                             {casework::Actor::Kind::system, {}});
      const auto founded = at("2026-01-01T00:00:00Z");
      desk.carry_out(unit, std::get<casework::Order>(read), founded, founded);
    });
  }

  /// What 甲 asked; the clock has done its part before.
  int act(const char* when, const char* command, const char* on, const char* with) {
    come_to(when);
    return execute(when, request("甲", command, on, with)).receipt.status;
  }

  /// One answered in time, one answered too late, one refused, one never answered.
  void live_through_a_week() {
    EXPECT_EQ(act("2026-03-02T10:00:00+08:00", "matter.open", "", R"({"name":"一","site":"P1"})"),
              201);
    EXPECT_EQ(act("2026-03-02T11:00:00+08:00", "matter.open", "",
                  R"({"name":"二","site":"P1","size":7})"),
              201);
    EXPECT_EQ(act("2026-03-02T12:00:00+08:00", "matter.open", "", R"({"site":"P1"})"), 422);
    EXPECT_EQ(act("2026-03-03T12:00:00+08:00", "matter.open", "", R"({"name":"三","site":"P1"})"),
              201);
    EXPECT_EQ(act("2026-03-04T10:00:00+08:00", "matter.answer", "P1-001", "{}"), 200);
    EXPECT_EQ(act("2026-03-06T10:00:00+08:00", "matter.answer", "P1-002", "{}"), 200);
  }

  /// What 甲 did at moments long past, written down in June; the clock does what it owes in between
  /// about that matter alone.
  void bring_in(int count) {
    const auto recorded_at = at("2026-06-01T00:00:00Z");
    const auto day_one = at("2025-03-03T10:00:00+08:00");
    const auto do_it = [&](UnitOfWork& unit, const char* command, const casework::RecordId& on,
                           const char* with, Instant when) {
      auto read = read_order(*pack->find_command(command), boost::json::parse(with).as_object(),
                             {casework::Actor::Kind::person, "甲"});
      auto& order = std::get<casework::Order>(read);
      order.on = on;
      const auto outcome = desk.carry_out(unit, order, when, recorded_at);
      return std::get<casework::Decision>(outcome).subject;
    };
    store.write([&](UnitOfWork& unit) {
      for (int i = 0; i < count; ++i) {
        const auto opened = day_one + std::chrono::days(i * 365 / count);
        const auto matter =
            do_it(unit, "matter.open", {}, R"({"name":"一","site":"P1","size":3})", opened);
        if (i % 5 == 0) continue;  // nobody has ever answered it
        do_it(unit, "matter.answer", matter, "{}", opened + std::chrono::hours(i % 9 * 24 + 2));
      }
    });
  }

  DryRunReport under(const pack::Pack& draft, const char* from = "2026-01-01T00:00:00Z",
                     const char* to = "2026-03-09T00:00:00+08:00") {
    DryRun run(shelf, draft, at(from), at(to), Visibility::all());
    for (auto& entry : store.open_reader()->entries(1, 100'000)) run.take(std::move(entry));
    return run.finish();
  }

  /// The pack with one text in the place of another.
  std::shared_ptr<const pack::Pack> draft(const char* file, const std::string& was,
                                          const std::string& is) {
    auto changed = files();
    auto& text = changed[file];
    const auto place = text.find(was);
    EXPECT_NE(place, std::string::npos) << was;
    text.replace(place, was.size(), is);
    Diagnostics diagnostics;
    auto made = test::compile(changed, diagnostics);
    EXPECT_NE(made, nullptr);
    return made;
  }

  static std::vector<Difference> of(const DryRunReport& report, Effect effect) {
    std::vector<Difference> found;
    for (const auto& one : report.differences) {
      if (one.effect == effect) found.push_back(one);
    }
    return found;
  }
};

TEST_F(DryRunOver, the_version_in_force_makes_no_difference) {
  live_through_a_week();
  come_to("2026-03-08T00:00:00+08:00");
  const auto report = under(*pack);
  EXPECT_THAT(report.differences, IsEmpty());
  EXPECT_EQ(report.acts, 8);  // two of them founded the company
  EXPECT_GT(report.clock_acts, 2);
  EXPECT_EQ(report.differing_acts, 0);
}

TEST_F(DryRunOver, a_period_that_begins_in_the_midst_of_cases_makes_no_difference_either) {
  live_through_a_week();
  come_to("2026-03-08T00:00:00+08:00");
  const auto report = under(*pack, "2026-03-03T00:00:00+08:00");
  EXPECT_THAT(report.differences, IsEmpty());
  EXPECT_EQ(report.acts, 3);
}

TEST_F(DryRunOver, thousands_of_matters_brought_in_later_make_no_difference) {
  bring_in(3000);
  const char *from = "2025-01-01T00:00:00Z", *to = "2027-01-01T00:00:00Z";
  const auto report = under(*pack, from, to);
  EXPECT_THAT(report.differences, IsEmpty());
  EXPECT_EQ(report.acts, 3000 + 2400 + 2);
  EXPECT_GT(report.clock_acts, 1000);
  const auto summer = under(*pack, "2025-06-01T00:00:00Z", "2025-09-01T00:00:00Z");
  EXPECT_THAT(summer.differences, IsEmpty());
  EXPECT_GT(summer.acts, 1000);
  EXPECT_LT(summer.acts, 2000);
  // Then the company lives on, and its clock does what has been open all the time.
  act("2026-06-02T10:00:00+08:00", "matter.open", "", R"({"name":"一","site":"P1"})");
  const auto later = under(*pack, from, to);
  EXPECT_THAT(later.differences, IsEmpty());
  EXPECT_GE(later.clock_acts, report.clock_acts + 600);
}

TEST_F(DryRunOver, a_shorter_limit_makes_late_what_was_brought_in) {
  bring_in(90);
  const auto shorter =
      draft("pack.yaml", "value: 2, unit: working_days", "value: 1, unit: working_days");
  const auto report = under(*shorter, "2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
  EXPECT_THAT(of(report, Effect::due), SizeIs(90));
  EXPECT_THAT(of(report, Effect::late), testing::Not(IsEmpty()));
}

TEST_F(DryRunOver, a_shorter_limit_moves_the_end_and_makes_late) {
  live_through_a_week();
  const auto shorter =
      draft("pack.yaml", "value: 2, unit: working_days", "value: 1, unit: working_days");
  const auto report = under(*shorter);
  const auto due = of(report, Effect::due);
  ASSERT_THAT(due, SizeIs(3));
  EXPECT_EQ(std::get<Instant>(due[0].before.what), at("2026-03-04T18:00:00+08:00"));
  EXPECT_EQ(std::get<Instant>(due[0].after.what), at("2026-03-03T18:00:00+08:00"));
  EXPECT_EQ(pack::rules_of(*due[0].after.pack, due[0].after.basis),
            std::vector<std::string>{"T-2"});
  const auto late = of(report, Effect::late);
  ASSERT_THAT(late, SizeIs(1));  // P1-002 was late anyway, and nobody answered P1-003
  EXPECT_EQ(late[0].record.text, "small.matter.P1-001");
  EXPECT_THAT(of(report, Effect::in_time), IsEmpty());
}

TEST_F(DryRunOver, a_longer_limit_takes_lateness_away) {
  live_through_a_week();
  const auto longer =
      draft("pack.yaml", "value: 2, unit: working_days", "value: 4, unit: working_days");
  const auto report = under(*longer);
  const auto in_time = of(report, Effect::in_time);
  ASSERT_THAT(in_time, SizeIs(2));  // and that which nobody has answered, so far
  EXPECT_EQ(in_time[0].record.text, "small.matter.P1-002");
  EXPECT_NE(in_time[0].seq, 0u);
}

TEST_F(DryRunOver, what_would_be_refused_is_told_with_its_clause_and_not_followed_further) {
  live_through_a_week();
  const auto stricter = draft("cases/matter.yaml", "when: size > 10", "when: size > 6");
  const auto report = under(*stricter);
  const auto refused = of(report, Effect::refused);
  ASSERT_THAT(refused, SizeIs(1));
  EXPECT_EQ(std::get<std::string>(refused[0].after.what), "TOO_BIG");
  EXPECT_EQ(pack::rules_of(*refused[0].after.pack, refused[0].after.basis),
            std::vector<std::string>{"T-3"});
  // The third matter gets the number of the second, so the answer to the second meets the third.
  EXPECT_GE(report.differing_cases, 2);
}

TEST_F(DryRunOver, what_would_be_allowed_is_told_with_the_refusal_that_falls) {
  live_through_a_week();
  const auto laxer = draft("cases/matter.yaml",
                           "      - {code: NAME_MISSING, missing: [name], rules: [T-1]}\n", "");
  const auto allowed = of(under(*laxer), Effect::allowed);
  ASSERT_THAT(allowed, SizeIs(1));
  EXPECT_EQ(std::get<std::string>(allowed[0].before.what), "NAME_MISSING");
}

TEST_F(DryRunOver, another_clause_for_the_same_is_told_as_that) {
  live_through_a_week();
  const auto cited =
      draft("cases/matter.yaml", "matter.answer: {title: {zh: 答, en: Answer}, rules: [T-2]",
            "matter.answer: {title: {zh: 答, en: Answer}, rules: [T-3]");
  const auto report = under(*cited);
  EXPECT_THAT(of(report, Effect::clause), SizeIs(2));
  EXPECT_THAT(report.differences, SizeIs(2));
}

}  // namespace
}  // namespace guiju::app
