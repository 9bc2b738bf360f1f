#include "pack/witness_words.hpp"

#include "feel/source_text.hpp"

namespace guiju::pack {
namespace {

using What = feel::Stretch::What;

Text stretch_words(const feel::Stretch& stretch) {
  const auto low = written(stretch.low);
  const auto high = written(stretch.high);
  const auto in = [](bool included) { return included ? "含" : "不含"; };
  switch (stretch.what) {
    case What::absent:
      return {"未填", {}, "is not given"};
    case What::others:
      return {"为其他值", {}, "is anything else"};
    case What::value:
      return {"= " + low, {}, "= " + low};
    case What::between:
      break;
  }
  if (stretch.low.is_null() && stretch.high.is_null()) return {"有值", {}, "is given"};
  if (stretch.low.is_null()) {
    const char* sign = stretch.high_included ? "≤ " : "< ";
    return {sign + high, {}, sign + high};
  }
  if (stretch.high.is_null()) {
    const char* sign = stretch.low_included ? "≥ " : "> ";
    return {sign + low, {}, sign + low};
  }
  return {"自 " + low + "（" + in(stretch.low_included) + "）至 " + high + "（" +
              in(stretch.high_included) + "）",
          {},
          "from " + low + (stretch.low_included ? "" : " (excluded)") + " to " + high +
              (stretch.high_included ? "" : " (excluded)")};
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

Text words_of(const std::string& label, const std::vector<feel::Stretch>& where) {
  Text all;
  for (const auto& stretch : where) {
    const auto one = stretch_words(stretch);
    all.zh += (all.zh.empty() ? label + " " : " 或 ") + one.zh;
    all.en += (all.en.empty() ? label + " " : " or ") + one.en;
  }
  return all;
}

Witness witness_of(const feel::TableCase& found, const Pack& before, const Table& table_before,
                   const Pack& after, const Table& table_after) {
  Witness witness{.before = found.before, .after = found.after};
  const auto join = [&](const Text& part) {
    witness.text.zh += (witness.text.zh.empty() ? "" : "，") + part.zh;
    witness.text.en += (witness.text.en.empty() ? "" : ", ") + part.en;
  };
  for (const auto& input : found.inputs) {
    witness.inputs.emplace_back(input.text, written(input.example));
    if (!input.where.empty()) join(words_of(input.label, input.where));
  }
  for (const auto& cell : found.assumed) join({"设“" + cell + "”成立", {}, "where `" + cell + "`"});
  if (witness.text.zh.empty()) witness.text = {"任何情形", {}, "in every case"};
  witness.clauses_before = clauses_of_rows(before, table_before, found.rows_before);
  witness.clauses_after = clauses_of_rows(after, table_after, found.rows_after);
  witness.rows_before = from_one(found.rows_before);
  witness.rows_after = from_one(found.rows_after);
  return witness;
}

}  // namespace guiju::pack
