#include "pack/witness_words.hpp"

#include "feel/source_text.hpp"

namespace guiju::pack {
namespace {

using What = feel::Stretch::What;

/// Where the value of an input lies.
Text stretch_words(const Phrases& phrases, const std::string& input, const feel::Stretch& stretch) {
  const auto said = [&](const feel::Value& value) { return phrases.cell(written(value), input); };
  const auto is = [](const char* zh, const char* en, const Text& value) {
    return Text{zh + value.zh, {}, en + value.en};
  };
  switch (stretch.what) {
    case What::absent:
      return {"未填", {}, "is not given"};
    case What::others:
      return {"为其他值", {}, "is anything else"};
    case What::value:
      return is("为 ", "is ", said(stretch.low));
    case What::between:
      break;
  }
  if (stretch.low.is_null() && stretch.high.is_null()) return {"有值", {}, "is given"};
  if (stretch.low.is_null()) {
    const char* sign = stretch.high_included ? "≤ " : "< ";
    return is(sign, sign, said(stretch.high));
  }
  if (stretch.high.is_null()) {
    const char* sign = stretch.low_included ? "≥ " : "> ";
    return is(sign, sign, said(stretch.low));
  }
  const auto in = [](bool included) { return included ? "（含）" : "（不含）"; };
  const auto low = said(stretch.low);
  const auto high = said(stretch.high);
  return {"自 " + low.zh + in(stretch.low_included) + "至 " + high.zh + in(stretch.high_included),
          {},
          "from " + low.en + (stretch.low_included ? "" : " (excluded)") + " to " + high.en +
              (stretch.high_included ? "" : " (excluded)")};
}

Text words_of(const Phrases& phrases, const feel::TableCase::Input& input) {
  Text all;
  const auto label = phrases.column(input.label, input.text);
  for (const auto& stretch : input.where) {
    const auto one = stretch_words(phrases, input.text, stretch);
    all.zh += (all.zh.empty() ? label.zh + " " : " 或 ") + one.zh;
    all.en += (all.en.empty() ? label.en + " " : " or ") + one.en;
  }
  return all;
}

void join(Text& text, const Text& part) {
  text.zh += (text.zh.empty() ? "" : "，") + part.zh;
  text.en += (text.en.empty() ? "" : ", ") + part.en;
}

/// One such case, where the words above leave more than one.
Text example_of(const Phrases& phrases, const feel::TableCase& found) {
  Text example;
  bool is_told = true;
  for (const auto& input : found.inputs) {
    const bool is_one = input.where.size() == 1 && input.where.front().what != What::between &&
                        input.where.front().what != What::others;
    if (input.where.empty()) continue;
    is_told = is_told && is_one;
    const feel::Stretch point{.what = input.example.is_null() ? What::absent : What::value,
                              .low = input.example,
                              .high = {}};
    const auto label = phrases.column(input.label, input.text);
    const auto value = stretch_words(phrases, input.text, point);
    join(example, {label.zh + " " + value.zh, {}, label.en + " " + value.en});
  }
  return is_told ? Text{} : example;
}

std::vector<std::string> clauses_of_rows(const Pack& pack, const Table& table,
                                         const std::vector<int>& rows) {
  Basis basis;
  for (const int row : rows) {
    const auto& own = table.row_rules[static_cast<std::size_t>(row)];
    basis.insert(basis.end(), own.begin(), own.end());
  }
  return clauses_of(pack, rows.empty() ? table.rules : basis);
}

std::vector<int> from_one(std::vector<int> rows) {
  for (int& row : rows) ++row;
  return rows;
}

}  // namespace

std::string written(const feel::Value& value) {
  const auto literal = feel::literal_of(value);
  return literal ? *literal : to_text(value);
}

Text words_of_case(const Phrases& phrases,
                   const std::vector<std::pair<std::string, std::string>>& values) {
  Text text;
  for (const auto& [name, value] : values) join(text, phrases.assignment(name, value));
  return text.zh.empty() ? Text{"任何情形", {}, "in every case"} : text;
}

Witness witness_of(const feel::TableCase& found, const Pack& before, const Table& table_before,
                   const Pack& after, const Table& table_after) {
  const Phrases phrases(after);
  Witness witness{.before = found.before, .after = found.after};
  for (const auto& input : found.inputs) {
    witness.inputs.emplace_back(input.text, written(input.example));
    if (!input.where.empty()) join(witness.text, words_of(phrases, input));
  }
  for (const auto& cell : found.assumed) {
    const auto said = phrases.expression(cell);
    join(witness.text, {"设“" + said.zh + "”成立", {}, "where “" + said.en + "” holds"});
  }
  if (witness.text.zh.empty()) witness.text = {"任何情形", {}, "in every case"};
  witness.example = example_of(phrases, found);
  witness.before_words = Phrases(before).expression(found.before);
  witness.after_words = phrases.expression(found.after);
  witness.clauses_before = clauses_of_rows(before, table_before, found.rows_before);
  witness.clauses_after = clauses_of_rows(after, table_after, found.rows_after);
  witness.rows_before = from_one(found.rows_before);
  witness.rows_after = from_one(found.rows_after);
  return witness;
}

}  // namespace guiju::pack
