// FEEL text: read strictly and leniently, as an expression and as unary tests, checked, evaluated,
// and the result written out.

#include <string>
#include <string_view>

#include "feel/expression.hpp"
#include "feel/unary_tests.hpp"
#include "feel/wanted_names.hpp"
#include "target.hpp"

namespace {

using namespace guiju;
using feel::Type;
using feel::Value;

/// A few names of each kind, and a function.
class Names final : public feel::Environment {
 public:
  Names() {
    add("n", Type::number(), Value::number(7));
    add("s", Type::string(), Value::string("规矩 and rules"));
    add("b", Type::boolean(), Value::boolean(true));
    add("d", Type::date(), Value::temporal(feel::Kind::date, {.amount = 20'000}));
    add("l", Type::list(Type::number()),
        Value::list({Value::number(1), Value::number(2), Value::number(2)}));
    add("c", Type::context({{"x", Type::number()}, {"long name", Type::string()}}),
        Value::context({{"x", Value::number(1)}, {"long name", Value::string("y")}}));
    add("u", Type::any(), Value{});
    scope_.add_function("ask", {{"what", Type::any()}}, Type::any(), 0);
  }

  const feel::Scope& scope() const { return scope_; }
  Value variable(int slot) const override { return values_.at(static_cast<std::size_t>(slot)); }
  Value call(int, std::span<const Value> arguments) const override {
    return arguments.empty() ? Value{} : arguments[0];
  }

 private:
  void add(const char* name, Type type, Value value) {
    scope_.add_variable(name, std::move(type), static_cast<int>(values_.size()));
    values_.push_back(std::move(value));
  }

  feel::Scope scope_;
  feel::List values_;
};

std::string written(const Value& value) {
  std::string json;
  feel::append_json(json, value);
  return json + feel::to_text(value);
}

void evaluate(std::string_view text, const Names& names, feel::Checking checking) {
  Diagnostics diagnostics;
  const SourcePlace place{"fuzz", 1, 1};
  const auto expression =
      feel::Expression::compile(text, place, names.scope(), diagnostics, {.checking = checking});
  if (!expression && diagnostics.empty()) __builtin_trap();  // refused without a word
  // Equal input, equal answer.
  if (expression && written(expression->evaluate(names)) != written(expression->evaluate(names))) {
    __builtin_trap();
  }
  const auto tests =
      feel::UnaryTests::compile(text, place, Type::number(), names.scope(), diagnostics, checking);
  if (tests) tests->matches(Value::number(5), names);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Names names;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  evaluate(text, names, feel::Checking::strict);
  evaluate(text, names, feel::Checking::lenient);
  feel::wanted_names(text);
  return 0;
}
