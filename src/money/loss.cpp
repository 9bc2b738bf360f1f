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
