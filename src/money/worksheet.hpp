#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "money/derivation.hpp"

namespace guiju::money {

/// Where a computation is written down while it is done: inputs are checked as they are stated, and
/// every value is noted with its arithmetic. The first refusal stays; what follows it is not used.
class Worksheet {
 public:
  explicit Worksheet(std::string_view computation) { derivation_.computation = computation; }

  /// States an input. Refuses what is negative, too large or has too many decimals.
  void take(std::string_view name, const Number& value, std::string_view of = {});
  void take(std::string_view name, Money value, std::string_view of = {});
  void take(std::string_view name, Quantity value, std::string_view of = {});
  void take_word(std::string_view name, std::string_view word);
  void take_rounding(std::string_view word);

  /// What a step is called, whose it is, and its arithmetic in names and in numbers.
  struct Line {
    std::string_view name;
    std::string_view of = {};
    std::string_view formula;
    std::string calculation;
  };
  /// Notes a step and gives its value back; one that is too large is refused, and 0 given.
  std::int64_t note(const Line& line, Wide value, int decimals = 0);
  void note_without_value(const Line& line);

  void refuse(Reason reason, std::string_view input);
  const std::optional<Refusal>& refusal() const { return refusal_; }
  Derivation take_derivation() { return std::move(derivation_); }

 private:
  Derivation derivation_;
  std::optional<Refusal> refusal_;
};

/// `half_up(x, 2)`; `floor(x)` where whole numbers are wanted.
std::string rounded_text(Rounding rounding, const std::string& what, int decimals = 0);

}  // namespace guiju::money
