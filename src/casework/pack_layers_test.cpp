#include <gmock/gmock.h>

#include "casework/test_support.hpp"
#include "pack/layers.hpp"

/// A pack that extends another: it states what differs and cites its own rules throughout.
namespace guiju {
namespace {

using test::Files;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* articles = R"(
- id: "5"
  heading: {zh: 五, en: Five}
  rules:
    - {id: U-1, same_as: T-1}
    - {id: U-7, instead_of: T-2, text: {zh: 七, en: seven}}
    - {id: U-3, same_as: T-9}
)";

/// `small` below, with what is laid over it.
Files extension(const Files& own) {
  Files files = own;
  files.try_emplace("articles.yaml", articles);
  for (const auto& [path, text] : test::small_files()) files["../small/" + path] = text;
  return files;
}

constexpr const char* pack_yaml = R"(
id: long
version: 2.0.0
extends: small
title: {zh: 长, en: Long}
parameters:
  answer_days: {value: 9}
codes:
  TOO_BIG: !absent
)";

/// Size and what rests on T-3 alone are left out.
constexpr const char* matter_yaml = R"(
fields:
  size: !absent
commands:
  matter.open:
    title: {en: Begin}
    input: {size: !absent}
    refuse:
      - {code: NAME_MISSING, missing: [name], rules: [U-1]}
    mark: !absent
)";

const Files whole = {{"pack.yaml", pack_yaml}, {"cases/matter.yaml", matter_yaml}};

std::vector<std::string> findings(const Files& own) {
  Diagnostics diagnostics;
  test::compile(extension(own), diagnostics);
  std::vector<std::string> texts;
  for (const auto& finding : diagnostics) texts.push_back(to_text(finding));
  return texts;
}

TEST(Extension, is_a_pack_of_its_own_that_states_what_differs) {
  Diagnostics diagnostics;
  const auto pack = test::compile(extension(whole), diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->id, "long");
  EXPECT_EQ(pack->effective_from, *parse_date("2026-01-01"));
  const auto* days = pack->find_parameter("answer_days");
  EXPECT_EQ(days->value.as_int64(), 9);
  EXPECT_EQ(days->unit, "working_days");
  EXPECT_EQ(pack->find_code("TOO_BIG"), nullptr);
  const auto* open = pack->find_command("matter.open");
  EXPECT_EQ(open->title.zh, "开");
  EXPECT_EQ(open->title.en, "Begin");
  EXPECT_EQ(open->find_input("size"), -1);
  EXPECT_EQ(open->type->find_field("size"), -1);
  EXPECT_TRUE(open->markings.empty());
}

TEST(Extension, cites_its_own_rules_wherever_those_below_were_cited) {
  Diagnostics diagnostics;
  const auto pack = test::compile(extension(whole), diagnostics);
  ASSERT_NE(pack, nullptr);
  EXPECT_THAT(pack::rules_of(*pack, pack->find_command("matter.wait")->rules), ElementsAre("U-7"));
  EXPECT_THAT(pack::rules_of(*pack, pack->find_parameter("answer_days")->rules),
              ElementsAre("U-7"));
  EXPECT_THAT(pack::rules_of(*pack, pack->deadlines.at(0).rules), ElementsAre("U-7"));
  EXPECT_THAT(pack::rules_of(*pack, pack->forms.at(0).rules), ElementsAre("U-1"));
  const auto text = [&](const char* id) {
    return pack->rules[static_cast<std::size_t>(pack->find_rule(id))].text.en;
  };
  EXPECT_EQ(text("U-1"), "one");
  EXPECT_EQ(text("U-7"), "seven");
  EXPECT_EQ(pack->find_rule("T-1"), -1);
}

TEST(Extension, a_map_may_stand_instead_of_the_one_below_whole) {
  Files own = whole;
  own["cases/matter.yaml"] += R"(
    set: !instead {name: '"neu"'}
  matter.wait: !instead
    title: {zh: 缓, en: Put off}
    rules: [U-7]
    from: [open]
    to: waiting
    fact: matter_put_off
)";
  Diagnostics diagnostics;
  const auto pack = test::compile(extension(own), diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  ASSERT_NE(pack, nullptr);
  const auto& set = pack->find_command("matter.open")->assignments;
  ASSERT_EQ(set.size(), 1U);
  EXPECT_EQ(set[0].name, "name");
  EXPECT_EQ(pack->find_command("matter.wait")->title.en, "Put off");
  EXPECT_FALSE(pack->find_command("matter.wait")->who_stated);
  own["cases/matter.yaml"] += "  matter.sing: !instead {title: {zh: 唱, en: Sing}}\n";
  EXPECT_THAT(findings(own), Contains(HasSubstr("nothing-below")));
}

