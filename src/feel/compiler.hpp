#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "feel/expression.hpp"
#include "feel/lexer.hpp"
#include "feel/names.hpp"
#include "feel/node.hpp"
#include "feel/unary_tests.hpp"

namespace guiju::feel {

/// A compiled piece and what is known of it.
struct Typed {
  NodePtr node;
  Type type;
  std::size_t begin = 0;  ///< where its text stands
  std::size_t end = 0;
};

/// Reads one text by recursive descent and makes its nodes at once: FEEL cannot be cut into names
/// without knowing which names there are, nor which those are without knowing types.
class Compiler {
 public:
  Compiler(std::string_view text, SourcePlace place, const Scope& scope, Diagnostics& diagnostics,
           Checking checking);

  std::optional<Expression> expression(const Type& expected);
  std::optional<UnaryTests> unary_tests(const Type& input);

 private:
  /// Names that a part of the text declares for itself.
  struct Level {
    struct Name {
      std::string name;
      Type type;
      int local = 0;
    };
    std::vector<Name> names;
    NameIndex index;
    int item = -1;  ///< inside a filter: the local of the item; its entries are names as well
    Type item_type = {};
    bool any_entry = false;  ///< the item may have any entry: only the evaluation knows
  };
  /// Keeps a level and its locals for as long as the part is read.
  class LevelGuard;
  /// What a name at the reading position turns out to be.
  struct Resolved {
    enum class What { nothing, local, entry, variable, function, builtin };
    What what = What::nothing;
    std::string name;
    std::size_t tokens = 0;
    std::size_t level = 0;  ///< for locals and entries, counted from the outermost
  };
  struct Arguments {
    std::vector<std::string> names;  ///< empty: by position
    std::vector<Typed> values;
  };

  // compiler.cpp: tokens, places, diagnostics, names
  void read_tokens();
  void check_effort() const;
  const Token& token(std::size_t ahead = 0) const;
  bool next_is(std::string_view text) const { return token().is(text); }
  bool take(std::string_view text);
  void expect(std::string_view text, std::string_view where);
  [[noreturn]] void fail(const Token& at, std::string message, std::string help = "") const;
  [[noreturn]] void fail_unexpected() const;
  SourcePlace place_at(std::size_t offset) const;
  void report(std::size_t offset, std::string code, std::string message, std::string help = "");
  void report_syntax(const SyntaxError& error);
  template <class Parse>
  bool attempt(const Parse& parse);
  int add_local();
  void declare(std::string name, Type type, int local);
  std::string quoted(const Typed& piece) const;
  Resolved resolve() const;
  bool has_any_entry_level() const;
  std::vector<std::string> known_names() const;
  std::string undeclared_name(std::size_t& tokens) const;
  std::string suggest(const std::string& name);
  template <class Result>
  void finish(Result& result, NodePtr root);

  // parse_expression.cpp
  Typed parse_expression();
  Typed parse_if();
  Typed parse_for();
  Typed parse_quantified();
  std::vector<Iterator> parse_iterators();
  Typed parse_disjunction();
  Typed parse_conjunction();
  Typed parse_comparison();
  Typed parse_between(Typed value);
  Typed parse_sum();
  Typed parse_product();
  Typed parse_power();
  Typed parse_negation();
  Typed parse_instance_of();

  // parse_primary.cpp
  Typed parse_postfix();
  Typed parse_member(Typed of);
  Typed parse_filter(Typed list);
  bool filter_follows();
  Typed parse_primary();
  Typed parse_literal();
  Typed parse_parenthesis();
  Typed parse_bracket();
  Typed parse_open_range();
  Typed parse_range_end(std::size_t begin, Typed low, bool low_included);
  Typed parse_context();
  std::string parse_key();
  Typed parse_function();
  Typed parse_name();

