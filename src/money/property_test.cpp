#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "money/allocate.hpp"
#include "money/deductions.hpp"
#include "money/rates.hpp"
#include "money/returns.hpp"
#include "money/shares.hpp"
#include "money/test_support.hpp"

// What holds for every amount, over random ones. A failure prints the seed of its case.
namespace guiju::money {
namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  std::int64_t up_to(std::int64_t most) {
    return static_cast<std::int64_t>(engine_() % (static_cast<std::uint64_t>(most) + 1));
  }
  /// Small ones as often as large ones: a fen, ten fen … ninety trillion yuan.
  std::int64_t amount() {
    std::int64_t most = 1;
    for (auto i = up_to(15); i > 0; --i) most *= 10;
    return std::min(up_to(most), number_max);
  }

 private:
  std::mt19937_64 engine_;
};

std::vector<std::size_t> shuffled_ranks(Dice& dice, std::size_t size) {
  std::vector<std::size_t> ranks(size);
  std::iota(ranks.begin(), ranks.end(), std::size_t{0});
  for (std::size_t i = size; i > 1; --i) {
    std::swap(ranks[i - 1],
              ranks[static_cast<std::size_t>(dice.up_to(static_cast<std::int64_t>(i) - 1))]);
  }
  return ranks;
}

/// What is wrong with a split; empty when nothing is.
const char* fault_of(Money total, const std::vector<std::int64_t>& weights,
                     const std::vector<std::size_t>& ranks, const std::vector<Part>& parts) {
  std::int64_t given = 0;
  Wide sum = 0;
  for (const auto weight : weights) sum += weight;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto fen = parts[i].amount().fen;
    given += fen;
    const Wide off = Wide{fen} * sum - Wide{total.fen} * weights[i];
    if (off >= sum || off <= -sum) return "a part is a whole fen from its exact share";
    if (weights[i] == 0 && fen != 0) return "who has no weight got something";
    for (std::size_t j = 0; j < i; ++j) {
      const auto other = parts[j].amount().fen;
      if (weights[i] > weights[j] && fen < other) return "a larger weight got less";
      if (weights[i] < weights[j] && fen > other) return "a smaller weight got more";
      if (weights[i] == weights[j] && fen != other && (fen > other) != (ranks[i] < ranks[j])) {
        return "of equals the later one got the fen";
      }
    }
  }
  return given == total.fen ? nullptr : "the parts do not add up";
}

TEST(Property, TwoMillionRandomSplitsAddUpToTheFen) {
  Dice dice(20260301);
  for (int round = 0; round < 2'000'000; ++round) {
    const auto size = static_cast<std::size_t>(1 + dice.up_to(3));
    std::vector<std::int64_t> weights(size);
    const auto most = dice.up_to(1) == 0 ? 5 : 10000;
    for (auto& weight : weights) weight = dice.up_to(most);
    weights[0] += 1;
    const auto ranks = shuffled_ranks(dice, size);
    const Money total{dice.amount()};
    const auto* fault = fault_of(total, weights, ranks, allocate(total, weights, ranks));
    ASSERT_EQ(fault, nullptr) << fault << " in round " << round << ": " << total.fen << " fen by "
                              << testing::PrintToString(weights);
  }
}

TEST(Property, SplitsAmongManyWithTheLargestWeightsAddUp) {
  Dice dice(20260302);
  for (int round = 0; round < 2'000; ++round) {
    const auto size = static_cast<std::size_t>(1 + dice.up_to(60));
    std::vector<std::int64_t> weights(size);
    for (auto& weight : weights)
      weight = dice.up_to(number_max / static_cast<std::int64_t>(size) - 1);
    weights[0] += 1;
    const auto ranks = shuffled_ranks(dice, size);
    const Money total{number_max - dice.up_to(1)};
    const auto* fault = fault_of(total, weights, ranks, allocate(total, weights, ranks));
    ASSERT_EQ(fault, nullptr) << fault << " in round " << round;
  }
}

std::vector<Party> random_shares(Dice& dice) {
  std::int64_t left = 10000;
  std::vector<Party> parties;
  while (left > 0) {
    const auto share = parties.size() == 5 ? left : 1 + dice.up_to(left - 1);
    left -= share;
    parties.push_back({"E" + std::to_string(9 - parties.size()), {share, 2}});
  }
  return parties;
}

TEST(Property, SharesAreCheckableOnPaperAndDoNotDependOnTheOrderOfTheList) {
  Dice dice(20260303);
  for (int round = 0; round < 5'000; ++round) {
    const Money loss{dice.amount()};
    auto parties = random_shares(dice);
    const auto shares = std::get<Shares>(liability_shares(loss, parties, 2, TieOrder::lower_id));
    ASSERT_EQ(test::wrong_step(shares.derivation), "") << "round " << round;
    std::reverse(parties.begin(), parties.end());
    const auto turned = std::get<Shares>(liability_shares(loss, parties, 2, TieOrder::lower_id));
    for (std::size_t i = 0; i < parties.size(); ++i) {
      const auto& same = turned.shares[parties.size() - 1 - i];
      ASSERT_EQ(shares.shares[i].amount, same.amount) << "round " << round;
    }
  }
}

