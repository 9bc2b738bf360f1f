#include "app/clause_use.hpp"

#include <gmock/gmock.h>

#include "small_company.hpp"

/// 条款使用, 人工改定: what clauses decided, and what people then decided otherwise.
namespace guiju::app {
namespace {

using test::at;
using testing::IsEmpty;

constexpr const char* job_pack = R"(
id: jobs
version: 1.0.0
title: {zh: 活, en: Jobs}
effective_from: 2026-01-01
roles:
  clerk: {title: {zh: 内勤, en: Clerk}}
  head: {title: {zh: 主管, en: Head}}
codes:
  WORK_LATE: {zh: 迟, en: Late}
)";

constexpr const char* job_articles = R"(
- id: "1"
  number: "1"
  heading: {zh: 一, en: One}
  rules:
    - {id: J-1, text: {zh: 登记, en: enter}}
    - {id: J-2, text: {zh: 天数, en: days}}
    - {id: J-3, text: {zh: 时限, en: limit}}
    - {id: J-4, text: {zh: 改期, en: change}}
    - {id: J-5, text: {zh: 活是什么, en: what a job is}}
)";

constexpr const char* job_type = R"(
type: job
title: {zh: 活, en: Job}
key: '{serial}'
sees: [any]
case: true
fields:
  kind: {type: text, choices: [small, large], title: {zh: 类, en: Kind}}
  days: {type: number, title: {zh: 天数, en: Days}, rules: [J-5]}
  helper: {type: text, title: {zh: 经办, en: Helper}}
  again: {type: boolean, title: {zh: 重办, en: Again}}
states:
  open: {title: {zh: 办, en: Open}}
  stopped: {title: {zh: 停, en: Stopped}}
  done: {title: {zh: 完, en: Done}, final: true}
commands:
  job.open:
    title: {zh: 登记, en: Open}
    rules: [J-1]
    who: [clerk]
    creates: true
    to: open
    input: {kind: {required: true}, helper: {}}
    set: {days: tables.days, again: 'false'}
    fact: job_opened
  job.state: {title: {zh: 定, en: State}, rules: [J-4], who: [head], input: {days: {required: true}}, fact: days_stated}
  job.postpone:
    title: {zh: 延, en: Postpone}
    rules: [J-4]
    who: [head]
    input: {more: {type: number, title: {zh: 改为, en: Now}, required: true}}
    set: {days: more}
    fact: job_postponed
  job.correct: {title: {zh: 更正, en: Correct}, rules: [J-4], who: [head], input: {helper: {}, again: {}}, fact: job_corrected}
  job.hand_on: {title: {zh: 转, en: Hand on}, rules: [J-4], who: [head], set: {helper: 'kind + " desk"'}, fact: job_handed_on}
  job.waive: {title: {zh: 免, en: Waive}, rules: [J-4], who: [head, clerk], fact: job_waived}
  job.stop: {title: {zh: 停, en: Stop}, rules: [J-4], who: [head], from: [open], to: stopped, fact: job_stopped}
  job.finish: {title: {zh: 完, en: Finish}, rules: [J-1], who: [clerk], to: done, fact: job_finished}
)";

constexpr const char* job_ladders = R"(
deadlines:
  work:
    title: {zh: 办完, en: Work}
    type: job
    rules: [J-3]
    start: {on: [job_opened]}
    due: {calendar_days: days}
    stop: {on: [job_finished]}
    cancel: {on: [job_waived, job_stopped, job_handed_on]}
    reset: {on: [days_stated, job_postponed]}
    owed_by: 'if helper = null then "clerk" else helper'
    breach: {code: WORK_LATE}
)";

constexpr const char* job_table = R"(
id: days
title: {zh: 天数, en: Days}
rules: [J-2]
inputs: [{label: kind, value: kind}]
outputs: [{name: days, type: number}]
rows:
  - {when: ['"small"'], then: ['3'], rules: [J-2]}
  - {when: ['"large"'], then: ['9'], rules: [J-2]}
)";

class Clauses : public SmallCompany {
 protected:
  test::Files files() const override {
    return {{"pack.yaml", job_pack},
            {"articles.yaml", job_articles},
            {"cases/job.yaml", job_type},
            {"ladders.yaml", job_ladders},
            {"tables/days.yaml", job_table}};
  }
  void SetUp() override {
    SmallCompany::SetUp();
    found("person.register", R"({"key":"甲","name":"甲","roles":[{"role":"clerk"}]})");
    found("person.register", R"({"key":"乙","name":"乙","roles":[{"role":"head"}]})");
  }

  void act(const char* actor, const char* command, const char* with,
           const char* when = "2026-03-02T10:00:00+08:00") {
    const bool is_new = std::string_view(command) == "job.open";
    const auto receipt = execute(when, request(actor, command, is_new ? "" : "1", with)).receipt;
    ASSERT_LT(receipt.status, 300) << command << ": " << receipt.body;
  }
  void open(const char* with = R"({"kind":"small"})") { act("甲", "job.open", with); }

