#include "feel/decimal.hpp"

#include <algorithm>

#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
// The functions need the configuration above.
#include <bid_functions.h>

namespace guiju::feel {
namespace {

__extension__ typedef unsigned __int128 Uint128;

constexpr unsigned nearest_even = 0;
constexpr unsigned toward_minus = 1;
constexpr unsigned toward_plus = 2;
constexpr unsigned toward_zero = 3;
constexpr unsigned nearest_away = 4;
constexpr int exponent_bias = 6176;
constexpr unsigned inexact_flag = 0x20;

BID_UINT128 raw(const Decimal& n) {
  BID_UINT128 bid;
  bid.w[0] = n.low;
  bid.w[1] = n.high;
  return bid;
}

Decimal wrap(const BID_UINT128& bid) { return {bid.w[0], bid.w[1]}; }

std::optional<Decimal> finite(const BID_UINT128& bid) {
  if (!bid128_isFinite(bid)) return std::nullopt;
  return wrap(bid);
}

/// True for whole numbers below 2^63 in their plain encoding: most numbers of a regulation.
bool is_small(const Decimal& n) {
  return (n.high & ~Decimal::sign_bit) == Decimal::whole && n.low >> 63 == 0;
}

std::int64_t small(const Decimal& n) {
  const auto magnitude = static_cast<std::int64_t>(n.low);
  return (n.high & Decimal::sign_bit) != 0 ? -magnitude : magnitude;
}

struct Parts {
  bool negative;
  int exponent;
  Uint128 coefficient;
};

Parts parts_of(const Decimal& n) {
  // Our numbers come from the library, which gives canonical ones: the second encoding form is only
  // used for values above the largest coefficient.
  const int exponent = static_cast<int>((n.high >> 49) & 0x3fff) - exponent_bias;
  const std::uint64_t top = n.high & ((std::uint64_t{1} << 49) - 1);
  return {(n.high & Decimal::sign_bit) != 0, exponent, (Uint128{top} << 64) | n.low};
}

Decimal power_of_ten(int exponent) {
  return {1, static_cast<std::uint64_t>(exponent + exponent_bias) << 49};
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - from;
  };
  if (at < text.size() && text[at] == '-') ++at;
  const std::size_t before = digits();
  std::size_t after = 0;
  if (at < text.size() && text[at] == '.') {
    ++at;
    after = digits();
    if (after == 0) return std::nullopt;
  }
  if (before + after == 0) return std::nullopt;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (digits() == 0) return std::nullopt;
  }
  if (at != text.size()) return std::nullopt;
  std::string copy{text};
  unsigned flags = 0;
  return finite(bid128_from_string(copy.data(), nearest_even, &flags));
}

std::string to_text(const Decimal& n) {
  auto [negative, exponent, coefficient] = parts_of(n);
  if (coefficient == 0) return "0";
  while (coefficient % 10 == 0) {
    coefficient /= 10;
    ++exponent;
  }
  std::string digits;
  for (; coefficient != 0; coefficient /= 10) {
    digits += static_cast<char>('0' + static_cast<int>(coefficient % 10));
  }
  std::reverse(digits.begin(), digits.end());
  const auto count = static_cast<int>(digits.size());
  std::string text = negative ? "-" : "";
  if (exponent >= 0 && count + exponent <= 40) {
    return text + digits + std::string(static_cast<std::size_t>(exponent), '0');
  }
  if (exponent < 0 && -exponent < count) {
    return text + digits.substr(0, static_cast<std::size_t>(count + exponent)) + '.' +
           digits.substr(static_cast<std::size_t>(count + exponent));
  }
  if (exponent < 0 && -exponent <= 38) {
    return text + "0." + std::string(static_cast<std::size_t>(-exponent - count), '0') + digits;
  }
  text += digits.front();
  if (count > 1) text += '.' + digits.substr(1);
  const int scientific = exponent + count - 1;
  return text + (scientific < 0 ? "e-" : "e+") + std::to_string(std::abs(scientific));
}

