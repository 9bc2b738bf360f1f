#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "feel/expression.hpp"

namespace guiju::feel {

/// The tests of one cell: `-`, `"A", "B"`, `> 5`, `[1..5]`, `not("A")`, `? > limit`.
class UnaryTests {
 public:
  /// Compiles `text` against values of type `input`. Adds the diagnostics of `Expression::compile`.
  static std::optional<UnaryTests> compile(std::string_view text, const SourcePlace& place,
                                           const Type& input, const Scope& scope,
                                           Diagnostics& diagnostics,
                                           Checking checking = Checking::strict);

  /// True when one of the tests says true for `input`; an unknown result is no match.
  bool matches(const Value& input, const Environment& environment) const;
  /// The same with FEEL's three values: null when it cannot be said.
  Value test(const Value& input, const Environment& environment) const;

  /// True for `-`, which every value satisfies.
  bool is_any() const { return any_; }
  const std::vector<int>& variables() const { return variables_; }
  const std::vector<int>& functions() const { return functions_; }

 private:
  friend class Compiler;
  friend class CellShape;

  bool any_ = false;
  std::shared_ptr<const Node> root_;
  int locals_ = 0;
  std::vector<int> variables_;
  std::vector<int> functions_;
};

}  // namespace guiju::feel
