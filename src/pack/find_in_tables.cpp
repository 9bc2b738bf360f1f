#include <algorithm>

#include "feel/source_text.hpp"
#include "feel/table_difference.hpp"
#include "pack/contradiction_finder.hpp"
#include "pack/outline.hpp"
#include "pack/witness_words.hpp"

namespace guiju::pack {
namespace {

using Compiled = feel::DecisionTable::Compiled;
using feel::HitPolicy;

constexpr std::size_t gaps_told_max = 5;

Text row_name(std::size_t row) {
  const auto number = std::to_string(row + 1);
  return in_both("第 " + number + " 行", "row " + number);
}
Text table_name(const Table& table) {
  return in_both("决策表 `" + table.id + "`：", "table `" + table.id + "`: ");
}

const feel::TableMeaning& as_written() {
  static const feel::TableMeaning meaning{.has_changed = [](std::string_view) { return false; },
                                          .is_whole = [](std::string_view) { return false; },
                                          .states_max = 2'000};
  return meaning;
}

class TableSearch {
 public:
  TableSearch(Finder& finder, const Table& table)
      : finder_(finder),
        table_(table),
        code_(feel::table_without_names(with_parameters(finder.pack(), table.source))) {}

  void run() {
    look_through();
    const bool excludes = code_.policy == HitPolicy::unique || code_.policy == HitPolicy::any;
    for (std::size_t i = 0; i < code_.rules.size(); ++i) {
      for (std::size_t j = i + 1; excludes && j < code_.rules.size(); ++j) find_overlap(i, j);
      find_subsumed(i);
    }
  }

 private:
  /// Gaps, and rows that are never reached.
  void look_through() {
    for (auto& finding : feel::check(code_)) {
      if (finding.code == "cannot-decide") {
        finder_.cannot_decide(finding.place, "table `" + table_.id + "`: " + finding.message);
        continue;
      }
      if (finding.code == "rows-overlap") continue;  // told below, with a case
      const auto row = std::find_if(code_.rules.begin(), code_.rules.end(), [&](const auto& rule) {
        return rule.place.line == finding.place.line && rule.place.file == finding.place.file;
      });
      const bool is_row = row != code_.rules.end();
      const auto index = static_cast<std::size_t>(row - code_.rules.begin());
      if (is_row) dead_.push_back(index);
      if (finding.code == "gap" && find_gaps()) break;  // with a case each, instead of these
      const Text what = in_both(
          is_row ? row_name(index).zh + "永远用不上" : "有的情形没有一行能回答", finding.message);
      finder_.tell(finding.place, finding.code, table_name(table_) + what,
                   {is_row ? &table_.row_rules[index] : &table_.rules});
    }
  }

  /// Cases that no row answers: those in which a default would, if the table had one. False where
  /// none can be given.
  bool find_gaps() {
    auto source = with_parameters(finder_.pack(), table_.source);
    for (auto& output : source.outputs) output.default_value.text = "\"none of the rows\"";
    const auto change = feel::compare(code_, feel::table_without_names(source), as_written());
    std::size_t told = 0;
    for (const auto& one : change.cases) {
      if (!one.is_certain || !one.rows_after.empty() || !one.assumed.empty()) continue;
      if (++told > gaps_told_max) break;
      feel::Solution gap{.answer = feel::Solution::Answer::holds, .values = {}};
      for (const auto& input : one.inputs) {
        if (!input.where.empty()) gap.values.emplace_back(input.text, input.example);
      }
      finder_.tell(code_.place, "gap",
                   table_name(table_) + in_both("没有一行能回答", "no row answers"),
                   {&table_.rules}, &gap);
    }
    return told > 0;
  }

  static bool passes(const feel::UnaryTests& cell, const feel::Value& value) {
    return cell.is_any() || (cell.shape() && cell.matches(value, feel::EmptyEnvironment{}));
  }

  bool say_the_same(std::size_t a, std::size_t b) const {
    for (std::size_t i = 0; i < code_.outputs.size(); ++i) {
      const auto* x = code_.rules[a].outputs[i].constant();
      const auto* y = code_.rules[b].outputs[i].constant();
      const bool same = x != nullptr && y != nullptr
                            ? *x == *y
                            : code_.rules[a].output_texts[i] == code_.rules[b].output_texts[i];
      if (!same) return false;
    }
    return true;
  }

  /// One combination of inputs that both rows match; empty where there is none, or no telling.
  std::optional<feel::Solution> common_case(std::size_t a, std::size_t b) const {
    feel::Solution both{.answer = feel::Solution::Answer::holds, .values = {}};
    for (std::size_t c = 0; c < code_.inputs.size(); ++c) {
      const auto& x = code_.rules[a].tests[c];
      const auto& y = code_.rules[b].tests[c];
      feel::List points;
      for (const auto* cell : {&x, &y}) {
        if (cell->shape()) feel::add_points(*cell->shape(), points);
      }
      const auto& allowed = code_.inputs[c].allowed;
      if (allowed && allowed->shape()) feel::add_points(*allowed->shape(), points);
      bool found = false;
      for (const auto& segment : feel::segments_of(points, false)) {
        const bool may_come = segment.example.is_null() || !allowed || !allowed->shape() ||
                              passes(*allowed, segment.example);
        if (!may_come || !passes(x, segment.example) || !passes(y, segment.example)) continue;
        both.values.emplace_back(code_.inputs[c].text, segment.example);
        found = true;
        break;
      }
      if (!found) return std::nullopt;
    }
    return both;
  }

  void find_overlap(std::size_t i, std::size_t j) {
    if (code_.policy == HitPolicy::any && say_the_same(i, j)) return;
    const auto both = common_case(i, j);
    if (!both) return;
    finder_.tell(code_.rules[j].place, "rows-overlap",
                 table_name(table_) + row_name(i) + in_both("与", " and ") + row_name(j) +
                     in_both("同时适用", " both match"),
                 {&table_.row_rules[i], &table_.row_rules[j]}, &*both);
  }

  /// A row without which the table decides alike, by the same rules.
  void find_subsumed(std::size_t row) {
    if (code_.policy == HitPolicy::collect || code_.rules.size() < 2) return;
    if (std::find(dead_.begin(), dead_.end(), row) != dead_.end()) return;
    Compiled without = code_;
    without.rules.erase(without.rules.begin() + static_cast<std::ptrdiff_t>(row));
    const auto change = feel::compare(code_, without, as_written());
    if (!change.is_complete || !change.cases.empty()) return;
    for (std::size_t other = 0; other < code_.rules.size(); ++other) {
      if (other == row || !say_the_same(row, other)) continue;
      if (table_.row_rules[other] != table_.row_rules[row]) continue;
      const auto both = common_case(row, other);
      if (!both) continue;
      finder_.tell(code_.rules[row].place, "row-subsumed",
                   table_name(table_) + row_name(row) +
                       in_both("没有增加什么：去掉它，结论照样由",
                               " adds nothing: without it the table decides alike, by ") +
                       row_name(other) + in_both("得出", ""),
                   {&table_.row_rules[row], &table_.row_rules[other]}, &*both);
      return;
    }
  }

  Finder& finder_;
  const Table& table_;
  Compiled code_;
  std::vector<std::size_t> dead_;
};

/// Whether two tables answer the same question by a rule that both cite.
bool ask_the_same(const Table& a, const Table& b) {
  const auto& x = a.source;
  const auto& y = b.source;
  if (x.inputs.size() != y.inputs.size() || x.outputs.size() != y.outputs.size()) return false;
  for (const auto& input : x.inputs) {
    const auto text = feel::normal_text(input.expression.text);
    const bool both = std::any_of(y.inputs.begin(), y.inputs.end(), [&](const auto& other) {
      return feel::normal_text(other.expression.text) == text;
    });
    if (!both) return false;
  }
  for (std::size_t i = 0; i < x.outputs.size(); ++i) {
    if (x.outputs[i].name != y.outputs[i].name) return false;
  }
  return std::any_of(a.rules.begin(), a.rules.end(), [&](int rule) {
    return std::find(b.rules.begin(), b.rules.end(), rule) != b.rules.end();
  });
}

void find_two_answers(Finder& finder, const Table& a, const Table& b) {
  if (!ask_the_same(a, b)) return;
  const auto code = [&](const Table& table) {
    return feel::table_without_names(with_parameters(finder.pack(), table.source));
  };
  for (const auto& one : feel::compare(code(a), code(b), as_written()).cases) {
    if (!one.is_certain) continue;
    feel::Solution witness{.answer = feel::Solution::Answer::holds, .values = {}};
    for (const auto& input : one.inputs) witness.values.emplace_back(input.text, input.example);
    finder.tell(b.source.place, "tables-differ",
                in_both("决策表 `" + a.id + "` 与 `" + b.id + "` 对同一个问题给出两个结论：`" +
                            one.before + "` 与 `" + one.after + "`",
                        "tables `" + a.id + "` and `" + b.id + "` answer the same question, `" +
                            one.before + "` and `" + one.after + "`"),
                {&a.rules, &b.rules}, &witness);
    return;
  }
}

}  // namespace

void find_in_tables(Finder& finder) {
  const auto& tables = finder.pack().tables;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    TableSearch(finder, tables[i]).run();
    for (std::size_t j = i + 1; j < tables.size(); ++j) {
      find_two_answers(finder, tables[i], tables[j]);
    }
  }
}

}  // namespace guiju::pack
