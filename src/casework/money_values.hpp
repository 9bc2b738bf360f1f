#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/value.hpp"
#include "money/derivation.hpp"

namespace guiju::casework {

/// Arguments of an expression, as `money` wants them. The first that does not fit stays as the
/// refusal, under the name of its parameter; what is read after it has no meaning.
class MoneyArguments {
 public:
  explicit MoneyArguments(std::span<const feel::Value> values) : values_(values) {}

  money::Number number(std::size_t at, std::string_view name);
  money::Money money(std::size_t at, std::string_view name);
  money::Quantity quantity(std::size_t at, std::string_view name);
  /// A small whole number: decimals of a rate.
  int decimals(std::size_t at, std::string_view name);
  bool boolean(std::size_t at, std::string_view name);
  bool is_given(std::size_t at) const;
  std::optional<money::Money> optional_money(std::size_t at, std::string_view name);

  /// Which of `words` stands there; `word_unknown` when none of them does.
  std::size_t word(std::size_t at, std::string_view name,
                   std::initializer_list<std::string_view> words);
  money::Rounding rounding(std::size_t at, std::string_view name);

  /// Texts of a list: its length is that of all lists read after it.
  std::vector<std::string> texts(std::size_t at, std::string_view name);
  std::vector<money::Number> numbers(std::size_t at, std::string_view name);
  /// The same, each a whole number.
  std::vector<std::int64_t> whole_numbers(std::size_t at, std::string_view name);

  const std::optional<money::Refusal>& refusal() const { return refusal_; }

 private:
  const feel::Value& value(std::size_t at) const;
  std::int64_t whole(const feel::Value& value, std::string_view name);
  money::Number decimal(const feel::Value& value, std::string_view name);
  const feel::List& list(std::size_t at, std::string_view name);
  void refuse(money::Reason reason, std::string_view name);

  std::span<const feel::Value> values_;
  std::optional<std::size_t> length_;
  std::optional<money::Refusal> refusal_;
};

feel::Value to_value(const money::Number& number);
feel::Value to_value(money::Money money);
/// `{computation, rounding, inputs: [{name, of, value}], steps: [{name, of, formula, calculation,
/// value}]}`; `rounding` and `of` only where there is one.
feel::Value to_value(const money::Derivation& derivation);

}  // namespace guiju::casework
