#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "feel/scope.hpp"

namespace guiju::feel {

class Node;

/// How strictly an expression is checked when it is compiled.
enum class Checking {
  /// A regulation pack: unknown names and impossible types are errors.
  strict,
  /// A DMN model from elsewhere: unknown names and impossible types are null, as DMN 1.5 says;
  /// only syntax is an error.
  lenient,
};

/// What is expected of an expression beyond its syntax.
struct Expectation {
  Type type = {};  ///< `any` expects nothing
  Checking checking = Checking::strict;
};

/// A FEEL expression: compiled once, evaluated often, from any number of threads at a time.
class Expression {
 public:
  /// Compiles `text`, which begins at `place`; names mean what `scope` says.
  /// Adds to `diagnostics`: `syntax`, `unknown-name`, `unknown-function`, `wrong-type`,
  /// `wrong-arguments`; empty when one of them is an error.
  static std::optional<Expression> compile(std::string_view text, const SourcePlace& place,
                                           const Scope& scope, Diagnostics& diagnostics,
                                           const Expectation& expected = {});

  /// What went wrong while evaluating is null in the result, as DMN 1.5 says; never throws.
  Value evaluate(const Environment& environment) const;

  /// The type inferred when compiling; `any` where only the evaluation knows.
  const Type& type() const { return type_; }
  /// The value when it is known without evaluating, else null pointer.
  const Value* constant() const;
  /// The slots of the variables it may read, ascending, each once.
  const std::vector<int>& variables() const { return variables_; }
  /// The slots of the functions it may call, ascending, each once.
  const std::vector<int>& functions() const { return functions_; }

 private:
  friend class Compiler;

  std::shared_ptr<const Node> root_;
  int locals_ = 0;
  std::size_t size_ = 0;  ///< in tokens
  Type type_;
  std::vector<int> variables_;
  std::vector<int> functions_;
};

}  // namespace guiju::feel
