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

  /// What simple tests compare with: constants and constant ranges, all of which stand beside one
  /// another as alternatives.
  struct Shape {
    std::vector<Value> values = {};
    bool negated = false;  ///< passes what none of the values lets pass
  };
  /// Empty when a test depends on more than the input, or is more than a comparison with it.
  const std::optional<Shape>& shape() const { return shape_; }

  const std::vector<int>& variables() const { return variables_; }
  const std::vector<int>& functions() const { return functions_; }

 private:
  friend class Compiler;

  bool any_ = false;
  std::shared_ptr<const Node> root_;
  int locals_ = 0;
  std::size_t size_ = 0;  ///< in tokens
  std::optional<Shape> shape_;
  std::vector<int> variables_;
  std::vector<int> functions_;
};

}  // namespace guiju::feel
