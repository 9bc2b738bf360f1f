#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feel/decision_table.hpp"

namespace guiju::feel {

/// A decision table ready to be evaluated and looked through.
struct DecisionTable::Compiled {
  struct Input {
    std::string label;
    std::string text;  ///< of the expression
    Expression expression;
    std::optional<UnaryTests> allowed;
  };
  struct Output {
    std::string name;
    List ranking;  ///< the allowed values in the order they are written
    std::optional<Expression> otherwise;
    std::string otherwise_text;
  };
  struct Rule {
    std::vector<UnaryTests> tests;
    std::vector<SourcePlace> test_places;
    std::vector<std::string> test_texts;
    std::vector<Expression> outputs;
    std::vector<std::string> output_texts;
    SourcePlace place;
  };

  HitPolicy policy = HitPolicy::unique;
  std::vector<Input> inputs;
  std::vector<Output> outputs;
  std::vector<Rule> rules;
  SourcePlace place;
  Type type;
  std::vector<int> variables;
  std::vector<int> functions;

  bool has_default() const;
  /// How far from the front of the ranking each output of a row stands.
  std::vector<std::size_t> rank(const List& row) const;
};

/// The table as it can be read without any names: to be looked through, not to be evaluated. What
/// depends on a name is unknown: such a cell has no shape, such an output no constant. Texts are in
/// their normal form. Cells that are no FEEL are unknown too; compiling the table tells of them.
DecisionTable::Compiled table_without_names(const DecisionTableSource& source);

/// `DecisionTable::check` of a table that is only to be looked through.
Diagnostics check(const DecisionTable::Compiled& table);

}  // namespace guiju::feel
