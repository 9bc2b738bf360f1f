#include "money/rates.hpp"

#include <algorithm>

#include "money/worksheet.hpp"

namespace guiju::money {
namespace {

/// A quotient of two numbers, and what it is called in names.
struct Ratio {
  std::int64_t part = 0;
  std::string part_text;
  std::int64_t whole = 0;
  std::string whole_text;
  std::string_view formula;  ///< `part × 100 ÷ whole`
};

std::optional<Number> note_rate(Worksheet& sheet, const Ratio& ratio, const RateRules& rules) {
  const auto inner = ratio.part_text + " × 100 ÷ " + ratio.whole_text;
  const auto formula = rounded_text(rules.rounding, std::string(ratio.formula), rules.decimals);
  if (ratio.whole == 0) {
    sheet.note_without_value({.name = "rate_pct", .formula = formula, .calculation = inner});
    return std::nullopt;
  }
  const Wide exact = Wide{ratio.part} * 100 * power_of_ten(rules.decimals);
  const auto units =
      sheet.note({.name = "rate_pct",
                  .formula = formula,
                  .calculation = rounded_text(rules.rounding, inner, rules.decimals)},
                 divide(exact, ratio.whole, rules.rounding), rules.decimals);
  return Number{units, rules.decimals};
}

/// The rounding, refused when its decimals are out of range.
void take_rules(Worksheet& sheet, const RateRules& rules) {
  sheet.take_rounding(to_text(rules.rounding));
  if (rules.decimals < 0 || rules.decimals > decimals_max) {
    sheet.refuse(Reason::too_many_decimals, "decimals");
  }
}

Result<Rate> finish(Worksheet& sheet, std::optional<Number> rate) {
  if (sheet.refusal()) return *sheet.refusal();
  return Rate{rate, sheet.take_derivation()};
}

const char* word(ReceivableExclusion exclusion) {
  return exclusion == ReceivableExclusion::due_only ? "due_only" : "due_and_collected";
}

}  // namespace

Result<Rate> collection_rate(const Collection& c, const RateRules& rules) {
  Worksheet sheet("collection_rate");
  sheet.take("due_fen", c.due);
  sheet.take("collected_fen", c.collected);
  sheet.take("complained_receivable_fen", c.complained_receivable);
  sheet.take("collected_on_complained_fen", c.collected_on_complained);
  sheet.take_word("excluded_from", word(c.excluded_from));
  take_rules(sheet, rules);
  if (c.complained_receivable > c.due) {
    sheet.refuse(Reason::more_than_due, "complained_receivable_fen");
  }
  if (c.collected_on_complained > c.collected) {
    sheet.refuse(Reason::more_than_collected, "collected_on_complained_fen");
  }
  if (sheet.refusal()) return *sheet.refusal();

  const auto due_left =
      sheet.note({.name = "due_left_fen",
                  .formula = "due_fen − complained_receivable_fen",
                  .calculation = to_text(c.due) + " − " + to_text(c.complained_receivable)},
                 Wide{c.due.fen} - c.complained_receivable.fen);
  auto collected_left = c.collected.fen;
  const bool from_both = c.excluded_from == ReceivableExclusion::due_and_collected;
  if (from_both) {
    collected_left = sheet.note(
        {.name = "collected_left_fen",
         .formula = "collected_fen − collected_on_complained_fen",
         .calculation = to_text(c.collected) + " − " + to_text(c.collected_on_complained)},
        Wide{c.collected.fen} - c.collected_on_complained.fen);
  }
  const Ratio ratio{.part = collected_left,
                    .part_text = std::to_string(collected_left),
                    .whole = due_left,
                    .whole_text = std::to_string(due_left),
                    .formula = from_both ? "collected_left_fen × 100 ÷ due_left_fen"
                                         : "collected_fen × 100 ÷ due_left_fen"};
  return finish(sheet, note_rate(sheet, ratio, rules));
}

Result<Rate> percentage(const Number& part, const Number& whole, const RateRules& rules) {
  Worksheet sheet("percentage");
  sheet.take("part", part);
  sheet.take("whole", whole);
  take_rules(sheet, rules);
  // Brought to equal decimals, which cancel out.
  const int decimals = std::max(part.decimals, whole.decimals);
  if (sheet.refusal()) return *sheet.refusal();
  const Wide scaled_part = scaled(part, decimals), scaled_whole = scaled(whole, decimals);
  if (scaled_part > number_max) sheet.refuse(Reason::too_large, "part");
  if (scaled_whole > number_max) sheet.refuse(Reason::too_large, "whole");
  if (sheet.refusal()) return *sheet.refusal();
  const Ratio ratio{.part = static_cast<std::int64_t>(scaled_part),
                    .part_text = to_text(part),
                    .whole = static_cast<std::int64_t>(scaled_whole),
                    .whole_text = to_text(whole),
                    .formula = "part × 100 ÷ whole"};
  return finish(sheet, note_rate(sheet, ratio, rules));
}

Result<Amount> part_of(Money amount, const Number& pct, Rounding rounding) {
  Worksheet sheet("part_of");
  sheet.take("amount_fen", amount);
  sheet.take("pct", pct);
  sheet.take_rounding(to_text(rounding));
  if (sheet.refusal()) return *sheet.refusal();
  const auto part = sheet.note(
      {.name = "part_fen",
       .formula = rounded_text(rounding, "amount_fen × pct ÷ 100"),
       .calculation = rounded_text(rounding, to_text(amount) + " × " + to_text(pct) + " ÷ 100")},
      divide(Wide{amount.fen} * pct.units, 100 * power_of_ten(pct.decimals), rounding));
  if (sheet.refusal()) return *sheet.refusal();
  return Amount{Money{part}, sheet.take_derivation()};
}

Result<Amount> quotient_of(Money amount, const Number& divisor, Rounding rounding) {
  Worksheet sheet("quotient_of");
  sheet.take("amount_fen", amount);
  sheet.take("divisor", divisor);
  sheet.take_rounding(to_text(rounding));
  if (!sheet.refusal() && divisor.units == 0) sheet.refuse(Reason::zero, "divisor");
  if (sheet.refusal()) return *sheet.refusal();
  const auto quotient = sheet.note(
      {.name = "quotient_fen",
       .formula = rounded_text(rounding, "amount_fen ÷ divisor"),
       .calculation = rounded_text(rounding, to_text(amount) + " ÷ " + to_text(divisor))},
      divide(Wide{amount.fen} * power_of_ten(divisor.decimals), divisor.units, rounding));
  if (sheet.refusal()) return *sheet.refusal();
  return Amount{Money{quotient}, sheet.take_derivation()};
}

}  // namespace guiju::money
