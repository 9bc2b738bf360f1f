#include "pack/table_changes.hpp"

#include <algorithm>
#include <set>

#include "feel/source_text.hpp"
#include "feel/table_difference.hpp"
#include "pack/outline.hpp"
#include "pack/witness_words.hpp"

namespace guiju::pack {
namespace {

using feel::DecisionTable;

const Table& find_table(const Pack& pack, const std::string& id) {
  return *std::find_if(pack.tables.begin(), pack.tables.end(),
                       [&](const Table& table) { return table.id == id; });
}

/// Everything about a table that bears on what it decides, as one text.
std::string fingerprint(const Pack& pack, const Table& table, const DecisionTable::Compiled& code) {
  const auto source = with_parameters(pack, table.source);
  std::string text = feel::to_text(code.policy);
  const auto add = [&](const std::string& part) { text += '\n' + feel::normal_text(part); };
  for (const auto& input : source.inputs) {
    add(input.expression.text);
    add(input.allowed_values.text);
  }
  for (const auto& output : source.outputs) {
    add(output.name);
    add(output.default_value.text);
  }
  for (std::size_t r = 0; r < source.rules.size(); ++r) {
    for (const auto& test : source.rules[r].tests) add(test.text);
    for (const auto& output : source.rules[r].outputs) add(output.text);
    for (const auto& rule : rules_of(pack, table.row_rules[r])) text += ' ' + rule;
  }
  return text;
}

/// Names of calculations and tables that mean another thing in the two editions; those that use
/// such a one are among them.
std::set<std::string> changed_names(const Pack& before, const Pack& after) {
  std::set<std::string> changed;
  const auto meaning = [](const Pack& pack, const Definition& definition) {
    std::string text = feel::normal_text(with_parameters(pack, definition.value.text));
    for (const auto& name : definition.parameters) text += '\n' + name;
    return text;
  };
  const auto uses_changed = [&](const Definition& definition) {
    return std::any_of(changed.begin(), changed.end(), [&](const std::string& name) {
      return feel::names(definition.value.text, name);
    });
  };
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& definition : after.definitions) {
      if (changed.contains(definition.name)) continue;
      const auto old = std::find_if(before.definitions.begin(), before.definitions.end(),
                                    [&](const Definition& d) { return d.name == definition.name; });
      const bool is_same = old != before.definitions.end() &&
                           meaning(before, *old) == meaning(after, definition) &&
                           !uses_changed(definition);
      if (!is_same) grows = changed.insert(definition.name).second;
    }
  }
  for (const auto& table : after.tables) {
    const bool had = std::any_of(before.tables.begin(), before.tables.end(),
                                 [&](const Table& t) { return t.id == table.id; });
    if (!had) continue;
    const auto& old = find_table(before, table.id);
    const auto print = [](const Pack& pack, const Table& own) {
      return fingerprint(pack, own, feel::table_without_names(with_parameters(pack, own.source)));
    };
    if (print(before, old) != print(after, table)) changed.insert("tables." + table.id);
  }
  return changed;
}

/// Whether an input of that text holds whole numbers: it is a field of fen.
bool is_money(const Pack& pack, std::string_view text) {
  for (const auto& type : pack.types) {
    const int field = type->find_field(text);
    if (field < 0) continue;
    const auto kind = type->fields[static_cast<std::size_t>(field)].type.kind;
    if (kind != FieldType::Kind::money) return false;
    return true;
  }
  return false;
}

/// Rows that rest on other rules than before, though they decide alike.
std::vector<std::string> grounds_of(const Pack& pack, const Table& table) {
  std::vector<std::string> all;
  for (const auto& basis : table.row_rules) {
    std::string text;
    for (const auto& rule : rules_of(pack, basis)) text += rule + ' ';
    all.push_back(std::move(text));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

TableChange compare_table(const Pack& before, const Pack& after, const std::string& id) {
  const Table& was = find_table(before, id);
  const Table& is = find_table(after, id);
  const auto code_was = feel::table_without_names(with_parameters(before, was.source));
  const auto code_is = feel::table_without_names(with_parameters(after, is.source));
  const auto changed = changed_names(before, after);
  const feel::TableMeaning meaning{
      .has_changed =
          [&](std::string_view text) {
            return std::any_of(changed.begin(), changed.end(), [&](const std::string& name) {
              return name != "tables." + id && feel::names(text, name);
            });
          },
      .is_whole = [&](std::string_view text) { return is_money(after, text); }};
  TableChange change;
  change.is_same = fingerprint(before, was, code_was) == fingerprint(after, is, code_is);
  if (change.is_same) return change;
  const auto found = feel::compare(code_was, code_is, meaning);
  for (const auto& one : found.cases) {
    change.witnesses.push_back(witness_of(one, before, was, after, is));
  }
  const bool is_certain = std::any_of(found.cases.begin(), found.cases.end(),
                                      [](const auto& one) { return one.is_certain; });
  const bool is_alike = found.cases.empty() && found.is_complete;
  change.kind = is_certain ? Difference::Kind::changed
                : is_alike ? Difference::Kind::alike
                           : Difference::Kind::undecided;
  if (is_alike && grounds_of(before, was) != grounds_of(after, is)) {
    change.kind = Difference::Kind::changed;
  }
  return change;
}

}  // namespace guiju::pack
