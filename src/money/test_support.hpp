#pragma once

#include <algorithm>
#include <cctype>
#include <numeric>
#include <string>
#include <string_view>

#include "money/derivation.hpp"

/// Does a derivation's arithmetic again, from its text alone, as a person would on paper.
namespace guiju::money::test {

struct Fraction {
  Wide top = 0;
  Wide bottom = 1;  ///< > 0
};

inline Wide common_divisor(Wide a, Wide b) {
  if (a < 0) a = -a;
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a == 0 ? 1 : a;
}

inline Fraction reduced(Wide top, Wide bottom) {
  if (bottom < 0) {
    top = -top;
    bottom = -bottom;
  }
  const Wide divisor = common_divisor(top, bottom);
  return {top / divisor, bottom / divisor};
}

/// Reads `floor(100001 × 49.99 ÷ 100) + 1`.
class Paper {
 public:
  static Fraction result_of(std::string_view text) { return Paper(text).sum(); }

 private:
  explicit Paper(std::string_view text) : rest_(text) {}

  bool take(std::string_view token) {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  Fraction sum() {
    Fraction a = product();
    while (true) {
      const bool plus = take("+");
      if (!plus && !take("−")) return a;
      const Fraction b = product();
      const Wide right = b.top * a.bottom;
      a = reduced(a.top * b.bottom + (plus ? right : -right), a.bottom * b.bottom);
    }
  }

  Fraction product() {
    Fraction a = factor();
    while (true) {
      const bool times = take("×");
      if (!times && !take("÷")) return a;
      const Fraction b = factor();
      a = times ? reduced(a.top * b.top, a.bottom * b.bottom)
                : reduced(a.top * b.bottom, a.bottom * b.top);
    }
  }

  Fraction factor() {
    for (const std::string_view name : {"max", "min", "floor", "ceiling", "half_up", "half_even"}) {
      if (!take(name)) continue;
      take("(");
      const Fraction a = sum();
      const bool two = take(",");
      const Fraction b = two ? sum() : Fraction{};
      take(")");
      return call(name, a, b);
    }
    if (take("(")) {
      const Fraction inner = sum();
      take(")");
      return inner;
    }
    return number();
  }

  static Fraction call(std::string_view name, const Fraction& a, const Fraction& b) {
    const bool a_is_less = a.top * b.bottom < b.top * a.bottom;
    if (name == "max") return a_is_less ? b : a;
    if (name == "min") return a_is_less ? a : b;
    const auto power = power_of_ten(static_cast<int>(b.top));
    const Wide top = a.top * power, whole = top / a.bottom, rest = top % a.bottom;
    bool up = false;
    if (name == "ceiling") up = rest > 0;
    if (name == "half_up") up = rest * 2 >= a.bottom;
    if (name == "half_even") up = rest * 2 > a.bottom || (rest * 2 == a.bottom && whole % 2 == 1);
    return reduced(whole + (up ? 1 : 0), power);
  }

  Fraction number() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    const bool negative = take("-");
    Fraction value;
    bool after_point = false;
    while (!rest_.empty() &&
           (std::isdigit(static_cast<unsigned char>(rest_[0])) || rest_[0] == '.')) {
      if (rest_[0] == '.') {
        after_point = true;
      } else {
        value.top = value.top * 10 + (rest_[0] - '0');
        if (after_point) value.bottom *= 10;
      }
      rest_.remove_prefix(1);
    }
    return reduced(negative ? -value.top : value.top, value.bottom);
  }

  std::string_view rest_;
};

/// The first step whose arithmetic does not give its value; empty when all do.
inline std::string wrong_step(const Derivation& derivation) {
  for (const auto& step : derivation.steps) {
    if (!step.value) continue;
    const Fraction again = Paper::result_of(step.calculation);
    const Fraction noted = reduced(step.value->units, power_of_ten(step.value->decimals));
    if (again.top != noted.top || again.bottom != noted.bottom) {
      return step.name + " " + step.of + ": " + step.calculation + " is not " +
             to_text(*step.value);
    }
  }
  return {};
}

/// The step `name` of `of`; a null pointer when there is none.
inline const Step* find_step(const Derivation& derivation, std::string_view name,
                             std::string_view of = {}) {
  for (const auto& step : derivation.steps) {
    if (step.name == name && step.of == of) return &step;
  }
  return nullptr;
}

template <class T>
Refusal refusal_of(const Result<T>& result) {
  const auto* refusal = std::get_if<Refusal>(&result);
  return refusal == nullptr ? Refusal{Reason::value_missing, "no refusal"} : *refusal;
}

}  // namespace guiju::money::test