  ClauseUses uses(
      std::string_view listed = {}, const ClauseUses::Sees& sees = [](auto) { return true; }) {
    ClauseUses counted(*pack, shelf,
                       {.from = at("2026-03-01T00:00:00+08:00"),
                        .to = at("2026-04-01T00:00:00+08:00"),
                        .listed = listed},
                       sees);
    for (const auto& entry : store.open_reader()->entries(1, 1000)) counted.take(view(entry));
    return counted;
  }
  std::int64_t count(const char* rule, ClauseEffect effect = ClauseEffect::overridden) {
    return uses().by_rule()[static_cast<std::size_t>(pack->find_rule(rule))].of(effect);
  }
  std::int64_t all_overridden() {
    std::int64_t sum = 0;
    for (const auto& use : uses().by_rule()) sum += use.of(ClauseEffect::overridden);
    return sum;
  }
};

TEST_F(Clauses, what_a_table_gave_and_a_person_stated_otherwise_is_overridden_once_a_clause) {
  open();
  EXPECT_EQ(all_overridden(), 0);
  act("乙", "job.state", R"({"days":5})");
  EXPECT_EQ(count("J-2"), 1);  // the row of the table
  EXPECT_EQ(count("J-3"), 1);  // the running limit
  EXPECT_EQ(count("J-4"), 0);  // the act itself only decided
  EXPECT_EQ(count("J-4", ClauseEffect::decided), 1);
  act("乙", "job.state", R"({"days":6})");
  EXPECT_EQ(count("J-2"), 1);  // no clause had decided what he changed now
}

TEST_F(Clauses, the_acts_are_listed_with_how_it_stood_before_and_after) {
  open();
  act("乙", "job.postpone", R"({"more":5})", "2026-03-03T10:00:00+08:00");
  const auto listed = uses("J-2").acts();
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].effect, ClauseEffect::decided);
  EXPECT_EQ(listed[1].effect, ClauseEffect::overridden);
  EXPECT_EQ(listed[1].record.text, "jobs.job.1");
  EXPECT_EQ(listed[1].actor, "乙");
  EXPECT_EQ(listed[1].field->name, "days");
  EXPECT_EQ(listed[1].before, "3");
  EXPECT_EQ(listed[1].after, "5");
  const auto limits = uses("J-3").acts();
  EXPECT_EQ(limits.back().deadline->id, "work");
  EXPECT_EQ(limits.back().before, "3 calendar_days");
  EXPECT_EQ(limits.back().after, "5 calendar_days");
}

TEST_F(Clauses, the_same_value_again_what_was_stated_before_and_yes_or_no_are_no_overrides) {
  open(R"({"kind":"small","helper":"甲"})");
  act("乙", "job.state", R"({"days":3})");
  act("乙", "job.correct", R"({"helper":"乙","again":true})");
  EXPECT_EQ(all_overridden(), 0);
}

TEST_F(Clauses, a_duty_that_somebody_else_releases_is_overridden) {
  open();
  act("乙", "job.waive", "{}");
  EXPECT_EQ(count("J-3"), 1);
  EXPECT_EQ(uses("J-3").acts().back().after, "");
}

TEST_F(Clauses, to_release_oneself_is_none) {
  open(R"({"kind":"small","helper":"甲"})");
  act("甲", "job.waive", "{}");
  EXPECT_EQ(all_overridden(), 0);
}

TEST_F(Clauses, a_limit_that_falls_away_with_a_new_state_is_the_course_of_the_regulation) {
  open();
  act("乙", "job.stop", "{}");
  EXPECT_EQ(all_overridden(), 0);
}

TEST_F(Clauses, nor_is_a_limit_that_ends_because_something_was_computed_anew) {
  open();
  act("乙", "job.hand_on", "{}");
  EXPECT_EQ(all_overridden(), 0);
}

TEST_F(Clauses, of_a_case_that_is_over_nothing_is_kept) {
  open();
  act("甲", "job.finish", "{}");
  EXPECT_EQ(all_overridden(), 0);
  EXPECT_EQ(count("J-1", ClauseEffect::decided), 2);
}

TEST_F(Clauses, what_may_not_be_seen_does_not_count) {
  open();
  act("乙", "job.state", R"({"days":5})");
  const auto none = uses("J-2", [](std::string_view id) { return id != "jobs.job.1"; });
  for (const auto& use : none.by_rule()) EXPECT_TRUE(use.is_never());
  EXPECT_THAT(none.acts(), IsEmpty());
  EXPECT_EQ(none.cases_begun(), 0);
  EXPECT_EQ(uses().cases_begun(), 1);
}

TEST_F(Clauses, a_clause_that_only_says_what_something_is_decides_nothing) {
  const auto decide = rules_that_decide(*pack);
  EXPECT_TRUE(decide[static_cast<std::size_t>(pack->find_rule("J-2"))]);
  EXPECT_TRUE(decide[static_cast<std::size_t>(pack->find_rule("J-3"))]);
  EXPECT_EQ(decide[static_cast<std::size_t>(pack->find_rule("J-5"))], false);
}

}  // namespace
}  // namespace guiju::app
