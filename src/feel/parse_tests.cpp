#include "feel/compiler.hpp"
#include "feel/effort.hpp"

namespace guiju::feel {
namespace {

using K = Type::Kind;

class In final : public Node {
 public:
  In(NodePtr value, int local, NodePtr tests)
      : value_(std::move(value)), local_(local), tests_(std::move(tests)) {}

  Value evaluate(Frame& frame) const override {
    frame.locals[local_] = value_->evaluate(frame);
    return tests_->evaluate(frame);
  }

 private:
  NodePtr value_;
  int local_;
  NodePtr tests_;
};

/// What a test of that type compares the input with.
const Type& compared_type(const Type& test) {
  return test.is(K::list) || test.is(K::range) ? compared_type(test.element()) : test;
}

}  // namespace

std::optional<UnaryTests> Compiler::unary_tests(const Type& input) {
  try {
    const Effort effort;
    read_tokens();
    UnaryTests result;
    const int local = add_local();
    levels_.emplace_back();
    declare("?", input, local);
    if (token().kind == Token::Kind::end) fail(token(), "a test is missing", "write `-` for any");
    if (next_is("-") && token(1).kind == Token::Kind::end) {
      result.any_ = true;
      return result;
    }
    std::vector<TestNode> tests;
    const bool negated = next_is("not") && token(1).is("(") && attempt([&] {
                           at_ += 2;
                           tests = parse_test_list(local, input);
                           return take(")") && token().kind == Token::Kind::end;
                         });
    if (!negated) tests = parse_test_list(local, input);
    if (token().kind != Token::Kind::end) fail_unexpected();
    if (failed_) return std::nullopt;
    check_effort();
    result.shape_ = shape_of(tests, negated);
    finish(result, make_tests(std::move(tests), make_local(local), negated));
    return result;
  } catch (const SyntaxError& error) {
    report_syntax(error);
    return std::nullopt;
  }
}

std::optional<UnaryTests::Shape> Compiler::shape_of(const std::vector<TestNode>& tests,
                                                    bool negated) {
  UnaryTests::Shape shape{.negated = negated};
  for (const auto& test : tests) {
    const Value* value = test.node->constant();
    if (value == nullptr || test.decides) return std::nullopt;
    shape.values.push_back(*value);
  }
  return shape;
}

std::vector<TestNode> Compiler::parse_test_list(int input_local, const Type& input) {
  std::vector<TestNode> tests;
  do {
    tests.push_back(parse_test(input_local, input));
  } while (take(","));
  return tests;
}

TestNode Compiler::parse_test(int input_local, const Type& input) {
  const Token& first = token();
  const bool has_sign =
      first.kind == Token::Kind::symbol && (first.is("<") || first.is("<=") || first.is(">") ||
                                            first.is(">=") || first.is("=") || first.is("!="));
  if (!has_sign) {
    const bool was_named = used_locals_.erase(input_local) > 0;
    Typed test = parse_expression();
    const bool names_input = used_locals_.count(input_local) > 0;
    if (was_named) used_locals_.insert(input_local);
    const bool may_be_boolean = test.type.is(K::boolean) || test.type.is(K::any);
    const bool input_is_boolean = input.is(K::boolean) || input.is(K::any) || input.is(K::null);
    const bool decides =
        (names_input && may_be_boolean) ||
        (test.type.is(K::boolean) && !input_is_boolean && test.node->constant() == nullptr);
    if (!decides) check_test(test, input);
    return {std::move(test.node), decides};
  }
  ++at_;
  Typed end = parse_sum();
  check_test(end, input);
  const Value* constant = end.node->constant();
  if (first.is("=") && constant != nullptr && constant->kind() != Kind::list &&
      constant->kind() != Kind::range) {
    return {std::move(end.node)};  // the plain test of the same value, which can be looked through
  }
  if (first.is("=") || first.is("!=")) {
    return {make_comparison(first.is("=") ? Comparison::equal : Comparison::not_equal,
                            make_local(input_local), std::move(end.node)),
            true};
  }
  const bool included = first.text.back() == '=';
  if (first.text.front() == '<') {
    return {make_comparison_range(make_constant({}), false, std::move(end.node), included)};
  }
  return {make_comparison_range(std::move(end.node), included, make_constant({}), false)};
}

void Compiler::check_test(const Typed& test, const Type& input) {
  if (is_comparable(input, test.type) || is_comparable(input, compared_type(test.type))) return;
  // A list as input passes where one of its items may be compared as a whole.
  if (input.is(K::list) && test.type.is(K::list)) return;
  report(test.begin, "wrong-type",
         quoted(test) + " is a " + to_text(test.type) + ", but what it is compared with is a " +
             to_text(input));
}

Typed Compiler::parse_in(Typed value) {
  ++at_;
  LevelGuard guard{*this};
  const int local = add_local();
  declare("?", value.type, local);
  std::vector<TestNode> tests;
  const bool is_list = next_is("(") && attempt([&] {
                         ++at_;
                         tests = parse_test_list(local, value.type);
                         return take(")") && !next_is(".") && !next_is("[") && !next_is("+") &&
                                !next_is("-") && !next_is("*") && !next_is("/");
                       });
  if (!is_list) {
    tests.clear();
    tests.push_back(parse_in_test(local, value.type));
  }
  return {std::make_unique<In>(std::move(value.node), local,
                               make_tests(std::move(tests), make_local(local), false)),
          Type::boolean(), value.begin, tokens_[at_ - 1].end};
}

/// Without parentheses a test after `in` ends where a comparison would: `a in b and c`.
TestNode Compiler::parse_in_test(int input_local, const Type& input) {
  const Token& first = token();
  const bool has_sign =
      first.kind == Token::Kind::symbol &&
      (first.text.front() == '<' || first.text.front() == '>' || first.is("=") || first.is("!="));
  if (has_sign) return parse_test(input_local, input);
  Typed test = parse_sum();
  check_test(test, input);
  return {std::move(test.node), false};
}

}  // namespace guiju::feel
