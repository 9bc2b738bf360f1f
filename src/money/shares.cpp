#include "money/shares.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <string_view>

#include "base/assert.hpp"
#include "money/allocate.hpp"
#include "money/worksheet.hpp"

namespace guiju::money {
namespace {

struct Names {
  std::string_view list;     ///< of the weights, as an input
  std::string_view amount;   ///< what is split
  std::string_view formula;  ///< of a part, before it is rounded
  std::string_view rest;     ///< of what rounding left of it
};

const Names by_percent{"shares_pct", "loss_fen", "floor(loss_fen × shares_pct ÷ 100)",
                       "loss_fen × shares_pct − floor_fen × 100"};
const Names by_points{"points", "loss_fen", "floor(loss_fen × points ÷ sum_points)",
                      "loss_fen × points − floor_fen × sum_points"};
const Names by_parts{"parts", "commission_fen", "floor(commission_fen × parts ÷ sum_parts)",
                     "commission_fen × parts − floor_fen × sum_parts"};

int decimals_of(std::span<const Party> parties) {
  int decimals = 0;
  for (const auto& party : parties) decimals = std::max(decimals, party.weight.decimals);
  return decimals;
}

void take_parties(Worksheet& sheet, std::string_view list, std::span<const Party> parties) {
  std::set<std::string_view> seen;
  for (const auto& party : parties) {
    sheet.take(list, party.weight, party.id);
    if (!seen.insert(party.id).second) sheet.refuse(Reason::named_twice, "parties");
  }
}

/// All weights together, noted; in units of 10^-`decimals`.
std::int64_t note_sum(Worksheet& sheet, std::string_view name, std::string_view formula,
                      std::span<const Party> parties) {
  const int decimals = decimals_of(parties);
  Wide sum = 0;
  std::string terms;
  for (const auto& party : parties) {
    sum += scaled(party.weight, decimals);
    if (!terms.empty()) terms += " + ";
    terms += to_text(party.weight);
  }
  if (terms.empty()) terms = "0";
  return sheet.note({.name = name, .formula = formula, .calculation = terms}, sum, decimals);
}

/// The place of each party among equal remainders.
std::vector<std::size_t> tie_ranks(std::span<const Party> parties, TieOrder ties) {
  std::vector<std::size_t> order(parties.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (ties == TieOrder::lower_id) {
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return parties[a].id < parties[b].id; });
  }
  std::vector<std::size_t> ranks(parties.size());
  for (std::size_t place = 0; place < order.size(); ++place) ranks[order[place]] = place;
  return ranks;
}

void note_floor(Worksheet& sheet, Money loss, const Party& party, const Part& part,
                const Names& names, const Number& sum) {
  const auto product = to_text(loss) + " × " + to_text(party.weight);
  const auto floor_text = std::to_string(part.floor_fen), sum_text = to_text(sum);
  sheet.note({.name = "floor_fen",
              .of = party.id,
              .formula = names.formula,
              .calculation = rounded_text(Rounding::floor, product + " ÷ " + sum_text)},
             part.floor_fen);
  sheet.note({.name = "remainder",
              .of = party.id,
              .formula = names.rest,
              .calculation = product + " − " + floor_text + " × " + sum_text},
             part.remainder, sum.decimals);
}

void note_missing(Worksheet& sheet, Money loss, const std::vector<Part>& parts,
                  const Names& names) {
  std::string text = to_text(loss);
  std::int64_t missing = loss.fen;
  for (const auto& part : parts) {
    missing -= part.floor_fen;
    text += " − " + std::to_string(part.floor_fen);
  }
  const auto formula = std::string(names.amount) + " − Σ floor_fen";
  sheet.note({.name = "missing_fen", .formula = formula, .calculation = text}, missing);
}

/// Precondition: the sheet has no refusal, and the weights' sum is above 0.
Result<Shares> split(Worksheet& sheet, Money loss, std::span<const Party> parties,
                     const Names& names, const Number& sum, TieOrder ties) {
  std::vector<std::int64_t> weights;
  for (const auto& party : parties) {
    weights.push_back(static_cast<std::int64_t>(scaled(party.weight, sum.decimals)));
  }
  const auto parts = allocate(loss, weights, tie_ranks(parties, ties));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    note_floor(sheet, loss, parties[i], parts[i], names, sum);
  }
  note_missing(sheet, loss, parts, names);

  Shares result{.shares = {}, .weight = sum, .amount = loss, .derivation = {}};
  Wide given = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto amount = sheet.note({.name = "amount_fen",
                                    .of = parties[i].id,
                                    .formula = "floor_fen + extra_fen",
                                    .calculation = std::to_string(parts[i].floor_fen) + " + " +
                                                   std::to_string(parts[i].extra_fen)},
                                   parts[i].amount().fen);
    given += amount;
    result.shares.push_back({parties[i].id, parties[i].weight, Money{amount}});
  }
  GUIJU_ASSERT(given == loss.fen);
  result.derivation = sheet.take_derivation();
  return result;
}

/// The least common multiple of all `among`; 0 where it is too large.
std::int64_t common_parts(std::span<const Participant> participants) {
  std::int64_t common = 1;
  for (const auto& participant : participants) {
    const Wide next = Wide{common} / std::gcd(common, participant.among) * participant.among;
    if (next > number_max) return 0;
    common = static_cast<std::int64_t>(next);
  }
  return common;
}

