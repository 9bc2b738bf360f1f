#include "money/shares.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "money/test_support.hpp"

namespace guiju::money {
namespace {

using test::find_step;
using test::refusal_of;
using test::wrong_step;

constexpr int two_decimals = 2;

Result<Shares> by_percent(std::int64_t loss_fen, const std::vector<Party>& parties,
                          TieOrder ties = TieOrder::lower_id) {
  return liability_shares(Money{loss_fen}, parties, two_decimals, ties);
}

Result<Shares> by_points(std::int64_t loss_fen, const std::vector<Party>& parties) {
  return base_point_deductions(Money{loss_fen}, parties, TieOrder::lower_id);
}

std::vector<std::int64_t> amounts(const Result<Shares>& result) {
  std::vector<std::int64_t> fen;
  for (const auto& share : std::get<Shares>(result).shares) fen.push_back(share.amount.fen);
  return fen;
}

using Fen = std::vector<std::int64_t>;

TEST(LiabilityShares, GiveTheMissingFenToTheLowerIdWhenRemaindersAreEqual) {  // PCB-76
  EXPECT_EQ(amounts(by_percent(100001, {{"E03", {50, 0}}, {"E04", {50, 0}}})), (Fen{50001, 50000}));
  EXPECT_EQ(amounts(by_percent(100001, {{"E04", {50, 0}}, {"E03", {50, 0}}})), (Fen{50000, 50001}));
}

TEST(LiabilityShares, GiveTheMissingFenToTheEarlierWhereTheRuleSaysSo) {
  EXPECT_EQ(amounts(by_percent(100001, {{"E04", {50, 0}}, {"E03", {50, 0}}}, TieOrder::as_listed)),
            (Fen{50001, 50000}));
}

TEST(LiabilityShares, GiveTheMissingFenToTheLargestRemainderFirst) {
  // 33.4, 33.3 and 33.3: one fen is missing after 33 + 33 + 33.
  EXPECT_EQ(amounts(by_percent(100, {{"a", {3330, 2}}, {"b", {3330, 2}}, {"c", {3340, 2}}})),
            (Fen{33, 33, 34}));
}

TEST(LiabilityShares, LowerIdIsThatOfTheText) {
  EXPECT_EQ(amounts(by_percent(1, {{"E9", {50, 0}}, {"E10", {50, 0}}})), (Fen{0, 1}));
}

TEST(LiabilityShares, OfOneFenGoesToOne) {
  EXPECT_EQ(amounts(by_percent(1, {{"E03", {50, 0}}, {"E04", {50, 0}}})), (Fen{1, 0}));
  EXPECT_EQ(amounts(by_percent(0, {{"E03", {50, 0}}, {"E04", {50, 0}}})), (Fen{0, 0}));
}

TEST(LiabilityShares, OfOneFaultIsTheWholeLoss) {  // PCB-75
  EXPECT_EQ(amounts(by_percent(80000, {{"员工丙", {100, 0}}})), (Fen{80000}));
}

TEST(LiabilityShares, MustAddUpToExactlyAHundred) {  // PCB-76
  const Refusal refusal{Reason::shares_not_100, "shares_pct"};
  EXPECT_EQ(refusal_of(by_percent(100, {{"E03", {50, 0}}, {"E04", {4999, 2}}})), refusal);
  EXPECT_EQ(refusal_of(by_percent(100, {{"E03", {50, 0}}, {"E04", {5001, 2}}})), refusal);
  EXPECT_EQ(refusal_of(by_percent(100, {})), refusal);
  EXPECT_EQ(amounts(by_percent(100, {{"E03", {5001, 2}}, {"E04", {4999, 2}}})), (Fen{50, 50}));
}

TEST(LiabilityShares, RefuseMoreDecimalsThanTheRuleAllows) {
  EXPECT_EQ(refusal_of(by_percent(100, {{"a", {50005, 3}}, {"b", {49995, 3}}})),
            (Refusal{Reason::too_many_decimals, "shares_pct"}));
}

TEST(LiabilityShares, RefuseAPersonNamedTwice) {
  EXPECT_EQ(refusal_of(by_percent(100, {{"E03", {50, 0}}, {"E03", {50, 0}}})),
            (Refusal{Reason::named_twice, "parties"}));
}

TEST(LiabilityShares, RefuseWhatIsNegativeOrTooLarge) {
  EXPECT_EQ(refusal_of(by_percent(-1, {{"E03", {100, 0}}})),
            (Refusal{Reason::negative, "loss_fen"}));
  EXPECT_EQ(refusal_of(by_percent(1, {{"a", {150, 0}}, {"b", {-50, 0}}})),
            (Refusal{Reason::negative, "shares_pct"}));
  EXPECT_EQ(refusal_of(by_percent(number_max + 1, {{"a", {100, 0}}})),
            (Refusal{Reason::too_large, "loss_fen"}));
  EXPECT_EQ(amounts(by_percent(number_max, {{"a", {100, 0}}})), (Fen{number_max}));
}

TEST(LiabilityShares, CanBeCheckedOnPaper) {
  const auto shares =
      std::get<Shares>(by_percent(100001, {{"E03", {5001, 2}}, {"E04", {4999, 2}}}));
  EXPECT_EQ(wrong_step(shares.derivation), "");
  EXPECT_EQ(find_step(shares.derivation, "floor_fen", "E03")->calculation,
            "floor(100001 × 50.01 ÷ 100.00)");
  EXPECT_EQ(find_step(shares.derivation, "missing_fen")->calculation, "100001 − 50010 − 49990");
  EXPECT_EQ(find_step(shares.derivation, "amount_fen", "E03")->calculation, "50010 + 1");
  EXPECT_EQ(shares.derivation.rounding, "largest_remainder_to_fen");
}

TEST(BasePointDeductions, SplitTheLossByPoints) {  // PCB-89
  EXPECT_EQ(amounts(by_points(1000000, {{"a", {5, 0}}, {"b", {3, 0}}, {"c", {2, 0}}})),
            (Fen{500000, 300000, 200000}));
  EXPECT_EQ(amounts(by_points(60000, {{"a", {2, 0}}, {"b", {1, 0}}})), (Fen{40000, 20000}));
}

TEST(BasePointDeductions, OfASectionAreTheRateTimesOwnPoints) {  // PCB-93
  const auto shares = std::get<Shares>(by_points(90000, {{"员工丙", {4, 0}}, {"其他", {26, 0}}}));
  EXPECT_EQ(shares.shares.at(0).amount.fen, 12000);
  EXPECT_EQ(shares.weight, (Number{30, 0}));
}

TEST(BasePointDeductions, RefuseAPointTotalOfZero) {  // PCB-89, PCB-92, PCB-93
  const Refusal refusal{Reason::no_base_points, "points"};
  EXPECT_EQ(refusal_of(by_points(100, {{"a", {0, 0}}, {"b", {0, 0}}})), refusal);
  EXPECT_EQ(refusal_of(by_points(100, {})), refusal);
}

TEST(BasePointDeductions, OfWhoHasNoPointsAreNothing) {
  EXPECT_EQ(amounts(by_points(101, {{"a", {0, 0}}, {"b", {1, 0}}, {"c", {1, 0}}})),
            (Fen{0, 51, 50}));
}

TEST(BasePointDeductions, RefusePointsWhoseSumIsTooLarge) {
  EXPECT_EQ(refusal_of(by_points(1, {{"a", {number_max, 0}}, {"b", {1, 0}}})),
            (Refusal{Reason::too_large, "sum_points"}));
}

TEST(CommissionSplit, SharesAGroupEquallyInOnePass) {  // SOC-13, SOC-44, SOC-49
  const auto split = [](std::int64_t fen, const std::vector<Participant>& people) {
    return amounts(commission_split(Money{fen}, people));
  };
  EXPECT_EQ(split(1000001, {{"B", {50, 0}, 1}, {"D", {50, 0}, 1}}), (Fen{500001, 500000}));
  EXPECT_EQ(split(1000001, {{"B", {80, 0}, 1}, {"C", {20, 0}, 2}, {"D", {20, 0}, 2}}),
            (Fen{800001, 100000, 100000}));
  EXPECT_EQ(
      split(100, {{"A", {50, 0}, 1}, {"B", {50, 0}, 3}, {"C", {50, 0}, 3}, {"D", {50, 0}, 3}}),
      (Fen{50, 17, 17, 16}));
  EXPECT_EQ(split(1, {{"A", {4999, 2}, 1}, {"B", {5001, 2}, 1}}), (Fen{0, 1}));
}

TEST(CommissionSplit, IsCheckableOnPaper) {
  const std::vector<Participant> people{{"A", {505, 1}, 1}, {"B", {495, 1}, 2}, {"C", {495, 1}, 2}};
  const auto shares = std::get<Shares>(commission_split(Money{1000001}, people));
  EXPECT_EQ(wrong_step(shares.derivation), "");
  EXPECT_EQ(to_text(shares.weight), "200.0");
}

TEST(CommissionSplit, RefusesGroupsThatAreNotTheWhole) {
  const auto refused = [](const std::vector<Participant>& people) {
    return refusal_of(commission_split(Money{1}, people));
  };
  const Refusal not_whole{Reason::shares_not_100, "group_pct"};
  EXPECT_EQ(refused({}), not_whole);
  EXPECT_EQ(refused({{"A", {80, 0}, 1}, {"B", {20, 0}, 2}}), not_whole);
  EXPECT_EQ(refused({{"A", {100, 0}, 0}}), (Refusal{Reason::value_missing, "among"}));
  EXPECT_EQ(refused({{"A", {50, 0}, 1}, {"A", {50, 0}, 1}}),
            (Refusal{Reason::named_twice, "parties"}));
}

TEST(RatedDeductions, AreTheSetRateTimesOwnPoints) {  // PCB-93
  const std::vector<Party> parties{{"员工丙", {4, 0}}, {"员工丁", {15, 1}}};
  const auto result = rated_deductions(Money{3001}, parties, Rounding::half_up);
  EXPECT_EQ(amounts(result), (Fen{12004, 4502}));
  EXPECT_EQ(std::get<Shares>(result).amount.fen, 16506);
  EXPECT_EQ(wrong_step(std::get<Shares>(result).derivation), "");
}

TEST(RatedDeductions, RefuseAPointTotalOfZero) {
  EXPECT_EQ(refusal_of(rated_deductions(Money{1}, {}, Rounding::half_up)),
            (Refusal{Reason::no_base_points, "points"}));
}

}  // namespace
}  // namespace guiju::money
