#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "feel/scope.hpp"
#include "feel/value.hpp"

namespace guiju::feel {

struct BuiltinSignature;

/// The environment of a running evaluation, as function values made in it see it: gone (null
/// pointer) once the evaluation has ended, so that a function that outlives it calls nobody.
struct Lease {
  const Environment* environment = nullptr;
};

/// One evaluation: what the outer names stand for, and the values of the expression's own names.
struct Frame {
  const Environment& environment;
  Value* locals = nullptr;
  int local_count = 0;
  std::shared_ptr<Lease> lease = {};  ///< made when the first function value is
};

/// A compiled piece of an expression.
class Node {
 public:
  virtual ~Node() = default;
  virtual Value evaluate(Frame& frame) const = 0;
  /// The same without a copy where the value stands somewhere already; else it is put in `storage`.
  virtual const Value& view(Frame& frame, Value& storage) const {
    return storage = evaluate(frame);
  }
  /// The value when it is known without evaluating, else null pointer.
  virtual const Value* constant() const { return nullptr; }
};

using NodePtr = std::unique_ptr<const Node>;
using NodeList = std::vector<NodePtr>;

enum class ArithmeticOperator { add, subtract, multiply, divide, power };
enum class Comparison { equal, not_equal, less, less_or_equal, greater, greater_or_equal };

/// FEEL's operators on values; null where they do not apply.
Value arithmetic(ArithmeticOperator op, const Value& a, const Value& b);
Value negate(const Value& value);
Value compare_values(Comparison op, const Value& a, const Value& b);
/// Whether `input` passes the test `test`: it is the value, is in the range, or is in the list.
Value passes(const Value& input, const Value& test);
/// The property `name` of a date, time, duration or range, the entry of a context, or the list of
/// them of a list's items; null when there is none.
Value member(const Value& value, const std::string& name);

NodePtr make_constant(Value value);
NodePtr make_variable(int slot);
NodePtr make_local(int index);
/// The entry `name` of the local context at `index`, or `otherwise` when it has none.
NodePtr make_item_member(int index, std::string name, NodePtr otherwise);
NodePtr make_member(NodePtr of, std::string name);
NodePtr make_arithmetic(ArithmeticOperator op, NodePtr a, NodePtr b);
NodePtr make_negation(NodePtr of);
NodePtr make_comparison(Comparison op, NodePtr a, NodePtr b);
NodePtr make_between(NodePtr value, NodePtr low, NodePtr high);
NodePtr make_and(NodePtr a, NodePtr b);
NodePtr make_or(NodePtr a, NodePtr b);
NodePtr make_conditional(NodePtr condition, NodePtr then, NodePtr otherwise);
NodePtr make_instance_of(NodePtr value, Type type);
NodePtr make_list(NodeList items);
/// `first_local`: where the entries stand, one after the other, while the later ones are evaluated.
NodePtr make_context(std::vector<std::string> names, NodeList values, int first_local);
NodePtr make_range(NodePtr low, bool low_included, NodePtr high, bool high_included);
/// The range of a comparison such as `>= 5`; the side that is left open is the constant null.
NodePtr make_comparison_range(NodePtr low, bool low_included, NodePtr high, bool high_included);
/// `item`: the local that holds the item while `predicate` is evaluated.
NodePtr make_filter(NodePtr list, NodePtr predicate, int item);

/// One `name in domain` of an iteration.
struct Iterator {
  int local = 0;
  NodePtr from;  ///< a list, a range, or the first number when `to` is there
  NodePtr to;
};
/// What an iteration goes through: the items of a list, the whole numbers or dates of a range, or a
/// single value alone; empty for null and for ranges that have no items.
std::optional<List> items_to_go_through(const Value& domain);
/// `partial`: the local that holds the results so far.
NodePtr make_for(std::vector<Iterator> iterators, NodePtr result, int partial);
NodePtr make_quantified(bool every, std::vector<Iterator> iterators, NodePtr condition);

/// `signatures`: the ways of the function that the call may mean; the values decide. Evaluated at
/// once where every argument is a constant: built-in functions have no effects.
NodePtr make_builtin_call(std::vector<BuiltinSignature> signatures, NodeList arguments);
NodePtr make_scope_call(int slot, NodeList arguments);
/// `names` are empty for arguments in the order of the parameters.
NodePtr make_value_call(NodePtr function, std::vector<std::string> names, NodeList arguments);
/// A function literal. Its arguments stand in the locals from `first_local` on.
struct FunctionShape {
  std::vector<std::string> parameters;
  std::vector<Type> types;
  Type result;
  int first_local = 0;
  std::size_t size = 0;  ///< of the body, in tokens
};
/// `captured`: the slots of the variables that the body reads.
NodePtr make_function(FunctionShape shape, NodePtr body, std::vector<int> captured);

/// One test of several. It `decides` by itself when it names `?` or compares with it.
struct TestNode {
  NodePtr node;
  bool decides = false;
};
/// True when one of the tests passes for the input.
NodePtr make_tests(std::vector<TestNode> tests, NodePtr input, bool negated);

}  // namespace guiju::feel
