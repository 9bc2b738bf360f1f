#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guiju::feel {

/// An IEEE 754-2008 decimal128 in binary encoding: 34 digits. Always finite: what overflows or has
/// no answer is an empty optional.
struct Decimal {
  std::uint64_t low = 0;
  std::uint64_t high = whole;

  /// The upper word of a non-negative whole number below 2^64: sign +, exponent 0.
  static constexpr std::uint64_t whole = 0x3040000000000000;
  static constexpr std::uint64_t sign_bit = 0x8000000000000000;

  static constexpr Decimal of(std::int64_t n) {
    if (n >= 0) return {static_cast<std::uint64_t>(n), whole};
    return {~static_cast<std::uint64_t>(n) + 1, whole | sign_bit};
  }
};

/// Whether ties go to the even neighbour, and so on; `up` and `down` are away from and toward zero.
enum class Rounding { half_even, half_up, half_down, up, down, floor, ceiling };

/// Reads `12`, `-1.5`, `.5`, `1.2e-3`; empty when `text` is anything else or too large.
std::optional<Decimal> parse_decimal(std::string_view text);
/// Without exponent when that takes at most 40 characters, and without trailing zeros.
std::string to_text(const Decimal& n);
/// The number when it is a whole one that fits.
std::optional<std::int64_t> to_int64(const Decimal& n);

bool is_negative(const Decimal& n);  ///< false for zero of either sign
bool is_zero(const Decimal& n);
bool is_whole(const Decimal& n);
/// Less than, equal to or greater than zero as `a` is to `b`.
int compare(const Decimal& a, const Decimal& b);

Decimal negate(const Decimal& n);
std::optional<Decimal> add(const Decimal& a, const Decimal& b);
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
std::optional<Decimal> power(const Decimal& base, const Decimal& exponent);
/// The remainder with the sign of the divisor: `a - b * floor(a / b)`.
std::optional<Decimal> modulo(const Decimal& a, const Decimal& b);
/// Rounds to `scale` digits after the point; a negative scale rounds to tens, hundreds …
std::optional<Decimal> round(const Decimal& n, std::int64_t scale, Rounding rounding);
std::optional<Decimal> square_root(const Decimal& n);
std::optional<Decimal> exponential(const Decimal& n);
std::optional<Decimal> natural_logarithm(const Decimal& n);

}  // namespace guiju::feel
