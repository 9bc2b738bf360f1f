#include "money/deductions.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/assert.hpp"
#include "money/worksheet.hpp"

namespace guiju::money {
namespace {

std::string text(std::int64_t number) { return std::to_string(number); }

std::int64_t note_cap(Worksheet& sheet, const DeductionMonth& month) {
  const auto bonus = to_text(month.performance_bonus);
  const auto administrative = to_text(month.administrative_deductions);
  auto by_pct = sheet.note(
      {.name = "cap_by_pct_fen",
       .formula = rounded_text(month.cap_rounding, "performance_bonus_fen × cap_pct ÷ 100"),
       .calculation =
           rounded_text(month.cap_rounding, bonus + " × " + to_text(month.cap_pct) + " ÷ 100")},
      divide(Wide{month.performance_bonus.fen} * month.cap_pct.units,
             100 * power_of_ten(month.cap_pct.decimals), month.cap_rounding));
  if (month.administrative_count == AdministrativeCount::into_cap) {
    by_pct = sheet.note({.name = "cap_left_fen",
                         .formula = "max(0, cap_by_pct_fen − administrative_deductions_fen)",
                         .calculation = "max(0, " + text(by_pct) + " − " + administrative + ")"},
                        std::max<Wide>(0, Wide{by_pct} - month.administrative_deductions.fen));
  }
  const auto bonus_left = sheet.note(
      {.name = "bonus_left_fen",
       .formula = "max(0, performance_bonus_fen − administrative_deductions_fen)",
       .calculation = "max(0, " + bonus + " − " + administrative + ")"},
      std::max<Wide>(0, Wide{month.performance_bonus.fen} - month.administrative_deductions.fen));
  const bool into_cap = month.administrative_count == AdministrativeCount::into_cap;
  return sheet.note({.name = "cap_fen",
                     .formula = into_cap ? "min(cap_left_fen, bonus_left_fen)"
                                         : "min(cap_by_pct_fen, bonus_left_fen)",
                     .calculation = "min(" + text(by_pct) + ", " + text(bonus_left) + ")"},
                    std::min(by_pct, bonus_left));
}

std::int64_t note_balance(Worksheet& sheet, std::span<const OpenDeduction> open) {
  Wide sum = 0;
  std::string terms;
  for (const auto& one : open) {
    sum += one.balance.fen;
    terms += (terms.empty() ? "" : " + ") + to_text(one.balance);
  }
  if (terms.empty()) terms = "0";
  return sheet.note({.name = "balance_fen", .formula = "Σ balances_fen", .calculation = terms},
                    sum);
}

CaseDeduction note_case(Worksheet& sheet, const OpenDeduction& one, std::int64_t left) {
  const auto deducted =
      sheet.note({.name = "deducted_fen",
                  .of = one.case_number,
                  .formula = "min(balances_fen, cap_fen − Σ earlier deducted_fen)",
                  .calculation = "min(" + to_text(one.balance) + ", " + text(left) + ")"},
                 std::min(one.balance.fen, left));
  const auto carried = sheet.note({.name = "carried_fen",
                                   .of = one.case_number,
                                   .formula = "balances_fen − deducted_fen",
                                   .calculation = to_text(one.balance) + " − " + text(deducted)},
                                  Wide{one.balance.fen} - deducted);
  return {one.case_number, one.balance, Money{deducted}, Money{carried}};
}

void take_inputs(Worksheet& sheet, std::span<const OpenDeduction> open,
                 const DeductionMonth& month) {
  std::set<std::string_view> seen;
  for (const auto& one : open) {
    sheet.take("balances_fen", one.balance, one.case_number);
    if (!seen.insert(one.case_number).second) sheet.refuse(Reason::named_twice, "cases");
  }
  sheet.take("performance_bonus_fen", month.performance_bonus);
  sheet.take("cap_pct", month.cap_pct);
  sheet.take("administrative_deductions_fen", month.administrative_deductions);
  sheet.take_word("cap_includes_administrative",
                  month.administrative_count == AdministrativeCount::into_cap ? "true" : "false");
  sheet.take_rounding(to_text(month.cap_rounding));
}

}  // namespace

Result<MonthDeductions> month_deductions(std::span<const OpenDeduction> open,
                                         const DeductionMonth& month) {
  Worksheet sheet("month_deductions");
  take_inputs(sheet, open, month);
  if (sheet.refusal()) return *sheet.refusal();
  const auto cap = note_cap(sheet, month);
  const auto balance = note_balance(sheet, open);
  if (sheet.refusal()) return *sheet.refusal();

  MonthDeductions result;
  result.cap.fen = cap;
  std::int64_t left = cap;
  for (const auto& one : open) {
    result.lines.push_back(note_case(sheet, one, left));
    left -= result.lines.back().deducted.fen;
  }
  result.deducted.fen = sheet.note({.name = "deducted_in_month_fen",
                                    .formula = "min(balance_fen, cap_fen)",
                                    .calculation = "min(" + text(balance) + ", " + text(cap) + ")"},
                                   std::min(balance, cap));
  GUIJU_ASSERT(result.deducted.fen == cap - left);
  result.carried.fen =
      sheet.note({.name = "carried_over_fen",
                  .formula = "balance_fen − deducted_in_month_fen",
                  .calculation = text(balance) + " − " + text(result.deducted.fen)},
                 Wide{balance} - result.deducted.fen);
  result.derivation = sheet.take_derivation();
  return result;
}

}  // namespace guiju::money
