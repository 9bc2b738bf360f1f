#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/names.hpp"
#include "feel/type.hpp"

namespace guiju::feel {

/// One parameter of a function that the caller supplies.
struct Parameter {
  std::string name;
  Type type;
  bool optional = false;
};

/// The names that an expression may use, known when it is compiled.
///
/// A name follows FEEL's rules: it may have spaces, Chinese characters, and also dots
/// (`parent.complained_at`). The longest name that fits is taken first; what follows is a path into
/// its context. A name added twice takes the later meaning. A variable hides a built-in function.
class Scope {
 public:
  struct Variable {
    Type type;
    int slot = 0;
  };
  struct Function {
    std::vector<Parameter> parameters;
    Type result;
    int slot = 0;
  };

  void add_variable(std::string name, Type type, int slot);
  void add_function(std::string name, std::vector<Parameter> parameters, Type result, int slot);

  /// A type that `instance of` and function literals may name.
  void add_type(std::string name, Type type);

  const Variable* find_variable(std::string_view name) const;
  const Function* find_function(std::string_view name) const;
  const std::map<std::string, Type, std::less<>>& types() const { return types_; }
  /// The longest name at the start of `tokens`.
  NameIndex::Match longest(std::span<const Token> tokens) const { return index_.longest(tokens); }
  /// All names of variables and functions, sorted: for suggestions and for completion.
  std::vector<std::string> names() const;

 private:
  std::map<std::string, Variable, std::less<>> variables_;
  std::map<std::string, Function, std::less<>> functions_;
  std::map<std::string, Type, std::less<>> types_;
  NameIndex index_;
};

/// What the names of a scope stand for in one evaluation. Implemented by the caller, lazily: only
/// what an expression reads is asked for. A name without value is null.
class Environment {
 public:
  virtual ~Environment() = default;
  virtual Value variable(int slot) const = 0;
  /// `arguments` are in the order of the parameters; missing optional ones at the end are left out,
  /// missing ones before a given one are null.
  virtual Value call(int slot, std::span<const Value> arguments) const = 0;
};

/// The environment of expressions that use no name.
class EmptyEnvironment final : public Environment {
 public:
  Value variable(int) const override { return {}; }
  Value call(int, std::span<const Value>) const override { return {}; }
};

}  // namespace guiju::feel
