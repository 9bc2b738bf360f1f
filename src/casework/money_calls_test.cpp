#include "casework/money_calls.hpp"

#include <gmock/gmock.h>

#include "feel/expression.hpp"

namespace guiju::casework {
namespace {

using pack::Function;
using testing::HasSubstr;

class MoneyFunctions final : public feel::Environment {
 public:
  feel::Value variable(int) const override { return {}; }
  feel::Value call(int slot, std::span<const feel::Value> arguments) const override {
    return money_call(static_cast<Function>(slot), arguments);
  }
};

feel::Scope scope() {
  feel::Scope scope;
  pack::add_functions(scope);
  return scope;
}

/// What an expression of a pack gives, as JSON.
std::string value_of(const std::string& text) {
  Diagnostics diagnostics;
  const auto expression = feel::Expression::compile(text, {}, scope(), diagnostics);
  EXPECT_TRUE(diagnostics.empty()) << text << ": " << to_text(diagnostics.front());
  std::string json;
  if (expression) feel::append_json(json, expression->evaluate(MoneyFunctions{}));
  return json;
}

std::string finding_of(const std::string& text) {
  Diagnostics diagnostics;
  feel::Expression::compile(text, {}, scope(), diagnostics);
  return diagnostics.empty() ? "" : to_text(diagnostics.front());
}

struct Case {
  const char* expression;
  const char* json;
};

class Gives : public testing::TestWithParam<Case> {};

TEST_P(Gives, what_the_rulebook_says) {
  EXPECT_EQ(value_of(GetParam().expression), GetParam().json);
}

INSTANTIATE_TEST_SUITE_P(
    Rulebook, Gives,
    testing::Values(
        Case{R"(loss_by_lines(["allowance", "freight"], [120000, 8000]).amount_fen)", "128000"},
        Case{R"(loss_by_lines(["a", "b"], [15000, 20000], [2, 1]).amount_fen)", "50000"},
        Case{"a_grade_loss(1000, 300, 220000).amount_fen", "80000"},
        Case{"a_grade_loss(600, 300, 150000, 40000).amount_fen", "70000"},
        Case{
            R"(liability_shares(100001, ["E03", "E04"], [50, 50], 2, "largest_remainder_to_fen").lines)",
            R"([{"party":"E03","share_pct":50,"amount_fen":50001},)"
            R"({"party":"E04","share_pct":50,"amount_fen":50000}])"},
        Case{
            R"(liability_shares(100, ["b", "a"], [50.5, 49.5], 1, "largest_remainder_as_listed").lines.amount_fen)",
            "[51,49]"},
        Case{
            R"(base_point_deductions(1000000, ["a", "b", "c"], [5, 3, 2], "largest_remainder_to_fen").lines.amount_fen)",
            "[500000,300000,200000]"},
        Case{
            R"(base_point_deductions(1, ["a", "b"], [1.5, 1.5], "largest_remainder_to_fen").points)",
            "3"},
        Case{R"(commission_split(1000001, ["B", "C", "D"], [80, 20, 20], [1, 2, 2]).lines)",
             R"([{"party":"B","parts":160,"amount_fen":800001},)"
             R"({"party":"C","parts":20,"amount_fen":100000},)"
             R"({"party":"D","parts":20,"amount_fen":100000}])"},
        Case{R"(rated_deductions(3000, ["a"], [4], "half_up").lines)",
             R"([{"party":"a","points":4,"amount_fen":12000}])"},
        Case{
            R"(month_deductions(["260301"], [200000], 300000, 50, 0, false, "floor").lines)",
            R"([{"case":"260301","balance_fen":200000,"deducted_fen":150000,"carried_fen":50000}])"},
        Case{R"(month_deductions(["260301"], [200000], 300000, 50, 100000, true, "floor").cap_fen)",
             "50000"},
        Case{R"(month_deductions([], [], 300000, 50, 0, false, "floor").carried_fen)", "0"},
        Case{R"(return_tolerance(1000, 1030, 3, "hold", "floor").quantity)", "1030"},
        Case{R"(return_tolerance(1000, 1031, 3, "hold", "floor").quantity)", "null"},
        Case{R"(return_tolerance(1000, 1031, 3, "hold", "floor").is_over)", "true"},
        Case{R"(return_tolerance(1000, 1031, 3, "book_max", "floor").quantity)", "1030"},
        Case{R"(return_tolerance(1000, 1031, 3, "book_actual", "floor").quantity)", "1031"},
        Case{R"(return_tolerance(1000, 1001, null, "hold", "floor").quantity_max)", "1000"},
        Case{R"(return_tolerance(33, 0, 3, "hold", "ceiling").quantity_max)", "34"},
        Case{R"(month_deductions(["a"], [9], 7, 50, 0, false, "half_up").cap_fen)", "4"},
        Case{"voucher_amount(210, 1250, 262000).difference_fen", "500"},
        Case{"voucher_amount(1000, 250).amount_fen", "250000"},
        Case{"voucher_amount(1000, 250).difference_fen", "null"},
        Case{"allowance_booking(100001, 100000).is_above_decision", "true"},
        Case{"allowance_booking(40000, 100000, 60000).remaining_fen", "0"},
        Case{
            R"(collection_rate(10000000, 7200000, 2000000, 0, "due_and_collected", 2, "half_up").rate_pct)",
            "90"},
        Case{
            R"(collection_rate(10000000, 7200000, 2000000, 800000, "due_only", 2, "half_up").rate_pct)",
            "90"},
        Case{R"(collection_rate(1, 0, 1, 0, "due_only", 2, "half_up").rate_pct)", "null"},
        Case{R"(percentage(2, 3, 2, "half_up").rate_pct)", "66.67"},
        Case{R"(part_of(320000, 100, "half_up").amount_fen)", "320000"},
        Case{R"(quotient_of(435000, 21.75, "half_up").amount_fen)", "20000"},
        Case{R"(part_of(pct: 12.5, amount_fen: 4, rounding: "half_even").amount_fen)", "0"}));

class Refuses : public testing::TestWithParam<Case> {};

TEST_P(Refuses, by_a_word_and_the_name_of_the_input) {
  const std::string call = GetParam().expression;
  EXPECT_EQ(value_of("[" + call + ".refusal, " + call + ".refused_input]"), GetParam().json);
  EXPECT_EQ(value_of(call + ".derivation"), "null");
}

INSTANTIATE_TEST_SUITE_P(
    Inputs, Refuses,
    testing::Values(
        Case{R"(quotient_of(435000, 0, "half_up"))", R"(["zero","divisor"])"},
        Case{"a_grade_loss(1000, 300, -1)", R"(["negative","resale_amount_fen"])"},
        Case{"a_grade_loss(1000, 300, null)", R"(["value_missing","resale_amount_fen"])"},
        Case{"a_grade_loss(1000, 300.5, 0)", R"(["not_whole","a_grade_price_fen"])"},
        Case{"a_grade_loss(1, 9007199254740992, 0)", R"(["too_large","a_grade_price_fen"])"},
        Case{"a_grade_loss(1, 1e33, 0)", R"(["too_large","a_grade_price_fen"])"},
        Case{"a_grade_loss(3, 9007199254740991, 0)", R"(["too_large","a_grade_amount_fen"])"},
        Case{"loss_by_lines([], [])", R"(["value_missing","lines"])"},
        Case{R"(loss_by_lines(["a"], [1, 2]))", R"(["lists_differ","amounts_fen"])"},
        Case{R"(loss_by_lines(["a", "b"], [1, null]))", R"(["value_missing","amounts_fen"])"},
        Case{R"(loss_by_lines(["a"], [1], [0.5]))", R"(["not_whole","counts"])"},
        Case{R"(liability_shares(1, ["a", "b"], [50, 49.99], 2, "largest_remainder_to_fen"))",
             R"(["shares_not_100","shares_pct"])"},
        Case{R"(liability_shares(1, ["a", "b"], [50.001, 49.999], 2, "largest_remainder_to_fen"))",
             R"(["too_many_decimals","shares_pct"])"},
        Case{
            R"(liability_shares(1, ["a", "b"], [50.0000001, 49.9999999], 6, "largest_remainder_to_fen"))",
            R"(["too_many_decimals","shares_pct"])"},
        Case{R"(liability_shares(1, ["a"], [100], 2, "by_dice"))",
             R"(["word_unknown","rounding"])"},
        Case{R"(liability_shares(1, ["a"], [100], 2, null))", R"(["value_missing","rounding"])"},
        Case{R"(liability_shares(1, ["a", "a"], [50, 50], 2, "largest_remainder_to_fen"))",
             R"(["named_twice","parties"])"},
        Case{R"(base_point_deductions(1, ["a", "b"], [0, 0], "largest_remainder_to_fen"))",
             R"(["no_base_points","points"])"},
        Case{R"(month_deductions(["a"], [1], 1, 50, 0, null, "floor"))",
             R"(["value_missing","cap_includes_administrative"])"},
        Case{R"(return_tolerance(1, 1, 3, "wait", "floor"))", R"(["word_unknown","on_excess"])"},
        Case{R"(return_tolerance(1, 1, -3, "hold", "floor"))",
             R"(["negative","over_quantity_ratio_pct"])"},
        Case{R"(collection_rate(1, 0, 2, 0, "due_only", 2, "half_up"))",
             R"(["more_than_due","complained_receivable_fen"])"},
        Case{R"(collection_rate(1, 0, null, 0, "due_only", 2, "half_up"))",
             R"(["value_missing","complained_receivable_fen"])"},
        Case{R"(return_tolerance(1, 1, 3, "hold", null))", R"(["value_missing","rounding"])"},
        Case{R"(percentage(1, 3, 7, "half_up"))", R"(["too_many_decimals","decimals"])"},
        Case{R"(percentage(1, 3, 2, "down"))", R"(["word_unknown","rounding"])"}));

TEST(MoneyFunction, that_is_refused_gives_no_amount_and_no_lines) {
  EXPECT_EQ(value_of(R"(base_point_deductions(-1, ["a"], [1], "largest_remainder_to_fen"))"),
            R"({"lines":[],"points":null,"amount_fen":null,"refusal":"negative",)"
            R"("refused_input":"loss_fen","derivation":null})");
}

TEST(MoneyFunction, gives_its_derivation) {
  EXPECT_EQ(value_of("voucher_amount(210, 1250, 262000)"),
            R"({"amount_fen":262500,"difference_fen":500,"refusal":null,"refused_input":null,)"
            R"("derivation":{"computation":"voucher_amount","inputs":[)"
            R"({"name":"quantity","value":210},{"name":"unit_price_fen","value":1250},)"
            R"({"name":"stated_amount_fen","value":262000}],"steps":[)"
            R"({"name":"amount_fen","formula":"quantity × unit_price_fen",)"
            R"("calculation":"210 × 1250","value":262500},)"
            R"({"name":"difference_fen","formula":"amount_fen − stated_amount_fen",)"
            R"("calculation":"262500 − 262000","value":500}]}})");
}

TEST(MoneyFunction, names_the_party_and_the_rounding_in_its_derivation) {
  const auto json = value_of(
      R"(liability_shares(1, ["E03", "E04"], [50, 50], 2, "largest_remainder_to_fen").derivation)");
  EXPECT_THAT(json, HasSubstr(R"("rounding":"largest_remainder_to_fen")"));
  EXPECT_THAT(json, HasSubstr(R"({"name":"shares_pct","of":"E04","value":50})"));
  EXPECT_THAT(json, HasSubstr(R"({"name":"amount_fen","of":"E03","formula":)"));
}

TEST(MoneyFunction, with_wrong_arguments_is_found_when_the_pack_is_loaded) {
  EXPECT_THAT(finding_of(R"(a_grade_loss("1000", 300, 0))"), HasSubstr("wrong-type"));
  EXPECT_THAT(finding_of("a_grade_loss(1000, 300)"), HasSubstr("wrong-arguments"));
  EXPECT_THAT(finding_of("a_grade_loss(1000, 300, 0).amount"), HasSubstr("unknown"));
}

}  // namespace
}  // namespace guiju::casework
