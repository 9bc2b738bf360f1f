#include <algorithm>
#include <array>

#include "feel/builtin.hpp"
#include "feel/compare.hpp"
#include "feel/effort.hpp"
#include "feel/node.hpp"

namespace guiju::feel {
namespace {

/// Function values that call one another nest at most this deep: beyond, a call is null.
constexpr int call_depth_max = 128;

List values_of(const NodeList& nodes, Frame& frame) {
  List values;
  values.reserve(nodes.size());
  for (const auto& node : nodes) values.push_back(node->evaluate(frame));
  return values;
}

class BuiltinCall final : public Node {
 public:
  BuiltinCall(std::vector<BuiltinSignature> signatures, NodeList arguments)
      : signatures_(std::move(signatures)), arguments_(std::move(arguments)) {}

  Value evaluate(Frame& frame) const override {
    std::array<Value, 4> few;
    if (arguments_.size() > few.size()) {
      return call_builtin(signatures_, values_of(arguments_, frame));
    }
    for (std::size_t i = 0; i < arguments_.size(); ++i) few[i] = arguments_[i]->evaluate(frame);
    return call_builtin(signatures_, std::span<const Value>{few}.first(arguments_.size()));
  }

 private:
  std::vector<BuiltinSignature> signatures_;
  NodeList arguments_;
};

class ScopeCall final : public Node {
 public:
  ScopeCall(int slot, NodeList arguments) : slot_(slot), arguments_(std::move(arguments)) {}

  Value evaluate(Frame& frame) const override {
    return frame.environment.call(slot_, values_of(arguments_, frame));
  }

 private:
  int slot_;
  NodeList arguments_;
};

class ValueCall final : public Node {
 public:
  ValueCall(NodePtr function, std::vector<std::string> names, NodeList arguments)
      : function_(std::move(function)),
        names_(std::move(names)),
        arguments_(std::move(arguments)) {}

  Value evaluate(Frame& frame) const override {
    const Value function = function_->evaluate(frame);
    const Callable* callable = function.as_function();
    if (callable == nullptr) return {};
    List values = values_of(arguments_, frame);
    if (names_.empty()) return callable->call(values);
    const auto& parameters = callable->parameters();
    List ordered(parameters.size());
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const auto found = std::find(parameters.begin(), parameters.end(), names_[i]);
      if (found == parameters.end()) return {};
      ordered[static_cast<std::size_t>(found - parameters.begin())] = std::move(values[i]);
    }
    return names_.size() == parameters.size() ? callable->call(ordered) : Value{};
  }

 private:
  NodePtr function_;
  std::vector<std::string> names_;
  NodeList arguments_;
};

/// What a function literal is made of, shared by the values it makes.
struct FunctionBody {
  FunctionShape shape;
  NodePtr body;
  std::vector<int> captured;
};

/// The outer names as they were when the function value was made.
class Captured final : public Environment {
 public:
  Captured(const std::vector<int>& slots, const Environment& outer) : slots_(slots) {
    for (const int slot : slots_) values_.push_back(outer.variable(slot));
  }

  std::size_t depth() const {
    std::size_t deepest = 0;
    for (const auto& value : values_) deepest = std::max(deepest, value.depth());
    return deepest;
  }

  Value variable(int slot) const override {
    const auto found = std::lower_bound(slots_.begin(), slots_.end(), slot);
    return found == slots_.end() || *found != slot
               ? Value{}
               : values_[static_cast<std::size_t>(found - slots_.begin())];
  }

  Value call(int slot, std::span<const Value> arguments) const override {
    return lease->environment != nullptr ? lease->environment->call(slot, arguments) : Value{};
  }

  std::shared_ptr<Lease> lease;

 private:
  const std::vector<int>& slots_;
  List values_;
};

class Closure final : public Callable {
 public:
  Closure(std::shared_ptr<const FunctionBody> body, Frame& frame)
      : body_(std::move(body)),
        environment_(body_->captured, frame.environment),
        locals_(frame.locals, frame.locals + body_->shape.first_local),
        local_count_(frame.local_count) {
    if (!frame.lease) frame.lease = std::make_shared<Lease>(Lease{&frame.environment});
    environment_.lease = frame.lease;
  }

  const std::vector<std::string>& parameters() const override { return body_->shape.parameters; }

