#include "app/examples.hpp"

#include <gmock/gmock.h>

#include "casework/test_support.hpp"

/// The examples of a pack that extends another: inherited ones, and ones that stand instead of
/// them.
namespace guiju::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* articles = R"(
- id: "5"
  heading: {zh: 五, en: Five}
  rules:
    - {id: U-1, same_as: T-1}
    - {id: U-7, instead_of: T-2, text: {zh: 七, en: seven}}
    - {id: U-3, same_as: T-3}
    - {id: U-9, same_as: T-9}
)";

constexpr const char* pack_yaml = R"(
id: long
version: 2.0.0
extends: small
title: {zh: 长, en: Long}
parameters: {answer_days: {value: 9}}
)";

constexpr const char* company_yaml = R"(
sites: [{key: P1, name: 项目一}]
people: [{key: 甲, name: 甲, roles: [{role: clerk}]}]
)";

constexpr const char* inherited = R"(
- name: a matter has a name
  covers: [T-1]
  timeline:
    - {at: 2026-03-02T10:00:00+08:00, as: 甲, do: matter.open, with: {site: P1}}
  expect:
    - {line: 1, refusal: NAME_MISSING, rules: [T-1]}
- name: it is answered in two days
  covers: [T-2]
  timeline:
    - {at: 2026-03-02T10:00:00+08:00, as: 甲, do: matter.open, with: {site: P1, name: 事}}
  expect:
    - {line: 1, deadline: answer, due_at: 2026-03-04T18:00:00+08:00}
)";

std::vector<ExampleResult> play(const std::string& own, Diagnostics& diagnostics,
                                test::Files files = {}) {
  for (const auto& [path, text] : test::small_files()) files["../small/" + path] = text;
  files["../small/company.yaml"] = company_yaml;
  files["../small/examples/all.yaml"] = inherited;
  files["articles.yaml"] = articles;
  files["pack.yaml"] = pack_yaml;
  files["examples/own.yaml"] = own;
  std::vector<pack::SourceFile> list;
  for (const auto& [path, text] : files) list.push_back({path, text});
  const auto make = [&](std::span<const pack::ParameterOverride> parameters, Diagnostics& found) {
    return pack::compile(list,
                         {.base = test::base_pack().get(),
                          .holidays = test::holidays(),
                          .parameters = {parameters.begin(), parameters.end()}},
                         found);
  };
  return Examples(list, make, diagnostics).play_all(make, diagnostics);
}

std::vector<std::string> outcomes(const std::vector<ExampleResult>& results) {
  std::vector<std::string> out;
  for (const auto& result : results) {
    out.push_back(result.name + (result.failures.empty() ? ": holds" : ": fails"));
  }
  return out;
}

TEST(InheritedExamples, are_played_and_fail_where_the_extension_differs) {
  Diagnostics diagnostics;
  EXPECT_THAT(outcomes(play("", diagnostics)),
              ElementsAre("a matter has a name: holds", "it is answered in two days: fails"));
}

TEST(InheritedExamples, give_way_to_one_that_states_only_what_differs) {
  Diagnostics diagnostics;
  const auto results = play(R"(
- name: it is answered in nine days
  instead_of: it is answered in two days
  expect:
    - {line: 1, deadline: answer, due_at: 2026-03-13T18:00:00+08:00}
)",
                            diagnostics);
  EXPECT_THAT(outcomes(results),
              ElementsAre("a matter has a name: holds", "it is answered in nine days: holds"));
  EXPECT_THAT(results.back().covers, ElementsAre("U-7"));
  EXPECT_THAT(diagnostics, IsEmpty());
}

TEST(InheritedExamples, that_are_not_there_cannot_be_replaced) {
  Diagnostics diagnostics;
  play("- {name: mine, instead_of: nobody's, covers: [U-1]}\n", diagnostics);
  ASSERT_EQ(diagnostics.size(), 1);
  EXPECT_THAT(to_text(diagnostics.front()), HasSubstr("examples/own.yaml:1:1: unknown-example"));
}

