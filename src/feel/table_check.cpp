#include <algorithm>

#include "feel/table_space.hpp"

namespace guiju::feel {
namespace {

using Compiled = DecisionTable::Compiled;

/// Findings of one sort beyond these tell the writer nothing new.
constexpr std::size_t gaps_told_max = 5;

class TableCheck {
 public:
  explicit TableCheck(const Compiled& table) : table_(table), space_(table) {}

  Diagnostics run() {
    tell_what_is_unclear();
    find_impossible_rows();
    const HitPolicy policy = table_.policy;
    if (policy == HitPolicy::unique || policy == HitPolicy::any) find_overlaps();
    if (policy == HitPolicy::first || policy == HitPolicy::priority) find_covered_rows();
    const bool wants_answer = policy == HitPolicy::unique || policy == HitPolicy::any ||
                              policy == HitPolicy::first || policy == HitPolicy::priority;
    if (wants_answer && !table_.has_default()) find_gaps();
    return std::move(diagnostics_);
  }

 private:
  void warn(const SourcePlace& place, std::string code, std::string message,
            std::string help = "") {
    diagnostics_.push_back({Diagnostic::Severity::warning, place, std::move(code),
                            std::move(message), std::move(help)});
  }

  static std::string row_name(std::size_t row) { return "row " + std::to_string(row + 1); }

  void tell_what_is_unclear() {
    if (const SourcePlace* place = space_.unclear_place()) {
      warn(*place, "cannot-decide",
           "this cell is more than a comparison with constants: overlaps and gaps that depend on "
           "it are not found");
    }
  }

  void find_impossible_rows() {
    for (std::size_t i = 0; i < table_.rules.size(); ++i) {
      if (!space_.rows()[i].widest.is_empty()) continue;
      impossible_.push_back(i);
      warn(table_.rules[i].place, "row-unreachable", row_name(i) + " can match nothing");
    }
  }

  bool is_impossible(std::size_t row) const {
    return std::find(impossible_.begin(), impossible_.end(), row) != impossible_.end();
  }

  bool say_the_same(std::size_t a, std::size_t b) const {
    for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
      const Value* x = table_.rules[a].outputs[i].constant();
      const Value* y = table_.rules[b].outputs[i].constant();
      const bool same = x != nullptr && y != nullptr
                            ? *x == *y
                            : table_.rules[a].output_texts[i] == table_.rules[b].output_texts[i];
      if (!same) return false;
    }
    return true;
  }

  void find_overlaps() {
    const auto& rows = space_.rows();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t j = i + 1; j < rows.size(); ++j) {
        const bool any = table_.policy == HitPolicy::any;
        if (any && say_the_same(i, j)) continue;
        const Box both = rows[i].narrowest.with(rows[j].narrowest);
        if (both.is_empty()) continue;
        warn(table_.rules[j].place, "rows-overlap",
             row_name(j) + " and " + row_name(i) + " both match" + (any ? " and differ" : "") +
                 ", for example where " + space_.example(both),
             "make them exclude one another, or choose hit policy `F` if the first shall win");
      }
    }
  }

  /// Rows that win over row `i` wherever both match.
  std::vector<Box> winners_over(std::size_t i) const {
    std::vector<Box> boxes;
    for (std::size_t j = 0; j < table_.rules.size(); ++j) {
      if (j != i && wins(j, i)) boxes.push_back(space_.rows()[j].narrowest);
    }
    return boxes;
  }

  bool wins(std::size_t a, std::size_t b) const {
    if (table_.policy == HitPolicy::first) return a < b;
    List x;
    List y;
    for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
      const Value* p = table_.rules[a].outputs[i].constant();
      const Value* q = table_.rules[b].outputs[i].constant();
      if (p == nullptr || q == nullptr) return false;
      x.push_back(*p);
      y.push_back(*q);
    }
    const auto rank_a = table_.rank(x);
    const auto rank_b = table_.rank(y);
    return rank_a < rank_b || (rank_a == rank_b && a < b);
  }

  void find_covered_rows() {
    for (std::size_t i = 0; i < table_.rules.size(); ++i) {
      if (is_impossible(i)) continue;
      const auto left = space_.uncovered(space_.rows()[i].widest, winners_over(i));
      if (!left) {
        tell_too_large();
        return;
      }
      if (!left->empty()) continue;
      warn(table_.rules[i].place, "row-unreachable",
           row_name(i) + " is never reached: other rows win wherever it matches",
           table_.policy == HitPolicy::first ? "move it up, or remove it" : "remove it");
    }
  }

  void find_gaps() {
    std::vector<Box> boxes;
    for (const auto& row : space_.rows()) boxes.push_back(row.widest);
    const auto left = space_.uncovered(space_.whole(), boxes);
    if (!left) {
      tell_too_large();
      return;
    }
    for (std::size_t i = 0; i < std::min(left->size(), gaps_told_max); ++i) {
      warn(table_.place, "gap", "no row answers where " + space_.example((*left)[i]),
           "add a row, or a default");
    }
    if (left->size() > gaps_told_max) {
      warn(table_.place, "gap",
           "there are " + std::to_string(left->size() - gaps_told_max) + " more such gaps");
    }
  }

  void tell_too_large() {
    warn(table_.place, "cannot-decide", "the table is too large to be looked through");
  }

  const Compiled& table_;
  TableSpace space_;
  std::vector<std::size_t> impossible_;
  Diagnostics diagnostics_;
};

}  // namespace

Diagnostics DecisionTable::check() const { return feel::check(*compiled_); }

Diagnostics check(const DecisionTable::Compiled& table) { return TableCheck{table}.run(); }

}  // namespace guiju::feel
