#include "feel/expression.hpp"

#include <array>

#include "feel/compiler.hpp"
#include "feel/effort.hpp"

namespace guiju::feel {

std::optional<Expression> Expression::compile(std::string_view text, const SourcePlace& place,
                                              const Scope& scope, Diagnostics& diagnostics,
                                              const Expectation& expected) {
  return Compiler{text, place, scope, diagnostics, expected.checking}.expression(expected.type);
}

Value Expression::evaluate(const Environment& environment) const {
  const Effort effort{size_};
  if (!effort.goes_on()) return {};
  Frame frame{environment, nullptr, locals_};
  std::array<Value, 4> few;
  List many;
  if (locals_ <= static_cast<int>(few.size())) {
    frame.locals = few.data();
  } else {
    many.resize(static_cast<std::size_t>(locals_));
    frame.locals = many.data();
  }
  Value result = root_->evaluate(frame);
  if (frame.lease) frame.lease->environment = nullptr;
  return result;
}

const Value* Expression::constant() const { return root_->constant(); }

std::optional<UnaryTests> UnaryTests::compile(std::string_view text, const SourcePlace& place,
                                              const Type& input, const Scope& scope,
                                              Diagnostics& diagnostics, Checking checking) {
  return Compiler{text, place, scope, diagnostics, checking}.unary_tests(input);
}

Value UnaryTests::test(const Value& input, const Environment& environment) const {
  if (any_) return Value::boolean(true);
  if (shape_) {
    // Most cells: constants alone, which need no frame.
    bool unknown = false;
    for (const auto& value : shape_->values) {
      const Value passed = passes(input, value);
      if (passed.is_true()) return Value::boolean(!shape_->negated);
      unknown = unknown || passed.is_null();
    }
    return unknown ? Value{} : Value::boolean(shape_->negated);
  }
  const Effort effort{size_};
  if (!effort.goes_on()) return {};
  Frame frame{environment, nullptr, locals_};
  std::array<Value, 4> few;
  List many;
  if (locals_ <= static_cast<int>(few.size())) {
    frame.locals = few.data();
  } else {
    many.resize(static_cast<std::size_t>(locals_));
    frame.locals = many.data();
  }
  frame.locals[0] = input;
  Value result = root_->evaluate(frame);
  if (frame.lease) frame.lease->environment = nullptr;
  return result;
}

bool UnaryTests::matches(const Value& input, const Environment& environment) const {
  return test(input, environment).is_true();
}

}  // namespace guiju::feel
