#include <gmock/gmock.h>

#include "casework/test_support.hpp"

/// What is said of a pack that does not hold. Here and not in `pack`, because the findings need the
/// shipped pack `company` beside it, as the other tests of this folder do.
namespace guiju {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> findings(const std::string& file, const std::string& from,
                                  const std::string& to) {
  auto files = test::small_files();
  auto& text = files.at(file);
  const auto place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  text.replace(place, from.size(), to);
  Diagnostics diagnostics;
  const auto pack = test::compile(files, diagnostics);
  EXPECT_EQ(pack == nullptr, has_errors(diagnostics));
  std::vector<std::string> texts;
  for (const auto& finding : diagnostics) texts.push_back(to_text(finding));
  return texts;
}

TEST(Findings, there_are_none_about_a_pack_that_holds) {
  EXPECT_THAT(findings("pack.yaml", "Small", "Small"), IsEmpty());
}

TEST(Findings, name_file_line_column_and_what_to_write) {
  EXPECT_THAT(findings("cases/matter.yaml", "when: size > 10", "when: sizze > 10"),
              Contains(testing::AllOf(HasSubstr("cases/matter.yaml:28:31"),
                                      HasSubstr("unknown-name"), HasSubstr("`size`"))));
}

TEST(Forms, hold_the_stylesheet_that_they_link_to) {
  Diagnostics diagnostics;
  const auto pack = test::compile(test::small_files(), diagnostics);
  ASSERT_NE(pack, nullptr);
  EXPECT_THAT(pack->forms.at(0).pieces.at(0).html,
              HasSubstr("<head><style>\np { margin: 0; }\n</style></head>"));
}

struct Planted {
  const char* what;
  const char* file;
  const char* from;
  const char* to;
  const char* code;
};

class PlantedFault : public testing::TestWithParam<Planted> {};

TEST_P(PlantedFault, is_found) {
  const auto& fault = GetParam();
  EXPECT_THAT(findings(fault.file, fault.from, fault.to), Contains(HasSubstr(fault.code)))
      << fault.what;
}

INSTANTIATE_TEST_SUITE_P(
    Findings, PlantedFault,
    testing::Values(
        Planted{"a guard that is no truth value", "cases/matter.yaml", "when: size > 10",
                "when: size + 10", "wrong-type"},
        Planted{"a rule that the pack does not carry", "cases/matter.yaml", "rules: [T-3]",
                "rules: [T-7]", "unknown-rule"},
        Planted{"a code without a text", "cases/matter.yaml", "code: TOO_BIG", "code: TOO_BIGG",
                "unknown-code"},
        Planted{"a state that is not there", "cases/matter.yaml", "to: waiting", "to: resting",
                "unknown-state"},
        Planted{"a field in place of a role before there is a record", "cases/matter.yaml",
                "opened_at: {type: time",
                "clerk: {type: person, title: {zh: 谁, en: Who}}\n  opened_at: {type: time",
                "nobody"},
        Planted{"a role that is not there", "cases/matter.yaml", "who: [clerk]", "who: [clark]",
                "unknown-name"},
        Planted{"a parameter of roles that is not there", "cases/matter.yaml", "who: [clerk]",
                "who: params.clerks", "unknown-name"},
        Planted{"refusals out of their order", "cases/matter.yaml", "missing: [name], rules: [T-1]",
                "missing: [name], rules: [T-9]", "wrong-precedence"},
        Planted{"a misspelt key", "cases/matter.yaml", "creates: true", "create: true",
                "unknown-key"},
        Planted{"a manner of writing that is not there", "forms/slip.html", "{{ name }}",
                "{{ name | bold }}", "unknown-word"},
        Planted{"a name written as an amount", "forms/slip.html", "{{ name }}",
                "{{ name | money }}", "wrong-type"},
        Planted{"a field of no type", "cases/matter.yaml", "size: {type: number",
                "size: {type: numbr", "unknown-type"},
        Planted{"a deadline that waits for nothing", "ladders.yaml",
                "stop: {on: [matter_answered]}", "stop: {on: [matter_replied]}", "unknown-fact"},
        Planted{"a deadline in two units", "ladders.yaml", "working_days: params.answer_days",
                "working_days: 1, hours: 2", "wrong-shape"},
        Planted{"a deadline without effect", "ladders.yaml",
                "breach: {code: ANSWER_LATE, slip: reminder_slip}", "ladder: x", "without-effect"},
        Planted{"a parameter of the wrong type", "pack.yaml", "value: 2", "value: two",
                "wrong-value"},
        Planted{"a date that does not exist", "pack.yaml", "2026-01-01", "2026-02-30", "bad-date"},
        Planted{"a holiday table that is not there", "pack.yaml", "calendar: {",
                "calendar: {holidays: lunar, ", "unknown-holidays"},
        Planted{"a form whose stylesheet is not there", "forms/slip.html", "paper.css", "pape.css",
                "unknown-file"},
        Planted{"a form that names what is not there", "forms/slip.html", "{{ name }}",
                "{{ nome }}", "unknown-name"},
        Planted{"an amount explained by what is not there", "cases/matter.yaml",
                "size: {type: number", "size: {explained_by: sums, type: number", "unknown-name"},
        Planted{"an amount explained by what is no derivation", "cases/matter.yaml",
                "size: {type: number", "size: {explained_by: name, type: number", "wrong-type"},
        Planted{"broken YAML", "pack.yaml", "id: small", "id: [small", "yaml-syntax"},
        Planted{"a rule without its English statement", "articles.yaml", "{zh: 二, en: two}",
                "{zh: 二}", "missing-text"}));

}  // namespace
}  // namespace guiju
