#include "money/worksheet.hpp"

#include <gtest/gtest.h>

#include "money/test_support.hpp"

namespace guiju::money {
namespace {

Derivation worksheet_with(const char* calculation, std::int64_t value, int decimals = 0) {
  Worksheet sheet("test");
  sheet.note({.name = "amount_fen", .formula = "", .calculation = calculation}, value, decimals);
  return sheet.take_derivation();
}

TEST(Worksheet, OfWrongArithmeticIsFoundOnPaper) {
  EXPECT_EQ(test::wrong_step(worksheet_with("floor(100001 × 49.99 ÷ 100)", 49990)), "");
  EXPECT_NE(test::wrong_step(worksheet_with("floor(100001 × 49.99 ÷ 100)", 49991)), "");
  EXPECT_EQ(test::wrong_step(worksheet_with("half_up(1 × 100 ÷ 800, 2)", 13, 2)), "");
  EXPECT_NE(test::wrong_step(worksheet_with("half_even(1 × 100 ÷ 800, 2)", 13, 2)), "");
  EXPECT_NE(test::wrong_step(worksheet_with("2 + 3 × 4 − 1", 19)), "");
  EXPECT_EQ(test::wrong_step(worksheet_with("2 + 3 × 4 − 1", 13)), "");
  EXPECT_NE(test::wrong_step(worksheet_with("max(0, 3 − 5)", -2)), "");
  EXPECT_NE(test::wrong_step(worksheet_with("min(4, 3)", 4)), "");
}

TEST(Worksheet, KeepsTheFirstRefusal) {
  Worksheet sheet("test");
  sheet.take("quantity", Quantity{number_max + 1});
  sheet.take("unit_price_fen", Money{-1});
  EXPECT_EQ(*sheet.refusal(), (Refusal{Reason::too_large, "quantity"}));
}

TEST(Worksheet, RefusesTheFirstValueThatIsTooLargeAndTakesTheLastThatIsNot) {
  Worksheet sheet("test");
  EXPECT_EQ(sheet.note({.name = "a", .formula = "", .calculation = ""}, number_max), number_max);
  EXPECT_FALSE(sheet.refusal());
  EXPECT_EQ(sheet.note({.name = "b", .formula = "", .calculation = ""}, Wide{number_max} + 1), 0);
  EXPECT_EQ(*sheet.refusal(), (Refusal{Reason::too_large, "b"}));
}

TEST(Number, IsWrittenWithAllItsDecimals) {
  EXPECT_EQ(to_text(Number{4999, 2}), "49.99");
  EXPECT_EQ(to_text(Number{5, 2}), "0.05");
  EXPECT_EQ(to_text(Number{-5, 2}), "-0.05");
  EXPECT_EQ(to_text(Number{9000, 2}), "90.00");
  EXPECT_EQ(to_text(Number{0, 0}), "0");
}

}  // namespace
}  // namespace guiju::money
