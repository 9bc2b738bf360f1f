#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "money/number.hpp"

namespace guiju::money {

/// A number that a computation was given.
struct Figure {
  std::string name;
  std::string of;  ///< whose it is, where there are several: a person, a case, a line; else empty
  std::optional<Number> value;
  std::string word;  ///< instead of a value: how to round, what to do with an excess
};

/// One line of arithmetic, that can be done again on paper.
struct Step {
  std::string name;
  std::string of;
  /// In names of inputs and earlier steps: `floor(loss_fen × shares_pct ÷ 100)`. Operators are
  /// + − × ÷ and Σ (of all that have the name), functions min, max and the roundings;
  /// `half_up(x, 2)` rounds to two decimals.
  std::string formula;
  std::string calculation;      ///< the same in numbers: `floor(100001 × 50 ÷ 100)`
  std::optional<Number> value;  ///< empty where the arithmetic has no answer: nothing is due
};

/// How an amount came about: everything that went in, then every step in order. The steps alone
/// lead from the inputs to the result; nothing else was computed.
struct Derivation {
  std::string computation;  ///< its name in the pack language
  std::vector<Figure> inputs;
  std::vector<Step> steps;
  std::string rounding;  ///< the word of the rule by which fen were rounded; empty: nothing was
};

/// Why there is no amount.
enum class Reason {
  value_missing,
  not_whole,
  negative,
  too_large,          ///< above `number_max`
  too_many_decimals,  ///< more than the rule allows
  lists_differ,       ///< lists that run in parallel are not of one length
  named_twice,        ///< a person or a case stands in the list twice
  shares_not_100,
  no_base_points,
  zero,  ///< of what something is divided by
  more_than_due,
  more_than_collected,
  word_unknown,  ///< no such rounding, no such treatment
};

struct Refusal {
  Reason reason = Reason::value_missing;
  std::string input;  ///< the input at fault
  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// The word by which packs ask for it, `negative`.
const char* to_text(Reason reason);

template <class T>
using Result = std::variant<T, Refusal>;

}  // namespace guiju::money
