#pragma once

#include <span>
#include <string>
#include <vector>

#include "money/derivation.hpp"

namespace guiju::money {

/// What a person still owes for one case.
struct OpenDeduction {
  std::string case_number;  ///< stands in a list once
  Money balance;
};

/// Whether administrative deductions use up the cap, or only the bonus that the cap leaves.
enum class AdministrativeCount { into_cap, beside_cap };

/// A month of one person, as the regulation bounds it.
struct DeductionMonth {
  Money performance_bonus;  ///< of the whole month
  Number cap_pct;           ///< of the bonus
  Money administrative_deductions;
  AdministrativeCount administrative_count = AdministrativeCount::beside_cap;
  Rounding cap_rounding = Rounding::floor;
};

struct CaseDeduction {
  std::string case_number;
  Money balance;
  Money deducted;
  Money carried;  ///< `balance` - `deducted`: owed from next month on
};

struct MonthDeductions {
  std::vector<CaseDeduction>
      lines;  ///< one a case, in the order given, also where nothing is taken
  Money cap;  ///< the most that may be taken this month
  Money deducted;
  Money carried;
  Derivation derivation;
};

/// 罚扣 of one person in one month: each case by itself, in the order of `open` (the oldest first,
/// as the regulation has it), until the cap is used up; the rest is carried over. The cap is
/// bonus × cap_pct ÷ 100, rounded as stated, and never more than administrative deductions leave of
/// the bonus; exactly the cap may be taken. Rulebook: PCB-88, PCB-90, PCB-91.
Result<MonthDeductions> month_deductions(std::span<const OpenDeduction> open,
                                         const DeductionMonth& month);

}  // namespace guiju::money