TEST(Extension, adds_to_a_list_or_puts_its_own_in_the_place) {
  Files own = whole;
  own["pack.yaml"] += "  NAME_MISSING: {en: Wanted}\n";
  const auto refusals = [&](const char* list) {
    own["cases/matter.yaml"] = std::string("fields: {size: !absent}\ncommands:\n  matter.open:\n") +
                               "    input: {size: !absent}\n    mark: !absent\n    refuse: " + list;
    Diagnostics diagnostics;
    const auto pack = test::compile(extension(own), diagnostics);
    for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    return pack == nullptr ? 0 : pack->find_command("matter.open")->checks.size();
  };
  EXPECT_EQ(refusals("[{code: NAME_MISSING, missing: [kind], rules: [U-1]}]"), 1U);
  EXPECT_EQ(refusals("[]"), 0U);
  Diagnostics diagnostics;
  const Files added = {
      {"pack.yaml", "id: more\nversion: 1.0.0\nextends: small\ntitle: {zh: 多, en: More}\n"},
      {"articles.yaml", std::string(articles) + "    - {id: U-9, same_as: T-3}\n"},
      {"cases/matter.yaml",
       "commands: {matter.open: {refuse: !added [{code: TOO_BIG, when: size < 1, field: "
       "size, rules: [U-9]}]}}\n"}};
  const auto pack = test::compile(extension(added), diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->find_command("matter.open")->checks.size(), 3U);
}

TEST(Extension, leaves_refusals_out_by_their_code_and_puts_its_own_among_the_others) {
  Files own = {
      {"pack.yaml", "id: more\nversion: 1.0.0\nextends: small\ntitle: {zh: 多, en: More}\n"},
      {"articles.yaml", std::string(articles) + "    - {id: U-9, same_as: T-3}\n"},
      {"cases/matter.yaml",
       "commands: {matter.open: {refuse: !added [!absent NAME_MISSING, {code: "
       "NAME_MISSING, missing: [kind], rules: [U-1]}]}}\n"}};
  Diagnostics diagnostics;
  const auto pack = test::compile(extension(own), diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  ASSERT_NE(pack, nullptr);
  const auto& checks = pack->find_command("matter.open")->checks;
  ASSERT_EQ(checks.size(), 2U);
  EXPECT_EQ(checks.at(0).code, "NAME_MISSING") << "U-1 comes before U-9";
  EXPECT_EQ(checks.at(1).code, "TOO_BIG");
  own["cases/matter.yaml"] = "commands: {matter.open: {refuse: !added [!absent TOO_SMALL]}}\n";
  EXPECT_THAT(findings(own), Contains(HasSubstr("nothing here below has the code `TOO_SMALL`")));
}

TEST(Extension, is_told_of_what_rests_on_a_rule_that_it_has_not) {
  Files own = whole;
  own["../small/tables/sizes.yaml"] =
      "id: sizes\ntitle: {zh: 大小, en: Sizes}\nrules: [T-3]\nhit: first\n"
      "inputs: [{value: '1'}]\noutputs: [{name: word, type: text}]\n"
      "rows: [{when: ['-'], then: ['\"a\"']}]\n";
  EXPECT_THAT(findings(own), Contains(testing::AllOf(HasSubstr("../small/tables/sizes.yaml:"),
                                                     HasSubstr("absent-rule"), HasSubstr("T-3"))));
}

TEST(Extension, may_put_one_rule_in_the_place_of_several) {
  Files own = whole;
  own["articles.yaml"] = R"(
- id: "5"
  heading: {zh: 五, en: Five}
  rules:
    - {id: U-1, same_as: T-1}
    - {id: U-7, instead_of: [T-2, T-9], text: {zh: 七, en: seven}}
)";
  Diagnostics diagnostics;
  const auto pack = test::compile(extension(own), diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  ASSERT_NE(pack, nullptr);
  EXPECT_THAT(pack::rules_of(*pack, pack->step_order_rules), ElementsAre("U-7"));
  EXPECT_THAT(pack::rules_of(*pack, pack->find_command("matter.wait")->rules), ElementsAre("U-7"));
}

TEST(Extension, is_told_of_what_it_leaves_out_that_is_not_there) {
  Files own = whole;
  own["pack.yaml"] += "roles: {clark: !absent}\nwithout: [scripts/aims.md]\n";
  EXPECT_THAT(findings(own), Contains(HasSubstr("nothing-below")));
  EXPECT_THAT(findings(own), Contains(HasSubstr("scripts/aims.md")));
}

TEST(Extension, has_a_version_of_its_own) {
  Files own = whole;
  own["pack.yaml"] =
      "id: long\nextends: small\ntitle: {zh: 长, en: Long}\ncodes: {TOO_BIG: !absent}\n";
  EXPECT_THAT(findings(own), ElementsAre(HasSubstr("`version` is missing here")));
}

TEST(Extension, is_told_of_a_rule_in_the_place_of_none) {
  Files own = whole;
  own["articles.yaml"] = std::string(articles) + "    - {id: U-4, same_as: T-44}\n";
  EXPECT_THAT(findings(own), Contains(HasSubstr("there is no rule `T-44`")));
}

/// A type that takes after a kind, below.
constexpr const char* approval_yaml = R"(
type: approval
like: approval
parent: matter
number: '{parent.number}-A{serial}'
basis: {request: [T-1], decide: [T-2], countersign: [T-2], withdraw: [T-1], remind: [T-2]}
commands:
  approval.countersign: {who: [clerk]}
  approval.approve: {who: [clerk], then: !added [{do: matter.answer, on: parent.key}]}
  approval.reject: {who: [clerk], then: !added [{do: matter.void, on: parent.key}]}
  approval.send_back: {who: [clerk]}
)";

