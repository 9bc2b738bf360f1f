#include "money/loss.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "money/test_support.hpp"

namespace guiju::money {
namespace {

using test::refusal_of;
using test::wrong_step;

Resale sold(std::int64_t pieces, std::int64_t price_fen, std::int64_t got_fen) {
  return {Quantity{pieces}, Money{price_fen}, Money{got_fen}, {}};
}

TEST(LossByLines, IsTheSumOfItsLines) {  // PCB-40
  const std::vector<LossLine> lines{{"allowance", Money{120000}, {}}, {"freight", Money{8000}, {}}};
  const auto loss = std::get<Amount>(loss_by_lines(lines));
  EXPECT_EQ(loss.amount.fen, 128000);
  EXPECT_EQ(test::find_step(loss.derivation, "loss_fen")->calculation, "120000 + 8000");
  EXPECT_EQ(loss.derivation.inputs.at(1).of, "freight");
  EXPECT_EQ(wrong_step(loss.derivation), "");
}

TEST(LossByLines, OfATableIsCountTimesBaseOfEachItem) {  // PCY-30
  const std::vector<LossLine> lines{{"scrap", Money{15000}, Quantity{2}},
                                    {"rework", Money{20000}, Quantity{1}}};
  const auto loss = std::get<Amount>(loss_by_lines(lines));
  EXPECT_EQ(loss.amount.fen, 50000);
  EXPECT_EQ(test::find_step(loss.derivation, "line_fen", "scrap")->calculation, "2 × 15000");
  EXPECT_EQ(wrong_step(loss.derivation), "");
}

TEST(LossByLines, IsZeroOnlyWhenALineSaysSo) {
  const std::vector<LossLine> nothing_lost{{"other", Money{0}, {}}};
  EXPECT_EQ(std::get<Amount>(loss_by_lines(nothing_lost)).amount.fen, 0);
  EXPECT_EQ(refusal_of(loss_by_lines({})), (Refusal{Reason::value_missing, "lines"}));
}

TEST(LossByLines, RefusesANegativeLine) {
  const std::vector<LossLine> lines{{"allowance", Money{5}, {}}, {"freight", Money{-1}, {}}};
  EXPECT_EQ(refusal_of(loss_by_lines(lines)), (Refusal{Reason::negative, "amounts_fen"}));
}

TEST(LossByLines, RefusesASumThatIsTooLarge) {
  const std::vector<LossLine> at_most{{"scrap", Money{number_max}, {}}};
  EXPECT_EQ(std::get<Amount>(loss_by_lines(at_most)).amount.fen, number_max);
  const std::vector<LossLine> above{{"scrap", Money{number_max}, {}}, {"freight", Money{1}, {}}};
  EXPECT_EQ(refusal_of(loss_by_lines(above)), (Refusal{Reason::too_large, "loss_fen"}));
}

TEST(Total, IsWrittenDownTermByTerm) {
  const std::vector<NamedAmount> lines{{"甲", Money{3200}}, {"乙", Money{0}}, {"甲", Money{55}}};
  const auto total = std::get<Amount>(total_of(lines));
  EXPECT_EQ(total.amount.fen, 3255);
  EXPECT_EQ(test::find_step(total.derivation, "total_fen")->calculation, "3200 + 0 + 55");
  EXPECT_EQ(wrong_step(total.derivation), "");
}

TEST(Total, OfNothingIsZeroAndANegativeAmountIsRefused) {
  EXPECT_EQ(std::get<Amount>(total_of({})).amount.fen, 0);
  const std::vector<NamedAmount> negative{{"甲", Money{-1}}};
  EXPECT_EQ(refusal_of(total_of(negative)), (Refusal{Reason::negative, "amounts_fen"}));
}

TEST(Balance, IsWhatIsLeftAndNeverBelowZero) {
  const std::vector<NamedAmount> taken{{"2026-08", Money{40000}}, {"2026-09", Money{11600}}};
  const auto left = std::get<Amount>(balance_of(Money{51600}, taken));
  EXPECT_EQ(left.amount.fen, 0);
  EXPECT_EQ(test::find_step(left.derivation, "left_fen")->calculation, "51600 − 51600");
  EXPECT_EQ(wrong_step(left.derivation), "");
  EXPECT_EQ(refusal_of(balance_of(Money{51599}, taken)),
            (Refusal{Reason::too_large, "amounts_fen"}));
}

TEST(AGradeLoss, IsTheShortfallAgainstTheAGradePrice) {  // PCB-72
  const auto loss = std::get<Amount>(a_grade_loss(sold(1000, 300, 220000)));
  EXPECT_EQ(loss.amount.fen, 80000);
  EXPECT_EQ(test::find_step(loss.derivation, "shortfall_fen")->calculation,
            "max(0, 300000 − 220000)");
  EXPECT_EQ(wrong_step(loss.derivation), "");
}

TEST(AGradeLoss, IsNothingWhenTheGoodsFetchedMore) {
  EXPECT_EQ(std::get<Amount>(a_grade_loss(sold(1000, 300, 300000))).amount.fen, 0);
  EXPECT_EQ(std::get<Amount>(a_grade_loss(sold(1000, 300, 300001))).amount.fen, 0);
  EXPECT_EQ(std::get<Amount>(a_grade_loss(sold(1000, 300, 299999))).amount.fen, 1);
}

TEST(AGradeLoss, AddsTheActualLossOfWhatWasNotSold) {  // PCB-72, PCB-73
  auto resale = sold(600, 300, 150000);
  resale.unsold_loss = Money{40000};
  const auto loss = std::get<Amount>(a_grade_loss(resale));
  EXPECT_EQ(loss.amount.fen, 70000);
  EXPECT_EQ(wrong_step(loss.derivation), "");
}

TEST(AGradeLoss, RefusesEachNegativeInputByItsName) {  // PCB-72
  EXPECT_EQ(refusal_of(a_grade_loss(sold(-1, 300, 0))), (Refusal{Reason::negative, "quantity"}));
  EXPECT_EQ(refusal_of(a_grade_loss(sold(1, -300, 0))),
            (Refusal{Reason::negative, "a_grade_price_fen"}));
  EXPECT_EQ(refusal_of(a_grade_loss(sold(1000, 300, -1))),
            (Refusal{Reason::negative, "resale_amount_fen"}));
}

TEST(AGradeLoss, RefusesAProductThatIsTooLarge) {
  EXPECT_EQ(refusal_of(a_grade_loss(sold(number_max, number_max, 0))),
            (Refusal{Reason::too_large, "a_grade_amount_fen"}));
  EXPECT_EQ(refusal_of(a_grade_loss(sold(number_max + 1, 0, 0))),
            (Refusal{Reason::too_large, "quantity"}));
}

}  // namespace
}  // namespace guiju::money