  Value call(std::span<const Value> arguments) const override {
    static thread_local int depth = 0;
    const auto& shape = body_->shape;
    if (arguments.size() != shape.parameters.size() || depth >= call_depth_max) return {};
    const Effort effort{shape.size};
    if (!effort.goes_on() || !Effort::spend(Effort::turn * 3 + locals_.size() * 2)) return {};
    List locals(static_cast<std::size_t>(local_count_));
    std::copy(locals_.begin(), locals_.end(), locals.begin());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (!shape.types[i].is(Type::Kind::any)) Effort::spend(arguments[i].weight() / 4);
      auto fitting = coerce(arguments[i], shape.types[i]);
      if (!fitting) return {};
      locals[static_cast<std::size_t>(shape.first_local) + i] = *std::move(fitting);
    }
    Frame frame{environment_, locals.data(), local_count_, environment_.lease};
    ++depth;
    Value result = body_->body->evaluate(frame);
    --depth;
    return result;
  }

  std::size_t depth() const override {
    std::size_t deepest = environment_.depth();
    for (const auto& local : locals_) deepest = std::max(deepest, local.depth());
    return deepest;
  }

  bool conforms_to(const Type& type) const override {
    return type.parts.empty() ||
           conforms(Type::function(body_->shape.types, body_->shape.result), type);
  }

 private:
  std::shared_ptr<const FunctionBody> body_;
  Captured environment_;
  List locals_;
  int local_count_;
};

class FunctionLiteral final : public Node {
 public:
  explicit FunctionLiteral(std::shared_ptr<const FunctionBody> body) : body_(std::move(body)) {}

  Value evaluate(Frame& frame) const override { return Value::function(new Closure(body_, frame)); }

 private:
  std::shared_ptr<const FunctionBody> body_;
};

class Tests final : public Node {
 public:
  Tests(std::vector<TestNode> tests, NodePtr input, bool negated)
      : tests_(std::move(tests)), input_(std::move(input)), negated_(negated) {}

  Value evaluate(Frame& frame) const override {
    Value storage;
    const Value& input = input_->view(frame, storage);
    bool unknown = false;
    for (const auto& test : tests_) {
      Value held;
      const Value& value = test.node->view(frame, held);
      const auto passed = (test.decides ? value : passes(input, value)).as_boolean();
      if (passed == true) return Value::boolean(!negated_);
      unknown = unknown || !passed;
    }
    return unknown ? Value{} : Value::boolean(negated_);
  }

 private:
  std::vector<TestNode> tests_;
  NodePtr input_;
  bool negated_;
};

}  // namespace

Value passes(const Value& input, const Value& test) {
  if (test.kind() == Kind::range) {
    if (input.kind() == Kind::range) return equal(input, test);
    return contains(*test.as_range(), input);
  }
  if (test.kind() != Kind::list) return equal(input, test);
  if (input.kind() == Kind::list && equal(input, test).is_true()) return Value::boolean(true);
  // Items that cannot be compared are not the input: the list as a whole still decides.
  for (const auto& item : test.as_list()) {
    if (passes(input, item).is_true()) return Value::boolean(true);
  }
  return Value::boolean(false);
}

NodePtr make_builtin_call(std::vector<BuiltinSignature> signatures, NodeList arguments) {
  List constants;
  for (const auto& argument : arguments) {
    if (argument->constant() == nullptr) {
      return std::make_unique<BuiltinCall>(std::move(signatures), std::move(arguments));
    }
    constants.push_back(*argument->constant());
  }
  return make_constant(call_builtin(signatures, constants));
}

NodePtr make_scope_call(int slot, NodeList arguments) {
  return std::make_unique<ScopeCall>(slot, std::move(arguments));
}

NodePtr make_value_call(NodePtr function, std::vector<std::string> names, NodeList arguments) {
  return std::make_unique<ValueCall>(std::move(function), std::move(names), std::move(arguments));
}

NodePtr make_function(FunctionShape shape, NodePtr body, std::vector<int> captured) {
  return std::make_unique<FunctionLiteral>(std::make_shared<const FunctionBody>(
      FunctionBody{std::move(shape), std::move(body), std::move(captured)}));
}

NodePtr make_tests(std::vector<TestNode> tests, NodePtr input, bool negated) {
  return std::make_unique<Tests>(std::move(tests), std::move(input), negated);
}

}  // namespace guiju::feel
