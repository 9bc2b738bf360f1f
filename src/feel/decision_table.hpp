#pragma once

#include <string>
#include <vector>

#include "feel/unary_tests.hpp"

namespace guiju::feel {

/// What happens when several rows match (DMN 1.5, 8.2.10), with DMN's letters.
enum class HitPolicy {
  unique,         ///< U: at most one row may match; two give null
  any,            ///< A: rows that match must agree; else null
  priority,       ///< P: the result that stands first in the outputs' allowed values
  first,          ///< F: the first row
  rule_order,     ///< R: all, in the order of the rows
  output_order,   ///< O: all, in the order of the outputs' allowed values
  collect,        ///< C: all, in the order of the rows
  collect_sum,    ///< C+
  collect_min,    ///< C<
  collect_max,    ///< C>
  collect_count,  ///< C#
};

/// Reads `U`, `A`, `P`, `F`, `R`, `O`, `C`, `C+`, `C<`, `C>`, `C#`; empty when it is none of them.
std::optional<HitPolicy> parse_hit_policy(std::string_view text);
std::string to_text(HitPolicy policy);

/// A piece of FEEL text and where it stands.
struct SourceText {
  std::string text;
  SourcePlace place;
};

/// A decision table as it is written.
struct DecisionTableSource {
  struct Input {
    std::string label;
    SourceText expression;
    Type type;                  ///< `any`: what the expression gives
    SourceText allowed_values;  ///< unary tests; empty: every value of the type
  };
  struct Output {
    std::string name;  ///< may be empty when it is the only one
    Type type;
    SourceText allowed_values;  ///< a list of values, which also gives the order of P and O
    SourceText default_value;   ///< the result when no row matches; empty: null
  };
  struct Rule {
    std::vector<SourceText> tests;    ///< one an input; empty text means `-`
    std::vector<SourceText> outputs;  ///< one an output
    std::string annotation;
    SourcePlace place;
  };

  HitPolicy hit_policy = HitPolicy::unique;
  std::vector<Input> inputs;
  std::vector<Output> outputs;
  std::vector<Rule> rules;
  SourcePlace place;
};

/// What a decision table answers, and the rows that it rests on.
struct TableResult {
  /// One output: its value; several: a context of them. A list under R, O and C.
  Value value;
  /// The rows that the value comes from, counted from 0, in the order of the result: all that
  /// matched, but under F and P only the one that won. Empty when the default was taken.
  std::vector<int> rows;
  /// Why the value is null although rows matched; empty otherwise. `two-rows-match` (U),
  /// `rows-disagree` (A), `input-not-allowed`.
  std::string_view fault;
};

/// How one row stands to a case: it matches, or one input alone keeps it from matching.
struct TableReading {
  int row = 0;                 ///< counted from 0
  Value value;                 ///< its output, or a context of its outputs
  std::string_view but_for{};  ///< the label of the input that does not fit; empty: the row matches
  Value stands{};              ///< what that input is
};

class DecisionTable {
 public:
  /// Adds the diagnostics of `Expression::compile`, and `wrong-shape` where a row has too many or
  /// too few cells or a policy does not suit the outputs.
  static std::optional<DecisionTable> compile(const DecisionTableSource& source, const Scope& scope,
                                              Diagnostics& diagnostics,
                                              Checking checking = Checking::strict);

  TableResult evaluate(const Environment& environment) const;
  /// The rows that match and those that would but for one input, in the order of the table,
  /// whatever its policy makes of them. `but_for` lives as long as the table.
  std::vector<TableReading> read(const Environment& environment) const;

  /// What the input at that place is.
  Value input(std::size_t index, const Environment& environment) const;
  /// Whether `value` of that input fits its cell in the row, whatever the row's other cells say.
  bool fits(std::size_t row, std::size_t input, const Value& value,
            const Environment& environment) const;

  /// The type of the result's value.
  const Type& type() const;
  /// The type of what one row says.
  Type row_type() const;
  const std::vector<int>& variables() const;
  const std::vector<int>& functions() const;

  /// Looks for rows that overlap (U: any; A: with other results), rows that can never be reached
  /// (U, A, F, P: covered by those before), and combinations of inputs that no row answers, though
  /// there is no default. Exact over numbers, dates, times, durations, booleans and strings where
  /// every cell is a simple test against constants. Warnings: `rows-overlap`, `row-unreachable`,
  /// `gap`, each with an example; `cannot-decide` where a cell is not simple or the table is too
  /// large to be solved.
  Diagnostics check() const;

  struct Compiled;

 private:
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace guiju::feel
