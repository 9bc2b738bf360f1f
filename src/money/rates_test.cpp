#include "money/rates.hpp"

#include <gtest/gtest.h>

#include "money/test_support.hpp"

namespace guiju::money {
namespace {

using test::refusal_of;
using test::wrong_step;

constexpr RateRules two_decimals{.decimals = 2, .rounding = Rounding::half_up};

Collection march() {
  return {.due = Money{10000000},
          .collected = Money{7200000},
          .complained_receivable = Money{2000000},
          .collected_on_complained = Money{0},
          .excluded_from = ReceivableExclusion::due_and_collected};
}

TEST(CollectionRate, LeavesTheReceivableUnderComplaintOut) {  // PCB-63
  const auto rate = std::get<Rate>(collection_rate(march(), two_decimals));
  EXPECT_EQ(rate.rate_pct, (Number{9000, 2}));
  EXPECT_EQ(to_text(*rate.rate_pct), "90.00");
  EXPECT_EQ(wrong_step(rate.derivation), "");
}

TEST(CollectionRate, LeavesOutWhatWasCollectedOnItToo) {  // PCB-63
  auto of = march();
  of.collected_on_complained = Money{800000};
  EXPECT_EQ(std::get<Rate>(collection_rate(of, two_decimals)).rate_pct, (Number{8000, 2}));
  of.excluded_from = ReceivableExclusion::due_only;
  const auto due_only = std::get<Rate>(collection_rate(of, two_decimals));
  EXPECT_EQ(due_only.rate_pct, (Number{9000, 2}));
  EXPECT_EQ(wrong_step(due_only.derivation), "");
}

TEST(CollectionRate, IsNoneWhenNothingElseIsDue) {  // PCB-63
  auto of = march();
  of.due = of.complained_receivable;
  const auto none = std::get<Rate>(collection_rate(of, two_decimals));
  EXPECT_EQ(none.rate_pct, std::nullopt);
  EXPECT_EQ(none.derivation.steps.back().calculation, "7200000 × 100 ÷ 0");
}

TEST(CollectionRate, RefusesMoreThanThereIs) {
  auto of = march();
  of.complained_receivable = Money{10000001};
  EXPECT_EQ(refusal_of(collection_rate(of, two_decimals)),
            (Refusal{Reason::more_than_due, "complained_receivable_fen"}));
  of = march();
  of.collected_on_complained = Money{7200001};
  EXPECT_EQ(refusal_of(collection_rate(of, two_decimals)),
            (Refusal{Reason::more_than_collected, "collected_on_complained_fen"}));
}

TEST(Percentage, IsRoundedOnceAtTheEnd) {
  const auto of = [](std::int64_t part, std::int64_t whole, RateRules rules) {
    return *std::get<Rate>(percentage({part, 0}, {whole, 0}, rules)).rate_pct;
  };
  EXPECT_EQ(of(1, 3, two_decimals), (Number{3333, 2}));
  EXPECT_EQ(of(2, 3, two_decimals), (Number{6667, 2}));
  EXPECT_EQ(of(1, 800, two_decimals), (Number{13, 2}));  // 0.125
  EXPECT_EQ(of(1, 800, {2, Rounding::half_even}), (Number{12, 2}));
  EXPECT_EQ(of(3, 800, {2, Rounding::half_even}), (Number{38, 2}));
  EXPECT_EQ(of(1, 800, {2, Rounding::floor}), (Number{12, 2}));
  EXPECT_EQ(of(1, 1000000, {2, Rounding::ceiling}), (Number{1, 2}));
  EXPECT_EQ(of(1, 800, {0, Rounding::half_up}), (Number{0, 0}));
}

TEST(Percentage, OfNothingIsNone) {
  EXPECT_EQ(std::get<Rate>(percentage({0, 0}, {0, 0}, two_decimals)).rate_pct, std::nullopt);
}

TEST(Percentage, TakesNumbersWithDecimals) {
  const auto rate = std::get<Rate>(percentage({15, 1}, {6, 0}, two_decimals));
  EXPECT_EQ(rate.rate_pct, (Number{2500, 2}));
  EXPECT_EQ(wrong_step(rate.derivation), "");
}

TEST(Percentage, RefusesMoreDecimalsThanThereAre) {
  EXPECT_EQ(refusal_of(percentage({1, 0}, {1, 0}, {7, Rounding::half_up})),
            (Refusal{Reason::too_many_decimals, "decimals"}));
}

TEST(PartOf, IsTheWholeBonusAtAHundredPercent) {  // PCB-82
  EXPECT_EQ(std::get<Amount>(part_of(Money{320000}, {100, 0}, Rounding::half_up)).amount.fen,
            320000);
}

TEST(PartOf, IsRoundedAsTheRuleSays) {
  const auto of = [](std::int64_t fen, Rounding rounding) {
    return std::get<Amount>(part_of(Money{fen}, {125, 1}, rounding)).amount.fen;
  };
  EXPECT_EQ(of(4, Rounding::half_up), 1);
  EXPECT_EQ(of(4, Rounding::half_even), 0);
  EXPECT_EQ(of(4, Rounding::floor), 0);
  EXPECT_EQ(of(1, Rounding::ceiling), 1);
  EXPECT_EQ(of(0, Rounding::ceiling), 0);
}

TEST(QuotientOf, IsTheBasicPayOfADay) {  // SOC-8: 4350.00 yuan a month, 21.75 days
  const auto day = std::get<Amount>(quotient_of(Money{435000}, {2175, 2}, Rounding::half_up));
  EXPECT_EQ(day.amount.fen, 20000);
  EXPECT_EQ(wrong_step(day.derivation), "");
}

TEST(QuotientOf, IsRoundedAsTheRuleSays) {
  const auto of = [](std::int64_t fen, Rounding rounding) {
    return std::get<Amount>(quotient_of(Money{fen}, {4, 0}, rounding)).amount.fen;
  };
  EXPECT_EQ(of(2, Rounding::half_up), 1);
  EXPECT_EQ(of(2, Rounding::half_even), 0);
  EXPECT_EQ(of(3, Rounding::floor), 0);
  EXPECT_EQ(of(1, Rounding::ceiling), 1);
}

TEST(QuotientOf, RefusesADivisorOfZeroAndWhatGrowsTooLarge) {
  EXPECT_EQ(refusal_of(quotient_of(Money{1}, {0, 2}, Rounding::half_up)),
            (Refusal{Reason::zero, "divisor"}));
  EXPECT_EQ(refusal_of(quotient_of(Money{number_max}, {5, 1}, Rounding::half_up)),
            (Refusal{Reason::too_large, "quotient_fen"}));
}

TEST(PartOf, RefusesOverflow) {
  EXPECT_EQ(refusal_of(part_of(Money{number_max}, {101, 0}, Rounding::half_up)),
            (Refusal{Reason::too_large, "part_fen"}));
}

}  // namespace
}  // namespace guiju::money
