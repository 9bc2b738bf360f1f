#include <algorithm>
#include <array>
#include <utility>

#include "feel/compiler.hpp"
#include "feel/type_reader.hpp"

namespace guiju::feel {
namespace {

constexpr int nesting_max = 120;

constexpr std::array<std::pair<std::string_view, Comparison>, 6> comparisons{
    {{"=", Comparison::equal},
     {"!=", Comparison::not_equal},
     {"<", Comparison::less},
     {"<=", Comparison::less_or_equal},
     {">", Comparison::greater},
     {">=", Comparison::greater_or_equal}}};

/// The type of what an iteration goes through.
Type item_type(const Type& domain) {
  if (domain.is(Type::Kind::list) || domain.is(Type::Kind::range)) return domain.element();
  return domain;
}

}  // namespace

Typed Compiler::parse_expression() {
  if (++nesting_ > nesting_max) fail(token(), "the expression is nested too deeply");
  const bool in_range_end = std::exchange(in_range_end_, false);
  Typed result = next_is("if")                         ? parse_if()
                 : next_is("for")                      ? parse_for()
                 : next_is("some") || next_is("every") ? parse_quantified()
                                                       : parse_disjunction();
  in_range_end_ = in_range_end;
  --nesting_;
  return result;
}

Typed Compiler::parse_if() {
  const std::size_t begin = token().begin;
  ++at_;
  Typed condition = parse_expression();
  check_boolean(condition, "the condition of `if`");
  expect("then", "after the condition of `if`");
  Typed then = parse_expression();
  expect("else", "after `then`");
  Typed otherwise = parse_expression();
  Type type = common_type(then.type, otherwise.type);
  return {
      make_conditional(std::move(condition.node), std::move(then.node), std::move(otherwise.node)),
      std::move(type), begin, otherwise.end};
}

std::vector<Iterator> Compiler::parse_iterators() {
  std::vector<Iterator> iterators;
  do {
    const std::size_t first = at_;
    while (!next_is("in") && token().kind != Token::Kind::end) ++at_;
    const std::string name =
        normal_name(std::span<const Token>{tokens_.data() + first, at_ - first});
    if (name.empty() || !next_is("in")) {
      fail(tokens_[first], "a name and `in` are missing", "write `for x in list return …`");
    }
    ++at_;
    Typed from = parse_expression();
    Iterator iterator;
    iterator.from = std::move(from.node);
    Type type = item_type(from.type);
    if (take("..")) {
      iterator.to = parse_expression().node;
      type = from.type;
    }
    iterator.local = add_local();
    declare(name, std::move(type), iterator.local);
    iterators.push_back(std::move(iterator));
  } while (take(","));
  return iterators;
}

Typed Compiler::parse_for() {
  const std::size_t begin = token().begin;
  ++at_;
  LevelGuard guard{*this};
  auto iterators = parse_iterators();
  expect("return", "after what `for` goes through");
  const int partial = add_local();
  declare("partial", Type::list(Type::any()), partial);
  used_locals_.erase(partial);
  Typed result = parse_expression();
  const bool is_partial_used = used_locals_.count(partial) > 0;
  return {make_for(std::move(iterators), std::move(result.node), is_partial_used ? partial : -1),
          Type::list(std::move(result.type)), begin, result.end};
}

Typed Compiler::parse_quantified() {
  const std::size_t begin = token().begin;
  const bool every = token().is("every");
  ++at_;
  LevelGuard guard{*this};
  auto iterators = parse_iterators();
  expect("satisfies", every ? "after what `every` goes through" : "after what `some` goes through");
  Typed condition = parse_expression();
  check_boolean(condition, "what stands after `satisfies`");
  return {make_quantified(every, std::move(iterators), std::move(condition.node)), Type::boolean(),
          begin, condition.end};
}

Typed Compiler::parse_disjunction() {
  Typed left = parse_conjunction();
  while (next_is("or")) {
    ++at_;
    Typed right = parse_conjunction();
    check_boolean(left, "what stands before `or`");
    check_boolean(right, "what stands after `or`");
    left = {make_or(std::move(left.node), std::move(right.node)), Type::boolean(), left.begin,
            right.end};
  }
  return left;
}

Typed Compiler::parse_conjunction() {
  Typed left = parse_comparison();
  while (next_is("and")) {
    ++at_;
    Typed right = parse_comparison();
    check_boolean(left, "what stands before `and`");
    check_boolean(right, "what stands after `and`");
    left = {make_and(std::move(left.node), std::move(right.node)), Type::boolean(), left.begin,
            right.end};
  }
  return left;
}

Typed Compiler::parse_comparison() {
  Typed left = parse_sum();
  while (true) {
    if (next_is("between")) {
      left = parse_between(std::move(left));
      continue;
    }
    if (next_is("in")) {
      left = parse_in(std::move(left));
      continue;
    }
    const auto* found = std::find_if(comparisons.begin(), comparisons.end(), [this](const auto& c) {
      return token().kind == Token::Kind::symbol && next_is(c.first);
    });
    if (found == comparisons.end()) return left;
    ++at_;
    Typed right = parse_sum();
    left = make_checked_comparison(found->second, found->first, std::move(left), std::move(right));
  }
}

Typed Compiler::parse_between(Typed value) {
  ++at_;
  Typed low = parse_sum();
  expect("and", "after the lower end of `between`");
  Typed high = parse_sum();
  check_comparable(value, low);
  check_comparable(value, high);
  return {make_between(std::move(value.node), std::move(low.node), std::move(high.node)),
          Type::boolean(), value.begin, high.end};
}

Typed Compiler::parse_sum() {
  Typed left = parse_product();
  while (next_is("+") || next_is("-")) {
    const bool adds = next_is("+");
    ++at_;
    Typed right = parse_product();
    left = make_checked_arithmetic(adds ? ArithmeticOperator::add : ArithmeticOperator::subtract,
                                   adds ? "+" : "-", std::move(left), std::move(right));
  }
  return left;
}

Typed Compiler::parse_product() {
  Typed left = parse_power();
  while (next_is("*") || next_is("/")) {
    const bool multiplies = next_is("*");
    ++at_;
    Typed right = parse_power();
    left = make_checked_arithmetic(
        multiplies ? ArithmeticOperator::multiply : ArithmeticOperator::divide,
        multiplies ? "*" : "/", std::move(left), std::move(right));
  }
  return left;
}

Typed Compiler::parse_power() {
  Typed left = parse_negation();
  while (take("**")) {
    Typed right = parse_negation();
    left =
        make_checked_arithmetic(ArithmeticOperator::power, "**", std::move(left), std::move(right));
  }
  return left;
}

Typed Compiler::parse_negation() {
  if (!next_is("-")) return parse_instance_of();
  const std::size_t begin = token().begin;
  ++at_;
  if (++nesting_ > nesting_max) fail(token(), "the expression is nested too deeply");
  Typed of = parse_negation();
  --nesting_;
  const auto kind = of.type.kind;
  if (kind == Type::Kind::null || kind == Type::Kind::any) {
    return {make_negation(std::move(of.node)), Type::any(), begin, of.end};
  }
  if (!arithmetic_type(ArithmeticOperator::multiply, of.type, Type::number())) {
    report(begin, "wrong-type",
           "`-` has no meaning before " + quoted(of) + ", a " + to_text(of.type));
  }
  return {make_negation(std::move(of.node)), of.type, begin, of.end};
}

Typed Compiler::parse_instance_of() {
  Typed value = parse_postfix();
  while (next_is("instance") && token(1).is("of")) {
    at_ += 2;
    TypeReader reader{tokens_, at_, &scope_.types()};
    Type type = reader.read();
    at_ = reader.at();
    value = {make_instance_of(std::move(value.node), std::move(type)), Type::boolean(), value.begin,
             tokens_[at_ - 1].end};
  }
  return value;
}

}  // namespace guiju::feel
