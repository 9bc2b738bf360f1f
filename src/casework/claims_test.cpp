#include "casework/claims.hpp"

#include <gmock/gmock.h>

#include "casework/test_support.hpp"

namespace guiju::casework {
namespace {

using feel::Value;
using test::at;
using testing::ElementsAre;

constexpr const char* loan_yaml = R"(
type: loan
title: {zh: 借用, en: Loan}
key: '{serial}'
unique:
  one_each: {of: [tool], in: [out], code: TOO_BIG, rules: [T-3]}
fields:
  tool: {type: text, title: {zh: 工具, en: Tool}}
states:
  out: {title: {zh: 借出, en: Out}}
  back: {title: {zh: 归还, en: Back}, final: true}
commands:
  loan.take:
    title: {zh: 借, en: Take}
    rules: [T-1]
    creates: true
    to: out
    input: {tool: {}}
    fact: tool_taken
  loan.give_back: {title: {zh: 还, en: Give back}, rules: [T-1], from: [out], to: back, fact: tool_returned}
  loan.pass_on:
    title: {zh: 转, en: Pass on}
    rules: [T-1]
    from: [out]
    to: back
    fact: tool_passed_on
    then: [{do: loan.take, with: {tool: tool}}]
  loan.try_another:
    title: {zh: 试, en: Try another}
    rules: [T-1]
    from: [out]
    input: {another: {type: text, title: {zh: 另, en: Another}}}
    fact: another_tried
    then: [{do: loan.take, with: {tool: another}, optional: true}]
)";

class Claims : public testing::Test {
 protected:
  void SetUp() override {
    auto files = test::small_files();
    files["cases/loan.yaml"] = loan_yaml;
    Diagnostics diagnostics;
    pack = test::compile(files, diagnostics);
    for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    ASSERT_NE(pack, nullptr);
  }

  Outcome act(const char* name, const RecordId& on, const char* tool = nullptr) {
    const auto* command = pack->find_command(name);
    Order order{command, on, {}, {}, {Actor::Kind::system, {}}, {}};
    if (tool != nullptr) order.inputs = {Value::string(tool)};
    order.given.assign(order.inputs.size(), true);
    auto outcome = decide(known, order, at("2026-03-02T10:00:00+08:00"));
    if (const auto* decision = std::get_if<Decision>(&outcome)) known.take(*decision);
    return outcome;
  }
  RecordId take(const char* tool) { return std::get<Decision>(act("loan.take", {}, tool)).subject; }
  static std::vector<std::string> facts(const Outcome& outcome) {
    std::vector<std::string> names;
    for (const auto& fact : std::get<Decision>(outcome).facts) names.push_back(fact.name);
    return names;
  }

  std::shared_ptr<const pack::Pack> pack;
  test::Known known;
};

TEST_F(Claims, a_second_record_is_refused_until_the_first_gives_up) {
  const auto first = take("梯子");
  const auto outcome = act("loan.take", {}, "梯子");
  const auto* refusal = std::get_if<Refusal>(&outcome);
  ASSERT_NE(refusal, nullptr);
  EXPECT_EQ(refusal->code, "TOO_BIG");
  EXPECT_THAT(refusal->names, ElementsAre("梯子"));
  EXPECT_THAT(pack::rules_of(*pack, refusal->basis), ElementsAre("T-3"));
  take("锤子");
  act("loan.give_back", first);
  take("梯子");
}

TEST_F(Claims, an_empty_value_claims_nothing) {
  take("");
  take("");
}

TEST_F(Claims, what_an_act_gives_up_it_may_take_again_elsewhere) {
  const auto first = take("梯子");
  const auto outcome = act("loan.pass_on", first);
  const auto& claims = std::get<Decision>(outcome).claims;
  ASSERT_EQ(claims.size(), 2U);
  EXPECT_EQ(claims[0].record, first);
  EXPECT_FALSE(claims[0].is_taken);
  EXPECT_NE(claims[1].record, first);
  EXPECT_TRUE(claims[1].is_taken);
}

TEST_F(Claims, a_refused_follow_up_that_is_optional_leaves_the_act_as_if_it_had_not_been_tried) {
  const auto mine = take("梯子");
  take("锤子");
  const auto refused = act("loan.try_another", mine, "锤子");
  EXPECT_THAT(facts(refused), ElementsAre("another_tried"));
  EXPECT_TRUE(std::get<Decision>(refused).serials.empty());
  EXPECT_THAT(facts(act("loan.try_another", mine, "锯子")),
              ElementsAre("another_tried", "tool_taken"));
}

}  // namespace
}  // namespace guiju::casework