TEST(Property, BasePointsAndPercentagesOfTheSameWeightsGiveTheSameAmounts) {
  Dice dice(20260304);
  for (int round = 0; round < 5'000; ++round) {
    const Money loss{dice.amount()};
    const auto parties = random_shares(dice);
    const auto shares = std::get<Shares>(liability_shares(loss, parties, 2, TieOrder::lower_id));
    const auto points = std::get<Shares>(base_point_deductions(loss, parties, TieOrder::lower_id));
    for (std::size_t i = 0; i < parties.size(); ++i) {
      ASSERT_EQ(shares.shares[i].amount, points.shares[i].amount) << "round " << round;
    }
  }
}

TEST(Property, MonthByMonthExactlyTheWholeBalanceIsDeductedAndNeverAboveTheCap) {  // PCB-90, PCB-91
  Dice dice(20260305);
  for (int person = 0; person < 1'000; ++person) {
    std::vector<OpenDeduction> open;
    std::int64_t owed = 0, deducted = 0;
    for (auto i = 1 + dice.up_to(3); i > 0; --i) {
      open.push_back({"26030" + std::to_string(4 - i), Money{dice.up_to(200000)}});
      owed += open.back().balance.fen;
    }
    for (int at = 0; at < 12; ++at) {
      const DeductionMonth month{.performance_bonus = Money{dice.up_to(150000)},
                                 .cap_pct = {50, 0},
                                 .administrative_deductions = Money{dice.up_to(3) * 40000},
                                 .administrative_count = dice.up_to(1) == 0
                                                             ? AdministrativeCount::into_cap
                                                             : AdministrativeCount::beside_cap};
      const auto taken = std::get<MonthDeductions>(month_deductions(open, month));
      ASSERT_EQ(test::wrong_step(taken.derivation), "") << "person " << person;
      ASSERT_LE(taken.deducted.fen * 2, month.performance_bonus.fen);
      ASSERT_LE(taken.deducted.fen,
                std::max<std::int64_t>(
                    0, month.performance_bonus.fen - month.administrative_deductions.fen));
      // The cap is used to the last fen while anything is owed, the oldest case first.
      ASSERT_TRUE(taken.carried.fen == 0 || taken.deducted == taken.cap) << "person " << person;
      bool is_open = false;
      for (std::size_t i = 0; i < open.size(); ++i) {
        ASSERT_FALSE(is_open && taken.lines[i].deducted.fen > 0) << "person " << person;
        is_open = is_open || taken.lines[i].carried.fen > 0;
        deducted += taken.lines[i].deducted.fen;
        open[i].balance = taken.lines[i].carried;
      }
      ASSERT_EQ(deducted + taken.carried.fen, owed) << "person " << person;
    }
  }
}

TEST(Property, RatesReturnsAndVouchersAreCheckableOnPaper) {
  Dice dice(20260306);
  constexpr Rounding roundings[] = {Rounding::half_up, Rounding::half_even, Rounding::floor,
                                    Rounding::ceiling};
  for (int round = 0; round < 5'000; ++round) {
    const auto rounding = roundings[dice.up_to(3)];
    const auto rate = percentage({dice.up_to(1'000'000'000), 0}, {1 + dice.up_to(1'000'000'000), 0},
                                 {static_cast<int>(dice.up_to(4)), rounding});
    ASSERT_EQ(test::wrong_step(std::get<Rate>(rate).derivation), "");
    const auto part =
        part_of(Money{dice.up_to(number_max / 100)}, {dice.up_to(10000), 2}, rounding);
    ASSERT_EQ(test::wrong_step(std::get<Amount>(part).derivation), "");
    const auto quotient =
        quotient_of(Money{dice.up_to(1'000'000'000)}, {1 + dice.up_to(10000), 2}, rounding);
    ASSERT_EQ(test::wrong_step(std::get<Amount>(quotient).derivation), "");
    const ReturnedGoods goods{
        Quantity{dice.up_to(1'000'000)}, Quantity{dice.up_to(1'000'000)}, {dice.up_to(500), 1}};
    const auto tolerance = std::get<ReturnTolerance>(return_tolerance(goods));
    ASSERT_EQ(test::wrong_step(tolerance.derivation), "");
    ASSERT_EQ(tolerance.quantity.has_value(), goods.actual <= tolerance.quantity_max);
  }
}

}  // namespace
}  // namespace guiju::money