TEST(Extension, of_a_type_that_takes_after_a_kind_leaves_the_rest_as_it_is_below) {
  Files own = whole;
  own["../small/cases/approval.yaml"] = approval_yaml;
  own["cases/approval.yaml"] = R"(
title: {zh: 呈报, en: Report}
sees: !added [clerk]
states: {rejected: !absent}
commands:
  approval.approve: {then: !added [{do: matter.void, on: parent.key}]}
  approval.reject: !absent
)";
  Diagnostics diagnostics;
  const auto pack = test::compile(extension(own), diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  ASSERT_NE(pack, nullptr);
  const auto* type = pack->find_type("approval");
  EXPECT_EQ(type->title.en, "Report");
  EXPECT_EQ(type->number_text, "{parent.number}-A{serial}");
  ASSERT_GE(type->seers.size(), 2) << "whoever the kind lets see it, and who is stated";
  EXPECT_EQ(type->seers[0].name, "requested_by");
  EXPECT_EQ(type->seers[1].name, "clerk");
  EXPECT_EQ(pack->find_command("approval.approve")->follow_ups.back().command_name, "matter.void");
  EXPECT_EQ(type->find_command("approval.reject"), nullptr);
  EXPECT_EQ(type->find_state("rejected"), nullptr);
  EXPECT_NE(type->find_command("approval.send_back"), nullptr);
}

TEST(Extension, may_replace_a_paper_and_leave_one_out) {
  Files own = whole;
  own["forms/paper.css"] = "p { margin: 9px; }\n";
  Diagnostics diagnostics;
  const auto pack = test::compile(extension(own), diagnostics);
  ASSERT_NE(pack, nullptr);
  EXPECT_THAT(pack->forms.at(0).pieces.at(0).html, HasSubstr("9px"));
  own["pack.yaml"] += "without: [forms/slip.html]\n";
  const auto without = test::compile(extension(own), diagnostics);
  ASSERT_NE(without, nullptr);
  EXPECT_THAT(without->forms, IsEmpty());
}

TEST(Extension, may_leave_out_a_whole_folder) {
  Files own = whole;
  own["pack.yaml"] += "without: [forms/*, scripts/n*]\n";
  Diagnostics diagnostics;
  const auto pack = test::compile(extension(own), diagnostics);
  EXPECT_TRUE(std::any_of(diagnostics.begin(), diagnostics.end(), [](const auto& finding) {
    return to_text(finding).find("`scripts/n*`") != std::string::npos;
  }));
  EXPECT_FALSE(std::any_of(diagnostics.begin(), diagnostics.end(), [](const auto& finding) {
    return to_text(finding).find("forms/") != std::string::npos;
  }));
}

TEST(Extension, has_nothing_of_what_rests_on_rules_that_it_does_not_have) {
  Files own = {{"pack.yaml", pack_yaml}};  // T-3 is absent: TOO_BIG and SLOW go with it
  Diagnostics diagnostics;
  const auto pack = test::compile(extension(own), diagnostics);
  for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
  ASSERT_NE(pack, nullptr);
  const auto& open = *pack->find_command("matter.open");
  EXPECT_TRUE(open.markings.empty());
  ASSERT_EQ(open.checks.size(), 1U);
  EXPECT_EQ(open.checks[0].code, "NAME_MISSING");
}