std::optional<std::int64_t> to_int64(const Decimal& n) {
  if (is_small(n)) return small(n);
  unsigned flags = 0;
  const auto whole = bid128_to_int64_xint(raw(n), &flags);
  if (flags != 0) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

bool is_zero(const Decimal& n) { return bid128_isZero(raw(n)) != 0; }

bool is_negative(const Decimal& n) { return (n.high & Decimal::sign_bit) != 0 && !is_zero(n); }

bool is_whole(const Decimal& n) {
  unsigned flags = 0;
  bid128_round_integral_exact(raw(n), nearest_even, &flags);
  return (flags & inexact_flag) == 0;
}

int compare(const Decimal& a, const Decimal& b) {
  if (is_small(a) && is_small(b)) {
    const auto x = small(a);
    const auto y = small(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  unsigned flags = 0;
  if (bid128_quiet_less(raw(a), raw(b), &flags)) return -1;
  return bid128_quiet_equal(raw(a), raw(b), &flags) ? 0 : 1;
}

Decimal negate(const Decimal& n) {
  if (n.low == 0 && is_zero(n)) return n;
  return {n.low, n.high ^ Decimal::sign_bit};
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
  std::int64_t sum = 0;
  if (is_small(a) && is_small(b) && !__builtin_add_overflow(small(a), small(b), &sum)) {
    return Decimal::of(sum);
  }
  unsigned flags = 0;
  return finite(bid128_add(raw(a), raw(b), nearest_even, &flags));
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) { return add(a, negate(b)); }

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
  std::int64_t product = 0;
  if (is_small(a) && is_small(b) && !__builtin_mul_overflow(small(a), small(b), &product)) {
    return Decimal::of(product);
  }
  unsigned flags = 0;
  return finite(bid128_mul(raw(a), raw(b), nearest_even, &flags));
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) {
  unsigned flags = 0;
  return finite(bid128_div(raw(a), raw(b), nearest_even, &flags));
}

std::optional<Decimal> power(const Decimal& base, const Decimal& exponent) {
  unsigned flags = 0;
  // The library's pow is right to within a unit in the last place; whole powers are multiplied out,
  // so that 1.1 ** 2 is 1.21 exactly.
  const auto whole = to_int64(exponent);
  if (!whole || *whole > 999 || *whole < -999) {
    return finite(bid128_pow(raw(base), raw(exponent), nearest_even, &flags));
  }
  std::optional<Decimal> result = Decimal::of(1);
  std::optional<Decimal> square = base;
  for (auto left = std::abs(*whole); left > 0 && result; left >>= 1) {
    if ((left & 1) != 0) result = square ? multiply(*result, *square) : std::nullopt;
    if (left > 1 && square) square = multiply(*square, *square);
  }
  if (*whole < 0 && result) return divide(Decimal::of(1), *result);
  return result;
}

std::optional<Decimal> modulo(const Decimal& a, const Decimal& b) {
  if (is_zero(b)) return std::nullopt;
  unsigned flags = 0;
  auto remainder = finite(bid128_fmod(raw(a), raw(b), &flags));
  if (!remainder || is_zero(*remainder)) return remainder;
  if (is_negative(*remainder) != is_negative(b)) return add(*remainder, b);
  return remainder;
}

std::optional<Decimal> round(const Decimal& n, std::int64_t scale, Rounding rounding) {
  if (scale < -6111 || scale > 6176) return std::nullopt;
  if (parts_of(n).exponent >= -scale && scale >= 0) return n;
  const Decimal unit = power_of_ten(static_cast<int>(-scale));
  const bool negative = is_negative(n);
  const auto quantize = [&](unsigned mode) {
    unsigned flags = 0;
    return finite(bid128_quantize(raw(n), raw(unit), mode, &flags));
  };
  switch (rounding) {
    case Rounding::half_even:
      return quantize(nearest_even);
    case Rounding::half_up:
      return quantize(nearest_away);
    case Rounding::up:
      return quantize(negative ? toward_minus : toward_plus);
    case Rounding::down:
      return quantize(toward_zero);
    case Rounding::floor:
      return quantize(toward_minus);
    case Rounding::ceiling:
      return quantize(toward_plus);
    case Rounding::half_down:
      break;
  }
  const auto inner = quantize(toward_zero);
  if (!inner) return inner;
  const auto rest = subtract(n, *inner);
  const auto doubled = rest ? add(*rest, *rest) : rest;
  if (!doubled) return std::nullopt;
  const Decimal magnitude{doubled->low, doubled->high & ~Decimal::sign_bit};
  if (compare(magnitude, unit) <= 0) return inner;
  return negative ? subtract(*inner, unit) : add(*inner, unit);
}

std::optional<Decimal> square_root(const Decimal& n) {
  unsigned flags = 0;
  return finite(bid128_sqrt(raw(n), nearest_even, &flags));
}

std::optional<Decimal> exponential(const Decimal& n) {
  unsigned flags = 0;
  return finite(bid128_exp(raw(n), nearest_even, &flags));
}

std::optional<Decimal> natural_logarithm(const Decimal& n) {
  unsigned flags = 0;
  return finite(bid128_log(raw(n), nearest_even, &flags));
}

}  // namespace guiju::feel
