#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "feel/expression.hpp"

namespace guiju::feel {

/// Names with values, for tests: what `Scope` and `Environment` are to a pack.
class Names final : public Environment {
 public:
  Names& with(const std::string& name, Type type, Value value) {
    scope_.add_variable(name, std::move(type), static_cast<int>(values_.size()));
    values_.push_back(std::move(value));
    return *this;
  }

  Scope& scope() { return scope_; }
  const Scope& scope() const { return scope_; }
  Value variable(int slot) const override { return values_.at(static_cast<std::size_t>(slot)); }
  Value call(int, std::span<const Value> arguments) const override {
    return arguments.empty() ? Value{} : arguments[0];
  }

 private:
  Scope scope_;
  List values_;
};

inline std::string to_text(const Diagnostics& diagnostics) {
  std::string text;
  for (const auto& d : diagnostics) text += to_text(d) + '\n';
  return text;
}

inline Value evaluate(std::string_view text, const Names& names = {},
                      Checking checking = Checking::strict) {
  Diagnostics diagnostics;
  const auto expression =
      Expression::compile(text, {"test", 1, 1}, names.scope(), diagnostics, {.checking = checking});
  EXPECT_TRUE(expression) << text << '\n' << to_text(diagnostics);
  return expression ? expression->evaluate(names) : Value::string("did not compile");
}

/// The result as JSON: one line that a test can be read against.
inline std::string result(std::string_view text, const Names& names = {},
                          Checking checking = Checking::strict) {
  std::string json;
  append_json(json, evaluate(text, names, checking));
  return json;
}

/// What compiling complains about, one finding a line.
inline std::string complaint(std::string_view text, const Names& names = {},
                             const Expectation& expected = {}) {
  Diagnostics diagnostics;
  const auto expression =
      Expression::compile(text, {"test", 1, 1}, names.scope(), diagnostics, expected);
  EXPECT_FALSE(expression) << text << " compiles";
  std::string text_of_all = to_text(diagnostics);
  if (!text_of_all.empty()) text_of_all.pop_back();
  return text_of_all;
}

}  // namespace guiju::feel