/// All that a form writes besides its values.
std::string html_of(const pack::Form& form) {
  std::string html;
  for (const auto& piece : form.pieces) html += piece.html;
  return html;
}

constexpr const char* page_below =
    "<!-- form: slip, type: matter, title.zh: 单, title.en: Slip, rules: T-1 -->\n"
    "<html><h1>{{ form.title }}</h1>{{#part foot}}<p>{{ size }}</p>{{/part}}</html>\n";

TEST(Extension, may_take_a_page_with_another_title_and_other_parts) {
  Files files = extension(whole);
  files["../small/forms/slip.html"] = page_below;
  files["forms/slip.html"] =
      "<!-- form: slip, type: matter, title.zh: 联, title.en: Leaf, rules: U-1 -->\n"
      "{{#part foot}}<i>尾</i>{{/part}}\n";
  Diagnostics diagnostics;
  const auto pack = test::compile(files, diagnostics);
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->forms.at(0).title.en, "Leaf");
  EXPECT_EQ(html_of(pack->forms.at(0)), "<html><h1>联</h1><i>尾</i></html>\n");
}

TEST(Extension, is_told_of_a_part_that_the_page_below_has_not) {
  const auto head = "<!-- form: slip, type: matter, title.zh: 联, title.en: Leaf, rules: U-1 -->\n";
  Files own = whole;
  own["forms/slip.html"] = std::string(head) + "{{#part foot}}尾{{/part}}\n";
  EXPECT_THAT(findings(own), Contains(HasSubstr("the page below has no part `foot`")));
  own["forms/slip.html"] = std::string(head) + "尾\n";
  EXPECT_THAT(findings(own), Contains(HasSubstr("outside of parts")));
  own.erase("forms/slip.html");
  own["forms/leaf.html"] = head;
  EXPECT_THAT(findings(own), Contains(HasSubstr("missing-page")));
}

TEST(Forms, that_begin_at_the_body_share_one_head) {
  Files files = test::small_files();
  files["forms/slip.html"] =
      "<!-- form: slip, type: matter, title.zh: 单, title.en: Slip, rules: T-1 -->\n"
      "<body><h1>{{ form.title }}</h1></body>\n";
  files["forms/page.html"] = "<html><title>{{ form.title }}</title>{{#part body}}{{/part}}</html>";
  Diagnostics diagnostics;
  const auto pack = test::compile(files, diagnostics);
  ASSERT_NE(pack, nullptr);
  ASSERT_EQ(pack->forms.size(), 1U);
  EXPECT_EQ(html_of(pack->forms.at(0)), "<html><title>单</title><body><h1>单</h1></body>\n</html>");
  files["forms/page.html"] = "<html><title>{{ form.title }}</title></html>";
  EXPECT_EQ(test::compile(files, diagnostics), nullptr) << "its page would be lost";
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].code, "missing-page");
}

TEST(Forms, of_one_page_may_be_several) {
  Files files = test::small_files();
  files["forms/slip.html"] =
      "<!-- form: slip, type: matter, title.zh: 单, title.en: Slip, rules: T-1 -->\n"
      "<!-- form: leaf, type: matter, title.zh: 联, title.en: Leaf, rules: T-2 -->\n"
      "<html><h1>{{ form.title }}</h1></html>\n";
  Diagnostics diagnostics;
  const auto pack = test::compile(files, diagnostics);
  ASSERT_NE(pack, nullptr);
  ASSERT_EQ(pack->forms.size(), 2);
  EXPECT_EQ(html_of(pack->forms.at(0)), "<html><h1>单</h1></html>\n");
  EXPECT_EQ(html_of(pack->forms.at(1)), "<html><h1>联</h1></html>\n");
}

TEST(Extension, can_be_compiled_again_from_the_files_that_it_keeps) {
  Diagnostics diagnostics;
  const auto pack = test::compile(extension(whole), diagnostics);
  ASSERT_NE(pack, nullptr);
  const auto again = pack::compile(
      pack->files,
      {.base = test::base_pack().get(), .holidays = test::holidays(), .parameters = {}},
      diagnostics);
  ASSERT_NE(again, nullptr);
  EXPECT_EQ(again->rules.size(), pack->rules.size());
}

}  // namespace
}  // namespace guiju
