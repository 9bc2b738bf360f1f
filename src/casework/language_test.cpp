#include <gmock/gmock.h>

#include "casework/test_support.hpp"

/// Words of the pack language that need a pack and an act to be seen.
namespace guiju::casework {
namespace {

using test::at;
using testing::ElementsAre;

constexpr const char* share_yaml = R"(
type: share
title: {zh: 分, en: Share}
key: '{serial}'
fields:
  order: {type: list of text, title: {zh: 次序, en: Order}}
  word: {type: text, title: {zh: 词, en: Word}}
  parts:
    type: list
    of:
      name: {type: text, title: {zh: 名, en: Name}}
    title: {zh: 份, en: Parts}
  rows: {type: list of text, title: {zh: 各行, en: Rows}}
  size: {type: number, title: {zh: 大小, en: Size}}
states:
  open: {title: {zh: 开, en: Open}}
commands:
  share.draw:
    title: {zh: 抽, en: Draw}
    rules: [T-1]
    creates: true
    to: open
    input: {size: {}}
    let: {taken: tables.sizes}
    set:
      order: 'drawn_order("2026-04-01", ["K01", "K02", "K03", "K04", "K05"])'
      rows: >-
        for r in readings.sizes return string join(append(r.rules, r.outcome, if r.but_for = null then "matches"
        else r.but_for + " " + string(r.stands)), " ")
      word: taken
      parts: 'if size = 1 then [{name: "a", weight: 3}] else if size = 2 then [{name: 5}] else null'
    fact: share_drawn
  share.tell:
    title: {zh: 告知, en: Tell}
    rules: [T-1]
    fact: share_told
    then:
      - {do: site.update, on: 'if size = 1 then "P1" else null'}
)";

constexpr const char* sizes_yaml = R"(
id: sizes
title: {zh: 大小, en: Sizes}
rules: [T-1]
hit: first
inputs:
  - {label: 大小, value: size}
outputs:
  - {name: word, type: text}
rows:
  - {when: ['> 10'], then: ['"big"'], rules: [T-2]}
  - {when: ['> 5'], then: ['"middling"'], rules: [T-3]}
  - {when: ['-'], then: ['"small"'], rules: [T-1]}
)";

class Language : public testing::Test {
 protected:
  void SetUp() override {
    auto files = test::small_files();
    files["cases/share.yaml"] = share_yaml;
    files["tables/sizes.yaml"] = sizes_yaml;
    Diagnostics diagnostics;
    pack = test::compile(files, diagnostics);
    for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    ASSERT_NE(pack, nullptr);
  }

  Outcome act(const char* name, const RecordId& on, std::vector<feel::Value> inputs = {}) {
    const auto* command = pack->find_command(name);
    Order order{command, on, std::move(inputs), {}, {Actor::Kind::system, {}}, {}};
    order.given.assign(order.inputs.size(), true);
    auto outcome = decide(known, order, at("2026-03-02T10:00:00+08:00"));
    if (const auto* decision = std::get_if<Decision>(&outcome)) known.take(*decision);
    return outcome;
  }
  std::vector<std::string> texts(const RecordId& id, const char* field) {
    const auto context = to_context(*known.find(id));
    std::vector<std::string> found;
    for (const auto& item : context.find(field)->as_list()) found.emplace_back(item.as_string());
    return found;
  }

  std::shared_ptr<const pack::Pack> pack;
  test::Known known;
};

TEST_F(Language, a_draw_goes_by_the_hash_of_seed_and_name) {  // SOC-53
  const auto drawn = std::get<Decision>(act("share.draw", {}, {feel::Value::number(7)})).subject;
  EXPECT_THAT(texts(drawn, "order"), ElementsAre("K05", "K03", "K02", "K04", "K01"));
}

TEST_F(Language, a_table_tells_what_it_passed_over_and_what_one_fact_would_turn) {
  const auto outcome = act("share.draw", {}, {feel::Value::number(7)});
  const auto& decision = std::get<Decision>(outcome);
  EXPECT_THAT(texts(decision.subject, "rows"),
              ElementsAre("T-2 big 大小 7", "T-3 middling matches", "T-1 small matches"));
  // Reading a table is no ground of the act: only the row that decided is cited.
  EXPECT_THAT(pack::rules_of(*pack, decision.facts.at(0).basis), ElementsAre("T-1", "T-3"));
}

TEST_F(Language, a_row_keeps_its_columns_and_nothing_that_could_not_be_read_back) {
  const auto drawn = std::get<Decision>(act("share.draw", {}, {feel::Value::number(1)})).subject;
  EXPECT_EQ(feel::to_text(*to_context(*known.find(drawn)).find("parts")), R"([{name: "a"}])");
  try {
    act("share.draw", {}, {feel::Value::number(2)});
    FAIL() << "a number was written as a text";
  } catch (const std::domain_error& misfit) {
    EXPECT_THAT(misfit.what(), testing::HasSubstr("`parts/name`"));
  }
}

TEST_F(Language, a_follow_up_on_nothing_is_refused_and_never_meant_for_another_type) {
  const auto drawn = act("share.draw", {}, {feel::Value::number(20)});
  const auto told = act("share.tell", std::get<Decision>(drawn).subject);
  ASSERT_TRUE(std::holds_alternative<Refusal>(told));
  EXPECT_EQ(std::get<Refusal>(told).code, "RECORD_UNKNOWN");
}

}  // namespace
}  // namespace guiju::casework
