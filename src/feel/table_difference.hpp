#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/table_compiled.hpp"

namespace guiju::feel {

/// Values of one input that stand together: none, one value, those between two, or whatever is
/// not named by any cell.
struct Stretch {
  enum class What { absent, value, between, others };
  What what = What::value;
  Value low;   ///< of `value`: it; of `between`: the lower end, null: none
  Value high;  ///< of `between`: the upper end, null: none
  bool low_included = false;
  bool high_included = false;
};

/// Inputs that two tables, or two readings of one, treat differently.
struct TableCase {
  struct Input {
    std::string label;
    std::string text;            ///< the input's expression
    std::vector<Stretch> where;  ///< empty: whatever it is
    Value example;               ///< one value of `where`
  };
  std::vector<Input> inputs;
  std::vector<std::string> assumed;  ///< cells taken to hold, of which only the case can tell
  std::vector<int> rows_before;      ///< that decide, counted from 0; none: the default
  std::vector<int> rows_after;
  std::string before;  ///< the outcome: values, or the text that gives them
  std::string after;
  /// The outcomes are other values for this example. Else it depends on what only the case knows.
  bool is_certain = true;
};

struct TableDifference {
  /// One for each pair of deciding rows that differ; certain ones first.
  std::vector<TableCase> cases;
  /// False: there were too many combinations to look at; more cases may differ.
  bool is_complete = true;
};

/// What the tables' texts mean where the tables come from.
struct TableMeaning {
  /// The same text stands for something else before and after (a definition that has changed).
  std::function<bool(std::string_view text)> has_changed;
  /// Of an input: it holds whole numbers only.
  std::function<bool(std::string_view text)> is_whole;
  std::size_t states_max = 200'000;  ///< so many combinations of rows are looked at
};

/// Compares what two tables answer, input by input expression: proves them alike for every input
/// (absent ones included), or gives cases that they treat differently. Exact where cells compare
/// with constants; an equal text is the same unknown before and after; two texts that differ are
/// never said to be equal. Both tables as `table_without_names` makes them.
TableDifference compare(const DecisionTable::Compiled& before, const DecisionTable::Compiled& after,
                        const TableMeaning& meaning);

}  // namespace guiju::feel
