#include "casework/money_values.hpp"

#include <charconv>

#include "feel/decimal.hpp"

namespace guiju::casework {

using feel::Value;
using money::Number;
using money::Reason;

namespace {

/// `49.99` as digits and decimals, or why it is none.
std::variant<Number, Reason> read_decimal(const std::string& text) {
  if (text.find("E-") != std::string::npos) return Reason::too_many_decimals;
  if (text.find('E') != std::string::npos) return Reason::too_large;
  std::string digits = text;
  int decimals = 0;
  if (const auto point = text.find('.'); point != std::string::npos) {
    decimals = static_cast<int>(text.size() - point - 1);
    digits.erase(point, 1);
  }
  if (decimals > money::decimals_max) return Reason::too_many_decimals;
  std::int64_t units = 0;
  const auto* end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, units).ptr != end) return Reason::too_large;
  if (digits.size() > 18) return Reason::too_large;
  return Number{units, decimals};
}

const Value& no_value() {
  static const Value null{};
  return null;
}

feel::ContextEntries entries_of(const std::string& name, const std::string& of) {
  feel::ContextEntries entries{{"name", Value::string(name)}};
  if (!of.empty()) entries.emplace_back("of", Value::string(of));
  return entries;
}

}  // namespace

const Value& MoneyArguments::value(std::size_t at) const {
  return at < values_.size() ? values_[at] : no_value();
}

bool MoneyArguments::is_given(std::size_t at) const { return !value(at).is_null(); }

void MoneyArguments::refuse(Reason reason, std::string_view name) {
  if (!refusal_) refusal_ = money::Refusal{reason, std::string(name)};
}

Number MoneyArguments::decimal(const Value& value, std::string_view name) {
  if (value.kind() != feel::Kind::number) {
    refuse(Reason::value_missing, name);
    return {};
  }
  const auto read = read_decimal(feel::to_text(value.decimal()));
  if (const auto* reason = std::get_if<Reason>(&read)) {
    refuse(*reason, name);
    return {};
  }
  return std::get<Number>(read);
}

std::int64_t MoneyArguments::whole(const Value& value, std::string_view name) {
  if (value.kind() == feel::Kind::number && !feel::is_whole(value.decimal())) {
    refuse(Reason::not_whole, name);
    return 0;
  }
  return decimal(value, name).units;
}

Number MoneyArguments::number(std::size_t at, std::string_view name) {
  return decimal(value(at), name);
}

money::Money MoneyArguments::money(std::size_t at, std::string_view name) {
  return {whole(value(at), name)};
}

money::Quantity MoneyArguments::quantity(std::size_t at, std::string_view name) {
  return {whole(value(at), name)};
}

int MoneyArguments::decimals(std::size_t at, std::string_view name) {
  const auto wanted = whole(value(at), name);
  if (wanted >= 0 && wanted <= money::decimals_max) return static_cast<int>(wanted);
  refuse(wanted < 0 ? Reason::negative : Reason::too_many_decimals, name);
  return 0;
}

bool MoneyArguments::boolean(std::size_t at, std::string_view name) {
  const auto stated = value(at).as_boolean();
  if (!stated) refuse(Reason::value_missing, name);
  return stated.value_or(false);
}

std::optional<money::Money> MoneyArguments::optional_money(std::size_t at, std::string_view name) {
  if (!is_given(at)) return std::nullopt;
  return money(at, name);
}

std::size_t MoneyArguments::word(std::size_t at, std::string_view name,
                                 std::initializer_list<std::string_view> words) {
  if (!is_given(at)) {
    refuse(Reason::value_missing, name);
    return 0;
  }
  std::size_t place = 0;
  for (const auto known : words) {
    if (value(at).as_string() == known) return place;
    ++place;
  }
  refuse(Reason::word_unknown, name);
  return 0;
}

money::Rounding MoneyArguments::rounding(std::size_t at, std::string_view name) {
  using money::Rounding;
  constexpr Rounding known[] = {Rounding::half_up, Rounding::half_even, Rounding::floor,
                                Rounding::ceiling};
  return known[word(at, name, {"half_up", "half_even", "floor", "ceiling"})];
}

const feel::List& MoneyArguments::list(std::size_t at, std::string_view name) {
  const feel::List& items = value(at).as_list();
  if (value(at).kind() != feel::Kind::list) refuse(Reason::value_missing, name);
  if (!length_) length_ = items.size();
  if (*length_ != items.size()) refuse(Reason::lists_differ, name);
  return items;
}

std::vector<std::string> MoneyArguments::texts(std::size_t at, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& item : list(at, name)) {
    if (item.kind() != feel::Kind::string) refuse(Reason::value_missing, name);
    out.emplace_back(item.as_string());
  }
  return out;
}

std::vector<Number> MoneyArguments::numbers(std::size_t at, std::string_view name) {
  std::vector<Number> out;
  for (const auto& item : list(at, name)) out.push_back(decimal(item, name));
  return out;
}

std::vector<std::int64_t> MoneyArguments::whole_numbers(std::size_t at, std::string_view name) {
  std::vector<std::int64_t> out;
  for (const auto& item : list(at, name)) out.push_back(whole(item, name));
  return out;
}

Value to_value(const Number& number) {
  return number.decimals == 0 ? Value::number(number.units)
                              : Value::number_from_text(money::to_text(number));
}

Value to_value(money::Money money) { return Value::number(money.fen); }

Value to_value(const money::Derivation& derivation) {
  feel::List inputs, steps;
  for (const auto& figure : derivation.inputs) {
    auto entries = entries_of(figure.name, figure.of);
    entries.emplace_back("value",
                         figure.value ? to_value(*figure.value) : Value::string(figure.word));
    inputs.push_back(Value::context(std::move(entries)));
  }
  for (const auto& step : derivation.steps) {
    auto entries = entries_of(step.name, step.of);
    entries.emplace_back("formula", Value::string(step.formula));
    entries.emplace_back("calculation", Value::string(step.calculation));
    entries.emplace_back("value", step.value ? to_value(*step.value) : Value{});
    steps.push_back(Value::context(std::move(entries)));
  }
  feel::ContextEntries entries{{"computation", Value::string(derivation.computation)}};
  if (!derivation.rounding.empty()) {
    entries.emplace_back("rounding", Value::string(derivation.rounding));
  }
  entries.emplace_back("inputs", Value::list(std::move(inputs)));
  entries.emplace_back("steps", Value::list(std::move(steps)));
  return Value::context(std::move(entries));
}

}  // namespace guiju::casework
