#include <gmock/gmock.h>

#include "casework/test_support.hpp"

/// A refusal that is itself a breach: nothing of the act is done, but that it was tried is on
/// record.
namespace guiju::casework {
namespace {

using feel::Value;
using test::at;

class Attempts : public testing::Test {
 protected:
  void SetUp() override {
    auto files = test::small_files();
    files["pack.yaml"].replace(files["pack.yaml"].find("  SLOW:"), 0,
                               "  NEVER: {zh: 不得, en: Never}\n  TRIED: {zh: 试, en: Tried}\n");
    files["cases/matter.yaml"] += R"(
  matter.decline:
    title: {zh: 拒, en: Decline}
    rules: [T-3]
    who: [clerk]
    refuse: [{code: NEVER, when: 'true', rules: [T-3], breach: {code: TRIED, owed_by: actor.id, about: name}}]
    fact: matter_declined
  matter.pass_off:
    title: {zh: 推, en: Pass off}
    rules: [T-3]
    who: [clerk]
    fact: matter_passed_off
    then: [{do: matter.decline}]
)";
    Diagnostics diagnostics;
    pack = test::compile(files, diagnostics);
    for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    ASSERT_NE(pack, nullptr);
    known.take(std::get<Decision>(
        give("site.register", {}, {{"key", Value::string("P1")}, {"name", Value::string("一")}})));
    const auto opened = std::get<Decision>(
        give("matter.open", {}, {{"name", Value::string("漏水")}, {"site", Value::string("P1")}}));
    known.take(opened);
    matter = opened.subject;
  }

  Outcome give(const std::string& name, const RecordId& on,
               const std::vector<std::pair<std::string, Value>>& with = {}, const char* by = "") {
    const auto* command = pack->find_command(name);
    Order order{command,
                on,
                std::vector<Value>(command->inputs.size()),
                std::vector<bool>(command->inputs.size(), false),
                *by == '\0' ? Actor{Actor::Kind::system, {}} : Actor{Actor::Kind::person, by},
                {}};
    for (const auto& [input, value] : with) {
      const auto index = static_cast<std::size_t>(command->find_input(input));
      order.inputs[index] = value;
      order.given[index] = true;
    }
    return decide(known, order, at("2026-03-16T10:00:00+08:00"));
  }

  std::shared_ptr<const pack::Pack> pack;
  test::Known known;
  RecordId matter;
};

TEST_F(Attempts, a_refusal_that_is_a_breach_leaves_the_breach_and_nothing_of_the_act) {
  const auto outcome = give("matter.decline", matter, {}, "甲");
  const auto& refusal = std::get<Refusal>(outcome);
  EXPECT_EQ(refusal.code, "NEVER");
  ASSERT_NE(refusal.recorded, nullptr);
  ASSERT_EQ(refusal.recorded->facts.size(), 1U);
  const auto& fact = refusal.recorded->facts.front();
  EXPECT_EQ(fact.name, "breach_recorded");
  EXPECT_EQ(refusal.recorded->subject.text, matter.text);
  known.take(*refusal.recorded);
  const auto breaches = known.children(matter, *pack->base->find_type("breach"));
  ASSERT_EQ(breaches.size(), 1U);
  const auto field = [&](const char* name) {
    const auto& type = *breaches[0]->type;
    return feel::to_text(breaches[0]->fields[static_cast<std::size_t>(type.find_field(name))]);
  };
  EXPECT_EQ(field("code"), "TRIED");
  EXPECT_EQ(field("owed_by"), "甲");
  EXPECT_EQ(field("rule"), "T-3");
  EXPECT_EQ(field("about"), "漏水");
  EXPECT_EQ(breaches[0]->entered_by, "");
}

TEST_F(Attempts, whoever_may_not_even_ask_has_tried_nothing) {
  const auto outcome = give("matter.decline", matter, {}, "乙");
  EXPECT_EQ(std::get<Refusal>(outcome).code, "NOT_ENTITLED_ROLE");
  EXPECT_EQ(std::get<Refusal>(outcome).recorded, nullptr);
}

TEST_F(Attempts, what_the_system_is_refused_on_the_way_is_nobodys_attempt) {
  const auto outcome = give("matter.pass_off", matter, {}, "甲");
  EXPECT_EQ(std::get<Refusal>(outcome).code, "NEVER");
  EXPECT_EQ(std::get<Refusal>(outcome).recorded, nullptr);
}

}  // namespace
}  // namespace guiju::casework
