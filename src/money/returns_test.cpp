#include "money/returns.hpp"

#include <gtest/gtest.h>

#include "money/test_support.hpp"

namespace guiju::money {
namespace {

using test::refusal_of;
using test::wrong_step;

ReturnTolerance tolerance(std::int64_t approved, std::int64_t actual, Number ratio_pct,
                          ExcessTreatment on_excess = ExcessTreatment::hold) {
  return std::get<ReturnTolerance>(return_tolerance(
      {Quantity{approved}, Quantity{actual}, ratio_pct, on_excess, Rounding::floor}));
}

TEST(ReturnTolerance, BooksWhatCameUpToTheOverQuantityRatio) {  // PCB-60
  const auto at_most = tolerance(1000, 1030, {3, 0});
  EXPECT_EQ(at_most.quantity_max.pieces, 1030);
  EXPECT_FALSE(at_most.is_over);
  EXPECT_EQ(at_most.quantity, Quantity{1030});
  EXPECT_EQ(tolerance(1000, 970, {3, 0}).quantity, Quantity{970});
  EXPECT_EQ(tolerance(200, 210, {5, 0}).quantity, Quantity{210});  // PCY-46
  EXPECT_EQ(wrong_step(at_most.derivation), "");
}

TEST(ReturnTolerance, HoldsAQuantityAboveTheRatio) {  // PCB-61
  const auto held = tolerance(1000, 1031, {3, 0});
  EXPECT_TRUE(held.is_over);
  EXPECT_EQ(held.quantity, std::nullopt);
  EXPECT_EQ(test::find_step(held.derivation, "excess_quantity")->calculation,
            "max(0, 1031 − 1030)");
  EXPECT_EQ(tolerance(1031, 1031, {3, 0}).quantity, Quantity{1031});
}

TEST(ReturnTolerance, MayBookTheTolerableOrAllOfAnExcess) {  // PCB-61
  EXPECT_EQ(tolerance(1000, 1031, {3, 0}, ExcessTreatment::book_max).quantity, Quantity{1030});
  EXPECT_EQ(tolerance(1000, 1031, {3, 0}, ExcessTreatment::book_actual).quantity, Quantity{1031});
  EXPECT_EQ(tolerance(1000, 970, {3, 0}, ExcessTreatment::book_max).quantity, Quantity{970});
}

TEST(ReturnTolerance, IsFloored) {
  EXPECT_EQ(tolerance(33, 0, {3, 0}).quantity_max.pieces, 33);
  EXPECT_EQ(tolerance(34, 0, {3, 0}).quantity_max.pieces, 35);
  EXPECT_EQ(tolerance(1000, 0, {25, 1}).quantity_max.pieces, 1025);
  EXPECT_EQ(wrong_step(tolerance(999, 1031, {25, 1}).derivation), "");
}

TEST(ReturnTolerance, OfNoRatioIsTheApprovedQuantity) {
  EXPECT_EQ(tolerance(1000, 1001, {0, 0}).quantity_max.pieces, 1000);
  EXPECT_TRUE(tolerance(0, 1, {3, 0}).is_over);
}

TEST(ReturnTolerance, RefusesWhatCannotBe) {
  EXPECT_EQ(refusal_of(return_tolerance({Quantity{-1}, Quantity{0}, {3, 0}})),
            (Refusal{Reason::negative, "approved_quantity"}));
  EXPECT_EQ(refusal_of(return_tolerance({Quantity{number_max}, Quantity{0}, {3, 0}})),
            (Refusal{Reason::too_large, "quantity_max"}));
}

TEST(VoucherAmount, FollowsTheActualQuantity) {  // PCB-59, PCB-96
  const auto agreed = std::get<VoucherAmount>(voucher_amount(Quantity{1000}, Money{250}, {}));
  EXPECT_EQ(agreed.amount.fen, 250000);
  EXPECT_EQ(agreed.difference_fen, std::nullopt);
  const auto differs =
      std::get<VoucherAmount>(voucher_amount(Quantity{210}, Money{1250}, Money{262000}));
  EXPECT_EQ(differs.amount.fen, 262500);
  EXPECT_EQ(differs.difference_fen, 500);
  EXPECT_EQ(wrong_step(differs.derivation), "");
}

TEST(VoucherAmount, DifferenceIsNegativeWhenThePaperStatesMore) {
  const auto result = std::get<VoucherAmount>(voucher_amount(Quantity{1}, Money{100}, Money{101}));
  EXPECT_EQ(result.difference_fen, -1);
  EXPECT_EQ(wrong_step(result.derivation), "");
}

TEST(VoucherAmount, IsTheMinimumForEachWarning) {  // PCB-80, PCB-81
  EXPECT_EQ(std::get<VoucherAmount>(voucher_amount(Quantity{2}, Money{40000}, {})).amount.fen,
            80000);
}

TEST(VoucherAmount, RefusesOverflow) {
  EXPECT_EQ(refusal_of(voucher_amount(Quantity{number_max}, Money{2}, {})),
            (Refusal{Reason::too_large, "amount_fen"}));
}

TEST(AllowanceBooking, MayUseUpTheDecisionToTheFen) {  // PCB-57
  const auto all = std::get<AllowanceBooking>(allowance_booking(Money{100000}, Money{100000}, {}));
  EXPECT_FALSE(all.is_above_decision);
  EXPECT_EQ(all.remaining_fen, 0);
  const auto above =
      std::get<AllowanceBooking>(allowance_booking(Money{100001}, Money{100000}, {}));
  EXPECT_TRUE(above.is_above_decision);
  EXPECT_EQ(above.remaining_fen, -1);
}

TEST(AllowanceBooking, CountsWhatWasBookedBefore) {
  const auto second =
      std::get<AllowanceBooking>(allowance_booking(Money{40001}, Money{100000}, Money{60000}));
  EXPECT_TRUE(second.is_above_decision);
  EXPECT_EQ(wrong_step(second.derivation), "");
}

TEST(AllowanceBooking, RefusesANegativeAmount) {
  EXPECT_EQ(refusal_of(allowance_booking(Money{-1}, Money{1}, {})),
            (Refusal{Reason::negative, "amount_fen"}));
}

}  // namespace
}  // namespace guiju::money