const char* word(TieOrder ties) {
  return ties == TieOrder::lower_id ? "largest_remainder_to_fen" : "largest_remainder_as_listed";
}

}  // namespace

Result<Shares> liability_shares(Money loss, std::span<const Party> parties, int share_decimals,
                                TieOrder ties) {
  Worksheet sheet("liability_shares");
  sheet.take("loss_fen", loss);
  take_parties(sheet, by_percent.list, parties);
  for (const auto& party : parties) {
    if (party.weight.decimals > share_decimals) {
      sheet.refuse(Reason::too_many_decimals, by_percent.list);
    }
  }
  sheet.take_rounding(word(ties));
  if (sheet.refusal()) return *sheet.refusal();

  const int decimals = decimals_of(parties);
  const auto sum = note_sum(sheet, "sum_pct", "Σ shares_pct", parties);
  if (Wide{sum} != 100 * power_of_ten(decimals)) sheet.refuse(Reason::shares_not_100, "shares_pct");
  if (sheet.refusal()) return *sheet.refusal();
  return split(sheet, loss, parties, by_percent, {sum, decimals}, ties);
}

Result<Shares> base_point_deductions(Money loss, std::span<const Party> parties, TieOrder ties) {
  Worksheet sheet("base_point_deductions");
  sheet.take("loss_fen", loss);
  take_parties(sheet, by_points.list, parties);
  sheet.take_rounding(word(ties));
  if (sheet.refusal()) return *sheet.refusal();

  const auto sum = note_sum(sheet, "sum_points", "Σ points", parties);
  if (sum == 0) sheet.refuse(Reason::no_base_points, "points");
  if (sheet.refusal()) return *sheet.refusal();
  return split(sheet, loss, parties, by_points, {sum, decimals_of(parties)}, ties);
}

Result<Shares> commission_split(Money commission, std::span<const Participant> participants) {
  Worksheet sheet("commission_split");
  sheet.take("commission_fen", commission);
  std::set<std::string_view> seen;
  for (const auto& participant : participants) {
    sheet.take("group_pct", participant.group_pct, participant.id);
    sheet.take("among", Quantity{participant.among}, participant.id);
    if (participant.among < 1) sheet.refuse(Reason::value_missing, "among");
    if (!seen.insert(participant.id).second) sheet.refuse(Reason::named_twice, "parties");
  }
  sheet.take_rounding(word(TieOrder::as_listed));
  if (sheet.refusal()) return *sheet.refusal();

  const auto common = common_parts(participants);
  if (common == 0) return Refusal{Reason::too_large, "among"};
  sheet.note({.name = "common_parts",
              .formula = "least_common_multiple(among)",
              .calculation = std::to_string(common)},
             common);
  std::vector<Party> parties;
  int decimals = 0;
  for (const auto& [id, pct, among] : participants) {
    const auto parts = sheet.note({.name = "parts",
                                   .of = id,
                                   .formula = "group_pct × common_parts ÷ among",
                                   .calculation = to_text(pct) + " × " + std::to_string(common) +
                                                  " ÷ " + std::to_string(among)},
                                  Wide{pct.units} * (common / among), pct.decimals);
    parties.push_back({id, {parts, pct.decimals}});
    decimals = std::max(decimals, pct.decimals);
  }
  const auto sum = note_sum(sheet, "sum_parts", "Σ parts", parties);
  if (sheet.refusal()) return *sheet.refusal();
  if (Wide{sum} != 100 * Wide{common} * power_of_ten(decimals))
    return Refusal{Reason::shares_not_100, "group_pct"};
  return split(sheet, commission, parties, by_parts, {sum, decimals}, TieOrder::as_listed);
}

Result<Shares> rated_deductions(Money amount_per_base_point, std::span<const Party> parties,
                                Rounding rounding) {
  Worksheet sheet("rated_deductions");
  sheet.take("amount_per_base_point_fen", amount_per_base_point);
  take_parties(sheet, by_points.list, parties);
  sheet.take_rounding(to_text(rounding));
  if (sheet.refusal()) return *sheet.refusal();
  const auto sum = note_sum(sheet, "sum_points", "Σ points", parties);
  if (sum == 0) sheet.refuse(Reason::no_base_points, "points");
  if (sheet.refusal()) return *sheet.refusal();

  Shares result{
      .shares = {}, .weight = {sum, decimals_of(parties)}, .amount = {}, .derivation = {}};
  Wide total = 0;
  std::string terms;
  for (const auto& party : parties) {
    const Wide exact = Wide{amount_per_base_point.fen} * party.weight.units;
    const auto amount =
        sheet.note({.name = "amount_fen",
                    .of = party.id,
                    .formula = "amount_per_base_point_fen × points",
                    .calculation = rounded_text(
                        rounding, to_text(amount_per_base_point) + " × " + to_text(party.weight))},
                   divide(exact, power_of_ten(party.weight.decimals), rounding));
    total += amount;
    terms += (terms.empty() ? "" : " + ") + std::to_string(amount);
    result.shares.push_back({party.id, party.weight, Money{amount}});
  }
  result.amount.fen =
      sheet.note({.name = "sum_fen", .formula = "Σ amount_fen", .calculation = terms}, total);
  if (sheet.refusal()) return *sheet.refusal();
  result.derivation = sheet.take_derivation();
  return result;
}

}  // namespace guiju::money
