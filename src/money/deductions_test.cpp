#include "money/deductions.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "money/test_support.hpp"

namespace guiju::money {
namespace {

using test::refusal_of;
using test::wrong_step;

DeductionMonth month(std::int64_t bonus_fen, std::int64_t administrative_fen = 0) {
  return {.performance_bonus = Money{bonus_fen},
          .cap_pct = {50, 0},
          .administrative_deductions = Money{administrative_fen},
          .administrative_count = AdministrativeCount::beside_cap};
}

MonthDeductions deductions(const std::vector<OpenDeduction>& open, const DeductionMonth& of) {
  return std::get<MonthDeductions>(month_deductions(open, of));
}

TEST(MonthDeductions, StopAtHalfTheBonusAndCarryTheRest) {  // PCB-90
  const auto taken = deductions({{"260301", Money{200000}}}, month(300000));
  EXPECT_EQ(taken.cap.fen, 150000);
  EXPECT_EQ(taken.deducted.fen, 150000);
  EXPECT_EQ(taken.carried.fen, 50000);
  EXPECT_EQ(wrong_step(taken.derivation), "");
}

TEST(MonthDeductions, OfTheNextMonthTakeWhatItsOwnCapAllows) {  // PCB-91
  const auto taken = deductions({{"260301", Money{50000}}}, month(80000));
  EXPECT_EQ(taken.deducted.fen, 40000);
  EXPECT_EQ(taken.carried.fen, 10000);
}

TEST(MonthDeductions, AreOneLineACase) {  // PCB-88
  const auto taken = deductions({{"260301", Money{10000}}, {"260305", Money{5000}}}, month(100000));
  ASSERT_EQ(taken.lines.size(), 2U);
  EXPECT_EQ(taken.lines[0].deducted.fen, 10000);
  EXPECT_EQ(taken.lines[1].deducted.fen, 5000);
  EXPECT_EQ(taken.deducted.fen, 15000);
}

TEST(MonthDeductions, TakeTheOldestCaseFirst) {  // PCB-91
  const auto taken = deductions(
      {{"260301", Money{10000}}, {"260305", Money{5000}}, {"260306", Money{1}}}, month(24000));
  EXPECT_EQ(taken.lines[0].deducted.fen, 10000);
  EXPECT_EQ(taken.lines[1].deducted.fen, 2000);
  EXPECT_EQ(taken.lines[1].carried.fen, 3000);
  EXPECT_EQ(taken.lines[2].deducted.fen, 0);
  EXPECT_EQ(taken.carried.fen, 3001);
  EXPECT_EQ(wrong_step(taken.derivation), "");
}

TEST(MonthDeductions, CapIsFloored) {
  EXPECT_EQ(deductions({{"260301", Money{100}}}, month(7)).cap.fen, 3);
  EXPECT_EQ(deductions({{"260301", Money{100}}}, month(1)).cap.fen, 0);
  EXPECT_EQ(deductions({{"260301", Money{100}}}, month(0)).carried.fen, 100);
}

TEST(MonthDeductions, CapMayBeRoundedOtherwise) {
  auto of = month(7);
  of.cap_rounding = Rounding::half_up;
  const auto taken = deductions({{"260301", Money{100}}}, of);
  EXPECT_EQ(taken.cap.fen, 4);
  EXPECT_EQ(taken.derivation.rounding, "half_up");
  EXPECT_EQ(wrong_step(taken.derivation), "");
}

TEST(MonthDeductions, NeverExceedWhatAdministrativeDeductionsLeave) {  // PCB-90
  const std::vector<OpenDeduction> open{{"260301", Money{200000}}};
  EXPECT_EQ(deductions(open, month(300000, 100000)).cap.fen, 150000);
  EXPECT_EQ(deductions(open, month(300000, 200000)).cap.fen, 100000);
  EXPECT_EQ(deductions(open, month(300000, 300000)).cap.fen, 0);
  EXPECT_EQ(deductions(open, month(300000, 300001)).cap.fen, 0);
}

TEST(MonthDeductions, MayCountAdministrativeOnesIntoTheCap) {  // PCB-90
  auto of = month(300000, 100000);
  of.administrative_count = AdministrativeCount::into_cap;
  const auto taken = deductions({{"260301", Money{200000}}}, of);
  EXPECT_EQ(taken.cap.fen, 50000);
  EXPECT_EQ(wrong_step(taken.derivation), "");
  of.administrative_deductions = Money{160000};
  EXPECT_EQ(deductions({{"260301", Money{200000}}}, of).cap.fen, 0);
}

TEST(MonthDeductions, OfNobodyWhoOwesAreNothing) {
  const auto taken = deductions({}, month(300000));
  EXPECT_EQ(taken.deducted.fen, 0);
  EXPECT_EQ(taken.carried.fen, 0);
  EXPECT_EQ(wrong_step(taken.derivation), "");
}

TEST(MonthDeductions, RefuseWhatCannotBe) {
  const std::vector<OpenDeduction> twice{{"260301", Money{1}}, {"260301", Money{1}}};
  EXPECT_EQ(refusal_of(month_deductions(twice, month(10))),
            (Refusal{Reason::named_twice, "cases"}));
  const std::vector<OpenDeduction> negative{{"260301", Money{-1}}};
  EXPECT_EQ(refusal_of(month_deductions(negative, month(10))),
            (Refusal{Reason::negative, "balances_fen"}));
  EXPECT_EQ(refusal_of(month_deductions({}, month(-1))),
            (Refusal{Reason::negative, "performance_bonus_fen"}));
  const std::vector<OpenDeduction> large{{"260301", Money{number_max}}, {"260302", Money{1}}};
  EXPECT_EQ(refusal_of(month_deductions(large, month(10))),
            (Refusal{Reason::too_large, "balance_fen"}));
}

}  // namespace
}  // namespace guiju::money
