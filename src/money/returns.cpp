#include "money/returns.hpp"

#include <algorithm>

#include "money/worksheet.hpp"

namespace guiju::money {
namespace {

const char* word(ExcessTreatment treatment) {
  switch (treatment) {
    case ExcessTreatment::hold:
      return "hold";
    case ExcessTreatment::book_max:
      return "book_max";
    case ExcessTreatment::book_actual:
      break;
  }
  return "book_actual";
}

std::optional<Quantity> note_booked(Worksheet& sheet, const ReturnedGoods& goods,
                                    Quantity quantity_max) {
  const bool is_over = goods.actual > quantity_max;
  if (is_over && goods.on_excess == ExcessTreatment::hold) {
    sheet.note_without_value({.name = "quantity", .formula = "hold", .calculation = "hold"});
    return std::nullopt;
  }
  const bool cut = is_over && goods.on_excess == ExcessTreatment::book_max;
  const Quantity booked = cut ? quantity_max : goods.actual;
  sheet.note({.name = "quantity",
              .formula = cut ? "quantity_max" : "actual_quantity",
              .calculation = to_text(booked)},
             booked.pieces);
  return booked;
}

}  // namespace

Result<ReturnTolerance> return_tolerance(const ReturnedGoods& goods) {
  Worksheet sheet("return_tolerance");
  sheet.take("approved_quantity", goods.approved);
  sheet.take("actual_quantity", goods.actual);
  sheet.take("over_quantity_ratio_pct", goods.over_quantity_ratio_pct);
  sheet.take_word("on_excess", word(goods.on_excess));
  sheet.take_rounding(to_text(goods.rounding));
  if (sheet.refusal()) return *sheet.refusal();

  const Number& ratio = goods.over_quantity_ratio_pct;
  const Wide hundred = 100 * power_of_ten(ratio.decimals);
  ReturnTolerance result;
  result.quantity_max.pieces = sheet.note(
      {.name = "quantity_max",
       .formula = rounded_text(goods.rounding,
                               "approved_quantity × (100 + over_quantity_ratio_pct) ÷ 100"),
       .calculation = rounded_text(
           goods.rounding, to_text(goods.approved) + " × (100 + " + to_text(ratio) + ") ÷ 100")},
      divide(goods.approved.pieces * (hundred + ratio.units), hundred, goods.rounding));
  result.is_over = goods.actual > result.quantity_max;
  sheet.note({.name = "excess_quantity",
              .formula = "max(0, actual_quantity − quantity_max)",
              .calculation =
                  "max(0, " + to_text(goods.actual) + " − " + to_text(result.quantity_max) + ")"},
             std::max<Wide>(0, Wide{goods.actual.pieces} - result.quantity_max.pieces));
  result.quantity = note_booked(sheet, goods, result.quantity_max);
  if (sheet.refusal()) return *sheet.refusal();
  result.derivation = sheet.take_derivation();
  return result;
}

Result<VoucherAmount> voucher_amount(Quantity quantity, Money unit_price,
                                     std::optional<Money> stated_amount) {
  Worksheet sheet("voucher_amount");
  sheet.take("quantity", quantity);
  sheet.take("unit_price_fen", unit_price);
  if (stated_amount) sheet.take("stated_amount_fen", *stated_amount);
  if (sheet.refusal()) return *sheet.refusal();

  VoucherAmount result;
  result.amount.fen = sheet.note({.name = "amount_fen",
                                  .formula = "quantity × unit_price_fen",
                                  .calculation = to_text(quantity) + " × " + to_text(unit_price)},
                                 Wide{quantity.pieces} * unit_price.fen);
  if (stated_amount) {
    result.difference_fen =
        sheet.note({.name = "difference_fen",
                    .formula = "amount_fen − stated_amount_fen",
                    .calculation = to_text(result.amount) + " − " + to_text(*stated_amount)},
                   Wide{result.amount.fen} - stated_amount->fen);
  }
  if (sheet.refusal()) return *sheet.refusal();
  result.derivation = sheet.take_derivation();
  return result;
}

Result<AllowanceBooking> allowance_booking(Money amount, Money decided,
                                           std::optional<Money> booked_before) {
  Worksheet sheet("allowance_booking");
  sheet.take("amount_fen", amount);
  sheet.take("decided_fen", decided);
  if (booked_before) sheet.take("booked_fen", *booked_before);
  if (sheet.refusal()) return *sheet.refusal();

  AllowanceBooking result;
  result.amount = amount;
  Wide remaining = Wide{decided.fen} - amount.fen;
  std::string calculation = to_text(decided);
  if (booked_before) {
    remaining -= booked_before->fen;
    calculation += " − " + to_text(*booked_before);
  }
  calculation += " − " + to_text(amount);
  result.remaining_fen =
      sheet.note({.name = "remaining_fen",
                  .formula = booked_before ? "decided_fen − booked_fen − amount_fen"
                                           : "decided_fen − amount_fen",
                  .calculation = calculation},
                 remaining);
  if (sheet.refusal()) return *sheet.refusal();
  result.is_above_decision = result.remaining_fen < 0;
  result.derivation = sheet.take_derivation();
  return result;
}

}  // namespace guiju::money
