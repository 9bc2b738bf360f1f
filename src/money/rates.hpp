#pragma once

#include <optional>

#include "money/derivation.hpp"
#include "money/loss.hpp"

namespace guiju::money {

/// A percentage and how it came about.
struct Rate {
  std::optional<Number> rate_pct;  ///< empty when there is nothing to take it of
  Derivation derivation;
};

/// How a rate is written.
struct RateRules {
  int decimals = 0;  ///< 0 to `decimals_max`
  Rounding rounding = Rounding::half_up;
};

/// What a receivable under complaint is taken out of.
enum class ReceivableExclusion { due_and_collected, due_only };

/// 应收账款回收率 of one salesperson in one month, and what of it a complaint delays.
struct Collection {
  Money due;
  Money collected;
  Money complained_receivable;    ///< part of `due`
  Money collected_on_complained;  ///< part of `collected`
  ReceivableExclusion excluded_from = ReceivableExclusion::due_and_collected;
};

/// The rate without the receivables under complaint. No rate, and no refusal, when nothing else is
/// due: the bonus stays as it is. Refuses a complained receivable above what is due, and more
/// collected on it than was collected. Rulebook: PCB-63, PCI-60, PCY-49.
Result<Rate> collection_rate(const Collection& collection, const RateRules& rules);

/// `part` × 100 ÷ `whole`. No rate when `whole` is 0. Rulebook: PCB-44.
Result<Rate> percentage(const Number& part, const Number& whole, const RateRules& rules);

/// `amount` × `pct` ÷ 100, to the fen. Rulebook: PCB-82.
Result<Amount> part_of(Money amount, const Number& pct, Rounding rounding);

/// `amount` ÷ `divisor`, to the fen: the pay of one day of a month. Refuses a divisor of 0.
/// Rulebook: SOC-8.
Result<Amount> quotient_of(Money amount, const Number& divisor, Rounding rounding);

}  // namespace guiju::money
