#include "money/worksheet.hpp"

#include "base/assert.hpp"

namespace guiju::money {

void Worksheet::take(std::string_view name, const Number& value, std::string_view of) {
  derivation_.inputs.push_back(
      {.name = std::string(name), .of = std::string(of), .value = value, .word = {}});
  if (value.units < 0) {
    refuse(Reason::negative, name);
  } else if (value.units > number_max) {
    refuse(Reason::too_large, name);
  } else if (value.decimals < 0 || value.decimals > decimals_max) {
    refuse(Reason::too_many_decimals, name);
  }
}

void Worksheet::take(std::string_view name, Money value, std::string_view of) {
  take(name, Number{value.fen, 0}, of);
}

void Worksheet::take(std::string_view name, Quantity value, std::string_view of) {
  take(name, Number{value.pieces, 0}, of);
}

void Worksheet::take_word(std::string_view name, std::string_view word) {
  derivation_.inputs.push_back(
      {.name = std::string(name), .of = {}, .value = {}, .word = std::string(word)});
}

void Worksheet::take_rounding(std::string_view word) { derivation_.rounding = word; }

std::int64_t Worksheet::note(const Line& line, Wide value, int decimals) {
  if (value > number_max || value < -number_max) {
    refuse(Reason::too_large, line.name);
    return 0;
  }
  const auto units = static_cast<std::int64_t>(value);
  derivation_.steps.push_back({.name = std::string(line.name),
                               .of = std::string(line.of),
                               .formula = std::string(line.formula),
                               .calculation = line.calculation,
                               .value = Number{units, decimals}});
  return units;
}

void Worksheet::note_without_value(const Line& line) {
  derivation_.steps.push_back({.name = std::string(line.name),
                               .of = std::string(line.of),
                               .formula = std::string(line.formula),
                               .calculation = line.calculation,
                               .value = {}});
}

void Worksheet::refuse(Reason reason, std::string_view input) {
  if (!refusal_) refusal_ = Refusal{reason, std::string(input)};
}

std::string rounded_text(Rounding rounding, const std::string& what, int decimals) {
  std::string text = to_text(rounding);
  text += '(';
  text += what;
  if (decimals > 0) {
    text += ", ";
    text += std::to_string(decimals);
  }
  text += ')';
  return text;
}

}  // namespace guiju::money
