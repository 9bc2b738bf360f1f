#include "app/amount_words.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "money/deductions.hpp"
#include "money/loss.hpp"
#include "money/rates.hpp"
#include "money/returns.hpp"
#include "money/shares.hpp"

namespace guiju::app {
namespace {

using money::AdministrativeCount;
using money::Collection;
using money::Derivation;
using money::ExcessTreatment;
using money::LossLine;
using money::Money;
using money::OpenDeduction;
using money::Party;
using money::Quantity;
using money::Rounding;
using money::TieOrder;

/// One derivation of every kind that there is.
std::vector<Derivation> every_derivation() {
  const std::vector<LossLine> lines{{"a", Money{2}, Quantity{1}}};
  const std::vector<LossLine> plain_lines{{"a", Money{2}, {}}};
  const std::vector<Party> one{{"a", {100, 0}}};
  const std::vector<OpenDeduction> open{{"1", Money{2}}};
  const Collection collection{Money{2}, Money{1}, Money{1}, Money{0}};
  const auto of = [](auto result) { return std::get<0>(std::move(result)).derivation; };
  return {
      of(money::loss_by_lines(lines)),
      of(money::loss_by_lines(plain_lines)),
      of(money::a_grade_loss({Quantity{1}, Money{2}, Money{1}, Money{1}})),
      of(money::liability_shares(Money{1}, one, 2, TieOrder::lower_id)),
      of(money::liability_shares(Money{1}, one, 2, TieOrder::as_listed)),
      of(money::base_point_deductions(Money{1}, one, TieOrder::lower_id)),
      of(money::commission_split(Money{1}, std::vector<money::Participant>{{"a", {100, 0}, 1}})),
      of(money::rated_deductions(Money{1}, one, Rounding::half_up)),
      of(money::month_deductions(open,
                                 {Money{4}, {50, 0}, Money{1}, AdministrativeCount::into_cap})),
      of(money::month_deductions(open,
                                 {Money{4}, {50, 0}, Money{1}, AdministrativeCount::beside_cap})),
      of(money::return_tolerance({Quantity{1}, Quantity{2}, {0, 0}, ExcessTreatment::hold})),
      of(money::return_tolerance({Quantity{1}, Quantity{2}, {0, 0}, ExcessTreatment::book_max})),
      of(money::return_tolerance({Quantity{1}, Quantity{2}, {0, 0}, ExcessTreatment::book_actual})),
      of(money::voucher_amount(Quantity{1}, Money{2}, Money{1})),
      of(money::allowance_booking(Money{1}, Money{2}, Money{1})),
      of(money::collection_rate(collection, {2, Rounding::half_even})),
      of(money::percentage({1, 0}, {3, 0}, {2, Rounding::ceiling})),
      of(money::part_of(Money{1}, {1, 0}, Rounding::floor)),
      of(money::quotient_of(Money{1}, {4, 0}, Rounding::floor)),
  };
}

/// Names in a formula or calculation that no word is known for.
std::string unknown_in(const std::string& formula) {
  std::string unknown, name;
  for (const char c : formula + ' ') {
    if ((c >= 'a' && c <= 'z') || c == '_') {
      name += c;
      continue;
    }
    if (!name.empty() && find_amount_word(name) == nullptr) unknown += name + ' ';
    name.clear();
  }
  return unknown;
}

TEST(AmountWords, NameEveryPartOfEveryDerivation) {
  for (const auto& derivation : every_derivation()) {
    std::string unknown = unknown_in(derivation.computation);
    for (const auto& input : derivation.inputs) {
      unknown += unknown_in(input.name) + unknown_in(input.word);
    }
    for (const auto& step : derivation.steps) {
      unknown += unknown_in(step.name) + unknown_in(step.formula) + unknown_in(step.calculation);
    }
    EXPECT_EQ(unknown, "") << derivation.computation;
    if (derivation.rounding.empty()) continue;
    EXPECT_NE(find_rounding_sentence(derivation.rounding), nullptr) << derivation.rounding;
  }
}

TEST(AmountWords, AreNoneForWhatNoDerivationSays) {
  EXPECT_EQ(find_amount_word("owner"), nullptr);
  EXPECT_EQ(find_rounding_sentence("by_dice"), nullptr);
}

}  // namespace
}  // namespace guiju::app
