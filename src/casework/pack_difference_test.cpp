#include <gmock/gmock.h>

#include "base/json.hpp"
#include "casework/test_support.hpp"
#include "pack/difference.hpp"

/// What is said of two editions of a pack. Here and not in `pack`, for the shipped pack `company`.
namespace guiju {
namespace {

using pack::Difference;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* table_yaml = R"(
id: decider
title: {zh: 核决表, en: Decider}
rules: [T-2]
hit: first
inputs: [{label: 大小, value: size}, {label: 类, value: kind, values: [a, b]}]
outputs: [{name: who, type: text}]
rows:
  - {when: ['<= params.answer_days', '-'], then: ['"chief"'], rules: [T-2]}
  - {when: ['> 10', '"a"'], then: ['"director"'], rules: [T-3]}
  - {when: ['> 10', '"b"'], then: ['"board"'], rules: [T-3]}
  - {when: ['-', '-'], then: ['"clerk"'], rules: [T-2]}
)";

test::Files edition() {
  auto files = test::small_files();
  files["tables/decider.yaml"] = table_yaml;
  auto& type = files.at("cases/matter.yaml");
  const std::string set = "set: {opened_at: now}";
  type.replace(type.find(set), set.size(), "set: {opened_at: now, name: tables.decider}");
  return files;
}

std::vector<Difference> between(const test::Files& before, const test::Files& after) {
  Diagnostics diagnostics;
  const auto was = test::compile(before, diagnostics);
  const auto is = test::compile(after, diagnostics);
  for (const auto& finding : diagnostics)
    EXPECT_EQ(finding.severity, Diagnostic::Severity::warning) << to_text(finding);
  return was == nullptr || is == nullptr ? std::vector<Difference>(99)
                                         : pack::differences(*was, *is);
}

test::Files changed(const std::string& file, const std::string& from, const std::string& to) {
  auto files = edition();
  auto& text = files.at(file);
  const auto place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  text.replace(place, from.size(), to);
  return files;
}

/// `kind subject id aspect: before -> after`, one a difference.
std::vector<std::string> told(const std::vector<Difference>& found) {
  std::vector<std::string> lines;
  for (const auto& one : found) {
    lines.push_back(std::string(pack::to_text(one.kind)) + " " + one.subject + " " + one.id + " " +
                    one.aspect + ": " + one.before.en + " -> " + one.after.en);
  }
  return lines;
}

TEST(PackDifference, there_is_none_between_equal_packs) {
  EXPECT_THAT(told(between(edition(), edition())), IsEmpty());
}

TEST(PackDifference, blanks_comments_and_orders_without_effect_are_none) {
  EXPECT_THAT(told(between(edition(), changed("cases/matter.yaml", "when: size > 10",
                                              "when: (size   >  /* ten */ 10)"))),
              IsEmpty());
  EXPECT_THAT(told(between(edition(), changed("cases/matter.yaml", "from: [open, waiting]",
                                              "from: [waiting, open]"))),
              IsEmpty());
}

TEST(PackDifference, a_number_that_became_a_parameter_of_the_same_value_leaves_the_duty_alone) {
  const auto literal =
      changed("ladders.yaml", "working_days: params.answer_days", "working_days: 2");
  EXPECT_THAT(told(between(literal, edition())), IsEmpty());
}

TEST(PackDifference, names_the_clause) {
  const auto found =
      between(edition(), changed("cases/matter.yaml", "when: size > 10", "when: size > 12"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().clauses, std::vector<std::string>{"1"});
  EXPECT_EQ(found.front().rules, std::vector<std::string>{"T-3"});
  EXPECT_EQ(found.front().words.zh, "拒绝 · 条件");
}

struct Change {
  const char* what;
  const char* file;
  const char* from;
  const char* to;
  const char* line;
};

class PlantedChange : public testing::TestWithParam<Change> {};

TEST_P(PlantedChange, is_told) {
  const auto& change = GetParam();
  EXPECT_THAT(told(between(edition(), changed(change.file, change.from, change.to))),
              Contains(change.line))
      << change.what;
}

INSTANTIATE_TEST_SUITE_P(
    PackDifference, PlantedChange,
    testing::Values(
        Change{"a parameter", "pack.yaml", "value: 2", "value: 3",
               "changed parameter answer_days value: 2 working days -> 3 working days"},
        Change{"the duty that rests on it", "pack.yaml", "value: 2", "value: 3",
               "changed deadline answer due: 2 working days -> 3 working days"},
        Change{"the start of work", "pack.yaml", "[\"09:00\", \"18:00\"]", "[\"08:30\", \"18:00\"]",
               "changed calendar calendar working_periods: 09:00–18:00 -> 08:30–18:00"},
        Change{"day zero", "pack.yaml", "day_zero: next_working_day_if_after_close",
               "day_zero: trigger_day",
               "changed calendar calendar day_zero: the next working day after close -> the day "
               "itself"},
        Change{"a role that is new", "pack.yaml",
               "roles:", "roles:\n  boss: {title: {zh: 长, en: Boss}}", "added role boss :  -> "},
        Change{"a rule in other words", "articles.yaml", "{zh: 二, en: two}", "{zh: 贰, en: both}",
               "changed rule T-2 text: two -> both"},
        Change{"a rule that is new", "articles.yaml", "- {id: T-9",
               "- {id: T-8, text: {zh: 八, en: eight}}\n    - {id: T-9",
               "added rule T-8 :  -> wording: eight; articles: 1"},
        Change{"who may", "cases/matter.yaml",
               "matter.wait: {title: {zh: 等, en: Wait}, rules: [T-2], who: [clerk]",
               "matter.wait: {title: {zh: 等, en: Wait}, rules: [T-2], who: any",
               "changed command matter.wait who: Clerk -> anyone"},
        Change{"in which states", "cases/matter.yaml", "from: [open, waiting]", "from: [open]",
               "changed command matter.void from: Open, Waiting -> Open"},
        Change{"the state after", "cases/matter.yaml", "from: [waiting], to: open",
               "from: [waiting], to: done", "changed command matter.go_on to: Open -> Done"},
        Change{"a required input", "cases/matter.yaml", "input: {name: {}, site",
               "input: {name: {required: true}, site",
               "changed input matter.open/name required:  -> yes"},
        Change{"an input that is gone", "cases/matter.yaml", "size: {}, kind", "kind",
               "removed input matter.open/size : type: number; stored: yes -> "},
        Change{"a refusal that is gone", "cases/matter.yaml",
               "      - {code: TOO_BIG, when: size > 10, field: size, rules: [T-3]}\n", "",
               "removed refusal matter.open/TOO_BIG : condition: Size > 10 -> "},
        Change{"a refusal's condition", "cases/matter.yaml", "when: size > 10", "when: size >= 10",
               "changed refusal matter.open/TOO_BIG when: Size > 10 -> Size ≥ 10"},
        Change{"a marker", "cases/matter.yaml", "when: size > 5", "when: size > 6",
               "changed mark matter.open/SLOW when: Size > 5 -> Size > 6"},
        Change{"what starts a duty", "ladders.yaml", "start: {on: [matter_opened]}",
               "start: {on: [matter_opened, matter_taken_up]}",
               "changed deadline answer start: Open -> Open, Go on"},
        Change{"what ends it", "ladders.yaml", "stop: {on: [matter_answered]}",
               "stop: {on: [matter_answered], when: size > 1}",
               "changed deadline answer stop_when:  -> Size > 1"},
        Change{"the unit of a limit", "ladders.yaml", "working_days: params.answer_days",
               "calendar_days: params.answer_days",
               "changed deadline answer due: 2 working days -> 2 calendar days"},
        Change{"the penalty", "ladders.yaml", "slip: reminder_slip}", "}",
               "changed deadline answer slip: reminder_slip -> "},
        Change{"the first day", "pack.yaml", "2026-01-01", "2026-02-01",
               "changed pack pack effective_from: 2026-01-01 -> 2026-02-01"}));

TEST(PackDifference, a_condition_that_holds_in_other_cases_gives_one) {
  const auto found =
      between(edition(), changed("cases/matter.yaml", "when: size > 10", "when: size >= 10"));
  ASSERT_EQ(found.size(), 1U);
  ASSERT_EQ(found.front().witnesses.size(), 1U);
  EXPECT_EQ(found.front().witnesses.front().text.en, "Size is 10");
  EXPECT_EQ(found.front().witnesses.front().before, "false");
  EXPECT_EQ(found.front().witnesses.front().after, "true");
}

TEST(PackDifference, a_condition_in_other_words_is_proved_to_be_the_same) {
  const auto found = between(edition(), changed("cases/matter.yaml", "when: size > 10",
                                                "when: 'size > 20 or size in (10..20]'"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().kind, Difference::Kind::alike);
}

TEST(PackDifference, a_condition_of_which_nothing_can_be_proved_is_undecided) {
  const auto found =
      between(edition(), changed("cases/matter.yaml", "when: size > 10", "when: size * 2 > 20"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().kind, Difference::Kind::undecided);
  EXPECT_THAT(found.front().witnesses, IsEmpty());
}

TEST(PackDifference, a_condition_on_a_role_gives_a_case_for_who_does_not_hold_it) {
  const auto found =
      between(edition(), changed("cases/matter.yaml", "when: size > 10",
                                 "when: 'size > 10 and has_role(actor.id, \"boss\")'"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().kind, Difference::Kind::changed);
  ASSERT_EQ(found.front().witnesses.size(), 1U);
  EXPECT_THAT(found.front().witnesses.front().text.zh, HasSubstr("并非（办理人 任 「boss」）"));
}

const Difference* table_of(const std::vector<Difference>& found) {
  for (const auto& one : found) {
    if (one.subject == "table" && one.aspect == "rows") return &one;
  }
  return nullptr;
}

TEST(PackDifference, rows_in_another_order_are_proved_to_decide_alike) {
  const std::string a = "  - {when: ['> 10', '\"a\"'], then: ['\"director\"'], rules: [T-3]}\n";
  const std::string b = "  - {when: ['> 10', '\"b\"'], then: ['\"board\"'], rules: [T-3]}\n";
  const auto found = between(edition(), changed("tables/decider.yaml", a + b, b + a));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().kind, Difference::Kind::alike);
  EXPECT_THAT(found.front().witnesses, IsEmpty());
}

TEST(PackDifference, a_changed_bound_gives_the_case_at_the_bound) {
  const auto found =
      between(edition(), changed("tables/decider.yaml", "'> 10', '\"a\"'", "'>= 10', '\"a\"'"));
  const auto* table = table_of(found);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->kind, Difference::Kind::changed);
  ASSERT_EQ(table->witnesses.size(), 1U);
  const auto& witness = table->witnesses.front();
  EXPECT_EQ(witness.text.zh, "大小 为 10，类 为 「a」");
  EXPECT_EQ(witness.before, "clerk");
  EXPECT_EQ(witness.after, "director");
  EXPECT_EQ(witness.rows_before, std::vector{4});
  EXPECT_EQ(witness.rows_after, std::vector{2});
}

TEST(PackDifference, a_parameter_moves_the_bounds_that_name_it) {
  const auto found = between(edition(), changed("pack.yaml", "value: 2", "value: 3"));
  const auto* table = table_of(found);
  ASSERT_NE(table, nullptr);
  ASSERT_EQ(table->witnesses.size(), 1U);
  EXPECT_EQ(table->witnesses.front().text.en, "Size from 2 (excluded) to 3");
}

TEST(PackDifference, what_cannot_be_decided_is_said_to_be_so) {
  const auto before =
      changed("tables/decider.yaml", "['\"board\"']", "['holder(\"clerk\", site)']");
  const auto after = changed("tables/decider.yaml", "['\"board\"']", "['holder(\"boss\", site)']");
  const auto found = between(before, after);
  const auto* table = table_of(found);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->kind, Difference::Kind::undecided);
}

TEST(PackDifference, json_holds_the_same) {
  Diagnostics diagnostics;
  const auto was = test::compile(edition(), diagnostics);
  const auto is = test::compile(changed("pack.yaml", "value: 2", "value: 3"), diagnostics);
  const auto text = pack::to_json(*was, *is, pack::differences(*was, *is));
  EXPECT_TRUE(is_valid_utf8(text));
  EXPECT_THAT(text, testing::HasSubstr(R"("subject":"parameter","id":"answer_days")"));
}

}  // namespace
}  // namespace guiju
