#pragma once

#include <optional>
#include <span>
#include <string>

#include "money/derivation.hpp"

namespace guiju::money {

/// An amount and how it came about.
struct Amount {
  Money amount;
  Derivation derivation;
};

/// One line of a loss: an allowance, freight, scrap. With a `count`, `amount` is the base of one.
struct LossLine {
  std::string name;  ///< may stand in several lines
  Money amount;
  std::optional<Quantity> count;
};

/// 损失金额. The loss of a case by its lines: their sum, each times its count where it has one.
/// Refuses a negative amount or count, and, as `value_missing`, a loss without any line.
/// Rulebook: PCB-40, PCI-37, PCY-30.
Result<Amount> loss_by_lines(std::span<const LossLine> lines);

/// An amount of something named.
struct NamedAmount {
  std::string name;  ///< may stand several times
  Money amount;
};

/// 合计. The sum of any number of amounts; 0 of none. Refuses a negative amount.
Result<Amount> total_of(std::span<const NamedAmount> lines);
/// 余额. What is left of `amount` after `taken`, never below 0. Refuses a negative amount, and, as
/// `too_large`, more taken than there was.
Result<Amount> balance_of(Money amount, std::span<const NamedAmount> taken);

/// What is known when goods under complaint have been resold.
struct Resale {
  Quantity quantity;                 ///< that was sold
  Money a_grade_price;               ///< of one piece
  Money resale_amount;               ///< got for all that was sold
  std::optional<Money> unsold_loss;  ///< actual loss of what was not sold in time
};

/// A级售价差额. The shortfall of a resale against the A-grade price, never below 0, and the actual
/// loss of the rest where only a part was sold. Rulebook: PCB-72, PCB-73.
Result<Amount> a_grade_loss(const Resale& resale);

}  // namespace guiju::money