  // parse_call.cpp
  Typed parse_call(const Resolved& name);
  Typed parse_value_call(Typed function);
  Arguments parse_arguments();
  Typed call_scope_function(const std::string& name, Arguments arguments, std::size_t begin);
  Typed call_builtin_function(const std::string& name, Arguments arguments, std::size_t begin);
  std::optional<std::vector<std::size_t>> places_of(const std::vector<Parameter>& parameters,
                                                    const Arguments& arguments) const;
  std::optional<std::vector<std::size_t>> places_of(const BuiltinSignature& signature,
                                                    const Arguments& arguments) const;
  static bool may_mean(const BuiltinSignature& signature, const std::vector<std::size_t>& places,
                       const Arguments& arguments);
  void report_misfit(const std::string& name, const BuiltinSignature* nearest_way,
                     const Arguments& arguments, std::size_t begin);
  bool check_argument(const Parameter& parameter, const Typed& argument);

  // parse_tests.cpp
  Typed parse_in(Typed value);
  std::vector<TestNode> parse_test_list(int input_local, const Type& input);
  TestNode parse_test(int input_local, const Type& input);
  TestNode parse_in_test(int input_local, const Type& input);
  static std::optional<UnaryTests::Shape> shape_of(const std::vector<TestNode>& tests,
                                                   bool negated);
  void check_test(const Typed& test, const Type& input);

  // check.cpp
  Typed make_checked_arithmetic(ArithmeticOperator op, std::string_view sign, Typed a, Typed b);
  Typed make_checked_comparison(Comparison op, std::string_view sign, Typed a, Typed b);
  void check_comparable(const Typed& a, const Typed& b);
  void check_boolean(const Typed& piece, std::string_view what);
  Type member_type(const Typed& of, const std::string& name, std::size_t offset);

  std::string_view text_;
  SourcePlace place_;
  const Scope& scope_;
  Diagnostics& diagnostics_;
  Checking checking_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  std::size_t steps_ = 0;      ///< readings of a primary, those that were tried in vain included
  int suggestions_ = 0;        ///< made so far: each looks through all names
  bool in_range_end_ = false;  ///< a `[` may close the range instead of opening a filter
  bool failed_ = false;
  std::vector<Level> levels_;
  int next_local_ = 0;
  int local_count_ = 0;
  std::set<int> used_locals_;
  std::set<int> used_variables_;
  std::set<int> used_functions_;
};

class Compiler::LevelGuard {
 public:
  explicit LevelGuard(Compiler& compiler)
      : compiler_(compiler), next_local_(compiler.next_local_), depth_(compiler.levels_.size()) {
    compiler_.levels_.emplace_back();
  }
  ~LevelGuard() {
    compiler_.levels_.resize(depth_);
    compiler_.next_local_ = next_local_;
  }
  LevelGuard(const LevelGuard&) = delete;
  LevelGuard& operator=(const LevelGuard&) = delete;

 private:
  Compiler& compiler_;
  int next_local_;
  std::size_t depth_;
};

/// Reads what may or may not be there: on a syntax error everything is as it was before, and false
/// is returned.
template <class Parse>
bool Compiler::attempt(const Parse& parse) {
  const std::size_t at = at_;
  const int nesting = nesting_;
  const bool in_range_end = in_range_end_;
  const bool failed = failed_;
  const std::size_t reported = diagnostics_.size();
  try {
    if (parse()) return true;
  } catch (const SyntaxError&) {
    // Not this reading of the text, then; the caller tries the other one.
  }
  at_ = at;
  nesting_ = nesting;
  in_range_end_ = in_range_end;
  failed_ = failed;
  diagnostics_.resize(reported);
  return false;
}

template <class Result>
void Compiler::finish(Result& result, NodePtr root) {
  result.root_ = std::move(root);
  result.locals_ = local_count_;
  result.size_ = tokens_.size();
  result.variables_.assign(used_variables_.begin(), used_variables_.end());
  result.functions_.assign(used_functions_.begin(), used_functions_.end());
}

/// True when a value of type `from` may stand where `to` is wanted, FEEL's own conversions
/// included.
bool fits(const Type& from, const Type& to);
/// The type of the result; empty when the operator has no meaning for the two.
std::optional<Type> arithmetic_type(ArithmeticOperator op, const Type& a, const Type& b);
bool is_comparable(const Type& a, const Type& b);

}  // namespace guiju::feel
