#pragma once

#include <compare>
#include <cstdint>
#include <string>

/// Amounts, exact to the fen. Pure: no clock, no rule's number; what a regulation fixes (ratios,
/// rounding, order of ties) is an argument. Every computation also gives its derivation.
namespace guiju::money {

/// Wide enough for a product of three numbers of `number_max`'s size over their decimals.
__extension__ typedef __int128 Wide;

/// The largest amount, quantity or weight, 2^53 - 1: what a browser still shows exactly, some
/// ninety trillion yuan. Whatever exceeds it is refused, never cut.
inline constexpr std::int64_t number_max = 9'007'199'254'740'991;
/// The most digits after the point of a percentage or a base point.
inline constexpr int decimals_max = 6;

/// 金额, in whole fen.
struct Money {
  std::int64_t fen = 0;
  friend auto operator<=>(const Money&, const Money&) = default;
};

/// 数量, in whole pieces, or a count of anything.
struct Quantity {
  std::int64_t pieces = 0;
  friend auto operator<=>(const Quantity&, const Quantity&) = default;
};

/// A decimal as people write it, `units` / 10^`decimals`: 49.99 is {4999, 2}. Percentages and base
/// points are such numbers.
struct Number {
  std::int64_t units = 0;
  int decimals = 0;  ///< 0 to `decimals_max`
  friend bool operator==(const Number&, const Number&) = default;
};

/// How a quotient becomes a number of the wanted decimals.
enum class Rounding { half_up, half_even, floor, ceiling };

/// `49.99`, all decimals written.
std::string to_text(const Number& number);
std::string to_text(Money money);
std::string to_text(Quantity quantity);
/// The word by which packs name it, `half_up`.
const char* to_text(Rounding rounding);

/// 10^`exponent`. Precondition: 0 <= exponent <= 18.
Wide power_of_ten(int exponent);
/// `number` without decimals, times 10^`decimals`. Precondition: decimals >= number.decimals.
Wide scaled(const Number& number, int decimals);
/// `dividend` / `divisor`, rounded to a whole number. Precondition: dividend >= 0, divisor > 0.
Wide divide(Wide dividend, Wide divisor, Rounding rounding);

}  // namespace guiju::money
