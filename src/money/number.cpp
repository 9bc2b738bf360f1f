#include "money/number.hpp"

#include "base/assert.hpp"

namespace guiju::money {

std::string to_text(const Number& number) {
  if (number.decimals == 0) return std::to_string(number.units);
  const bool negative = number.units < 0;
  auto digits = std::to_string(negative ? -number.units : number.units);
  const auto decimals = static_cast<std::size_t>(number.decimals);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - decimals, ".");
  return negative ? "-" + digits : digits;
}

std::string to_text(Money money) { return std::to_string(money.fen); }

std::string to_text(Quantity quantity) { return std::to_string(quantity.pieces); }

const char* to_text(Rounding rounding) {
  switch (rounding) {
    case Rounding::half_up:
      return "half_up";
    case Rounding::half_even:
      return "half_even";
    case Rounding::floor:
      return "floor";
    case Rounding::ceiling:
      break;
  }
  return "ceiling";
}

Wide power_of_ten(int exponent) {
  GUIJU_ASSERT(exponent >= 0 && exponent <= 18);
  Wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

Wide scaled(const Number& number, int decimals) {
  return number.units * power_of_ten(decimals - number.decimals);
}

Wide divide(Wide dividend, Wide divisor, Rounding rounding) {
  GUIJU_ASSERT(dividend >= 0 && divisor > 0);
  const Wide quotient = dividend / divisor;
  const Wide rest = dividend % divisor;
  const Wide other_part = divisor - rest;
  bool up = false;
  switch (rounding) {
    case Rounding::half_up:
      up = rest >= other_part;
      break;
    case Rounding::half_even:
      up = rest > other_part || (rest == other_part && quotient % 2 != 0);
      break;
    case Rounding::floor:
      break;
    case Rounding::ceiling:
      up = rest != 0;
      break;
  }
  return up ? quotient + 1 : quotient;
}

}  // namespace guiju::money