TEST(InheritedExamples, are_played_with_the_company_below_and_what_is_laid_over_it) {
  Diagnostics diagnostics;
  const auto results = play("", diagnostics, {{"company.yaml", "parameters: {answer_days: 2}\n"}});
  EXPECT_THAT(outcomes(results),
              ElementsAre("a matter has a name: holds", "it is answered in two days: holds"));
}

constexpr const char* shared_lines = R"(
open: {at: 2026-03-02T10:00:00+08:00, as: 甲, do: matter.open, with: {site: P1, name: 事}}
unnamed: {at: 2026-03-02T10:00:00+08:00, as: 甲, do: matter.open, with: {site: P1}}
)";

constexpr const char* by_name = R"(
- name: lines that are named
  covers: [U-1]
  timeline: [[unnamed, open], unnamed]
  expect:
    - {line: 1, refusal: NAME_MISSING}
    - {line: 2, ok: true}
    - {line: 3, refusal: NAME_MISSING}
)";

TEST(SharedLines, are_played_where_a_timeline_names_them_and_are_counted_like_others) {
  Diagnostics diagnostics;
  const auto results = play(by_name, diagnostics, {{"examples/lines.yaml", shared_lines}});
  EXPECT_THAT(results.back().failures, IsEmpty());
  EXPECT_THAT(diagnostics, IsEmpty());
}

TEST(SharedLines, are_laid_over_the_inherited_ones_part_by_part) {
  Diagnostics diagnostics;
  const auto results = play(by_name, diagnostics,
                            {{"../small/examples/lines.yaml", shared_lines},
                             {"examples/lines.yaml", "unnamed: {with: {name: 事}}\n"}});
  EXPECT_THAT(results.back().failures,
              ElementsAre(HasSubstr("\"line\":1"), HasSubstr("\"line\":3")));
}

TEST(SharedLines, that_are_left_out_keep_the_count_of_the_others) {
  Diagnostics diagnostics;
  const auto results = play(
      R"(
- name: the first line is left out
  covers: [U-1]
  timeline: [open, unnamed]
  expect:
    - {line: 2, refusal: NAME_MISSING}
    - {never: {line: 1}}
)",
      diagnostics,
      {{"../small/examples/lines.yaml", shared_lines}, {"examples/lines.yaml", "open: !absent\n"}});
  EXPECT_THAT(results.back().failures, IsEmpty());
}

TEST(RepeatedLines, are_counted_each_time) {
  Diagnostics diagnostics;
  const auto results = play(R"(
- name: three matters and one without a name
  covers: [U-1]
  timeline: [{repeat: 3, of: [open]}, unnamed]
  expect:
    - {line: 3, ok: true}
    - {line: 4, refusal: NAME_MISSING}
)",
                            diagnostics, {{"examples/lines.yaml", shared_lines}});
  EXPECT_THAT(results.back().failures, IsEmpty());
}

TEST(RepeatedLines, want_to_know_what_is_repeated) {
  Diagnostics diagnostics;
  const auto results = play("- {name: a, covers: [U-1], timeline: [{repeat: 3}]}\n", diagnostics);
  EXPECT_THAT(results.back().failures, ElementsAre(HasSubstr("line 1: `repeat` wants")));
}

TEST(SharedLines, that_nobody_has_named_stop_the_example) {
  Diagnostics diagnostics;
  const auto results = play(by_name, diagnostics);
  EXPECT_THAT(results.back().failures,
              ElementsAre("line 1: no line of examples/lines.yaml is called unnamed"));
}

TEST(SharedLines, that_are_no_maps_are_reported) {
  Diagnostics diagnostics;
  play(by_name, diagnostics, {{"examples/lines.yaml", "open: 5\n"}});
  ASSERT_EQ(diagnostics.size(), 1);
  EXPECT_THAT(to_text(diagnostics.front()), HasSubstr("examples/lines.yaml:1:7: wrong-shape"));
}

}  // namespace
}  // namespace guiju::app
