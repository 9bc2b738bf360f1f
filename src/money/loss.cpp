#include "money/loss.hpp"

#include <algorithm>

#include "money/worksheet.hpp"

namespace guiju::money {
namespace {

/// Adds a term to a sum as it is written down.
void append_term(std::string& sum, std::string_view term) {
  if (!sum.empty()) sum += " + ";
  sum += term;
}

}  // namespace

Result<Amount> loss_by_lines(std::span<const LossLine> lines) {
  Worksheet sheet("loss_by_lines");
  if (lines.empty()) sheet.refuse(Reason::value_missing, "lines");
  for (const auto& line : lines) {
    if (line.count) sheet.take("counts", *line.count, line.name);
    sheet.take("amounts_fen", line.amount, line.name);
  }
  if (sheet.refusal()) return *sheet.refusal();

  Wide loss = 0;
  std::string terms;
  bool has_counts = false;
  for (const auto& line : lines) {
    std::int64_t amount = line.amount.fen;
    if (line.count) {
      has_counts = true;
      amount = sheet.note({.name = "line_fen",
                           .of = line.name,
                           .formula = "counts × amounts_fen",
                           .calculation = to_text(*line.count) + " × " + to_text(line.amount)},
                          Wide{line.count->pieces} * line.amount.fen);
    }
    loss += amount;
    append_term(terms, std::to_string(amount));
  }
  const auto total = sheet.note({.name = "loss_fen",
                                 .formula = has_counts ? "Σ line_fen" : "Σ amounts_fen",
                                 .calculation = terms},
                                loss);
  if (sheet.refusal()) return *sheet.refusal();
  return Amount{Money{total}, sheet.take_derivation()};
}

namespace {

/// Takes the amounts; their sum as it is written down, `0` of none.
std::string take_terms(Worksheet& sheet, std::span<const NamedAmount> lines, Wide& sum) {
  std::string terms;
  for (const auto& line : lines) {
    sheet.take("amounts_fen", line.amount, line.name);
    sum += line.amount.fen;
    append_term(terms, to_text(line.amount));
  }
  return terms.empty() ? "0" : terms;
}

}  // namespace

Result<Amount> total_of(std::span<const NamedAmount> lines) {
  Worksheet sheet("total_of");
  Wide sum = 0;
  const auto terms = take_terms(sheet, lines, sum);
  if (sheet.refusal()) return *sheet.refusal();
  const auto total =
      sheet.note({.name = "total_fen", .formula = "Σ amounts_fen", .calculation = terms}, sum);
  if (sheet.refusal()) return *sheet.refusal();
  return Amount{Money{total}, sheet.take_derivation()};
}

Result<Amount> balance_of(Money amount, std::span<const NamedAmount> taken) {
  Worksheet sheet("balance_of");
  sheet.take("amount_fen", amount);
  Wide sum = 0;
  const auto terms = take_terms(sheet, taken, sum);
  if (!sheet.refusal() && sum > amount.fen) sheet.refuse(Reason::too_large, "amounts_fen");
  if (sheet.refusal()) return *sheet.refusal();
  const auto total =
      sheet.note({.name = "total_fen", .formula = "Σ amounts_fen", .calculation = terms}, sum);
  const auto left = sheet.note({.name = "left_fen",
                                .formula = "amount_fen − total_fen",
                                .calculation = to_text(amount) + " − " + std::to_string(total)},
                               Wide{amount.fen} - total);
  if (sheet.refusal()) return *sheet.refusal();
  return Amount{Money{left}, sheet.take_derivation()};
}

Result<Amount> a_grade_loss(const Resale& resale) {
  Worksheet sheet("a_grade_loss");
  sheet.take("quantity", resale.quantity);
  sheet.take("a_grade_price_fen", resale.a_grade_price);
  sheet.take("resale_amount_fen", resale.resale_amount);
  if (resale.unsold_loss) sheet.take("unsold_loss_fen", *resale.unsold_loss);
  if (sheet.refusal()) return *sheet.refusal();

  const auto full =
      sheet.note({.name = "a_grade_amount_fen",
                  .formula = "quantity × a_grade_price_fen",
                  .calculation = to_text(resale.quantity) + " × " + to_text(resale.a_grade_price)},
                 Wide{resale.quantity.pieces} * resale.a_grade_price.fen);
  auto loss = sheet.note({.name = "shortfall_fen",
                          .formula = "max(0, a_grade_amount_fen − resale_amount_fen)",
                          .calculation = "max(0, " + std::to_string(full) + " − " +
                                         to_text(resale.resale_amount) + ")"},
                         std::max<Wide>(0, Wide{full} - resale.resale_amount.fen));
  if (resale.unsold_loss) {
    loss = sheet.note({.name = "loss_fen",
                       .formula = "shortfall_fen + unsold_loss_fen",
                       .calculation = std::to_string(loss) + " + " + to_text(*resale.unsold_loss)},
                      Wide{loss} + resale.unsold_loss->fen);
  }
  if (sheet.refusal()) return *sheet.refusal();
  return Amount{Money{loss}, sheet.take_derivation()};
}

}  // namespace guiju::money
