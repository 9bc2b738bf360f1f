#pragma once

#include <optional>

#include "money/derivation.hpp"

namespace guiju::money {

/// What becomes of a return above the tolerance.
enum class ExcessTreatment {
  hold,         ///< nothing is booked until it is cleared
  book_max,     ///< the tolerated quantity is booked
  book_actual,  ///< all that came is booked
};

/// 核定量、实退量、超量允收比率.
struct ReturnedGoods {
  Quantity approved;
  Quantity actual;
  Number over_quantity_ratio_pct;
  ExcessTreatment on_excess = ExcessTreatment::hold;
  Rounding rounding = Rounding::floor;  ///< of the largest quantity
};

struct ReturnTolerance {
  Quantity quantity_max;             ///< approved × (100 + ratio) ÷ 100, rounded
  bool is_over = false;              ///< actual > quantity_max
  std::optional<Quantity> quantity;  ///< that is booked; empty while held
  Derivation derivation;
};

/// How much of a return may be booked. Rulebook: PCB-59, PCB-60, PCB-61, PCY-46.
Result<ReturnTolerance> return_tolerance(const ReturnedGoods& goods);

struct VoucherAmount {
  Money amount;
  std::optional<std::int64_t>
      difference_fen;  ///< amount less what the paper states; may be negative
  Derivation derivation;
};

/// 传票金额. Quantity × price of one; what a paper states differently is a difference, not booked.
/// Rulebook: PCB-59, PCB-96; PCB-57 (a unit allowance), PCB-80, PCB-81 (a minimum for each).
Result<VoucherAmount> voucher_amount(Quantity quantity, Money unit_price,
                                     std::optional<Money> stated_amount);

struct AllowanceBooking {
  Money amount;
  std::int64_t remaining_fen = 0;  ///< of the decision, after this booking; negative when above it
  bool is_above_decision = false;
  Derivation derivation;
};

/// 销货折让. An allowance against the amount that was decided and what was booked on it before.
/// Rulebook: PCB-57.
Result<AllowanceBooking> allowance_booking(Money amount, Money decided,
                                           std::optional<Money> booked_before);

}  // namespace guiju::money
