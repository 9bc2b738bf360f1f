#include "feel/compare.hpp"
#include "feel/effort.hpp"
#include "feel/node.hpp"
#include "feel/temporal.hpp"

namespace guiju::feel {
namespace {

class Constant final : public Node {
 public:
  explicit Constant(Value value) : value_(std::move(value)) {}
  Value evaluate(Frame&) const override { return value_; }
  const Value& view(Frame&, Value&) const override { return value_; }
  const Value* constant() const override { return &value_; }

 private:
  Value value_;
};

class Variable final : public Node {
 public:
  explicit Variable(int slot) : slot_(slot) {}
  Value evaluate(Frame& frame) const override { return frame.environment.variable(slot_); }

 private:
  int slot_;
};

class Local final : public Node {
 public:
  explicit Local(int index) : index_(index) {}
  Value evaluate(Frame& frame) const override { return frame.locals[index_]; }
  const Value& view(Frame& frame, Value&) const override { return frame.locals[index_]; }

 private:
  int index_;
};

class ItemMember final : public Node {
 public:
  ItemMember(int index, std::string name, NodePtr otherwise)
      : index_(index), name_(std::move(name)), otherwise_(std::move(otherwise)) {}

  Value evaluate(Frame& frame) const override {
    const Value* entry = frame.locals[index_].find(name_);
    return entry != nullptr ? *entry : otherwise_->evaluate(frame);
  }

 private:
  int index_;
  std::string name_;
  NodePtr otherwise_;
};

class Member final : public Node {
 public:
  Member(NodePtr of, std::string name) : of_(std::move(of)), name_(std::move(name)) {}

  Value evaluate(Frame& frame) const override {
    Value storage;
    return member(of_->view(frame, storage), name_);
  }

 private:
  NodePtr of_;
  std::string name_;
};

class Arithmetic final : public Node {
 public:
  Arithmetic(ArithmeticOperator op, NodePtr a, NodePtr b)
      : op_(op), a_(std::move(a)), b_(std::move(b)) {}

  Value evaluate(Frame& frame) const override {
    Value a;
    Value b;
    const Value& x = a_->view(frame, a);
    return arithmetic(op_, x, b_->view(frame, b));
  }

 private:
  ArithmeticOperator op_;
  NodePtr a_;
  NodePtr b_;
};

class Negation final : public Node {
 public:
  explicit Negation(NodePtr of) : of_(std::move(of)) {}
  Value evaluate(Frame& frame) const override { return negate(of_->evaluate(frame)); }

 private:
  NodePtr of_;
};

class Compare final : public Node {
 public:
  Compare(Comparison op, NodePtr a, NodePtr b) : op_(op), a_(std::move(a)), b_(std::move(b)) {}

  Value evaluate(Frame& frame) const override {
    Value a;
    Value b;
    const Value& x = a_->view(frame, a);
    return compare_values(op_, x, b_->view(frame, b));
  }

 private:
  Comparison op_;
  NodePtr a_;
  NodePtr b_;
};

class Between final : public Node {
 public:
  Between(NodePtr value, NodePtr low, NodePtr high)
      : value_(std::move(value)), low_(std::move(low)), high_(std::move(high)) {}

  Value evaluate(Frame& frame) const override {
    const Value value = value_->evaluate(frame);
    const auto from = compare(value, low_->evaluate(frame));
    const auto to = compare(value, high_->evaluate(frame));
    return from && to ? Value::boolean(*from >= 0 && *to <= 0) : Value{};
  }

 private:
  NodePtr value_;
  NodePtr low_;
  NodePtr high_;
};

/// `and` and `or` with three values: `decisive` decides alone, whatever the other side is.
class Junction final : public Node {
 public:
  Junction(bool decisive, NodePtr a, NodePtr b)
      : decisive_(decisive), a_(std::move(a)), b_(std::move(b)) {}

  Value evaluate(Frame& frame) const override {
    const auto a = a_->evaluate(frame).as_boolean();
    if (a == decisive_) return Value::boolean(decisive_);
    const auto b = b_->evaluate(frame).as_boolean();
    if (b == decisive_) return Value::boolean(decisive_);
    return a && b ? Value::boolean(!decisive_) : Value{};
  }

 private:
  bool decisive_;
  NodePtr a_;
  NodePtr b_;
};

class Conditional final : public Node {
 public:
  Conditional(NodePtr condition, NodePtr then, NodePtr otherwise)
      : condition_(std::move(condition)), then_(std::move(then)), else_(std::move(otherwise)) {}

  Value evaluate(Frame& frame) const override {
    return condition_->evaluate(frame).is_true() ? then_->evaluate(frame) : else_->evaluate(frame);
  }

 private:
  NodePtr condition_;
  NodePtr then_;
  NodePtr else_;
};

class InstanceOf final : public Node {
 public:
  InstanceOf(NodePtr value, Type type) : value_(std::move(value)), type_(std::move(type)) {}

  Value evaluate(Frame& frame) const override {
    const Value value = value_->evaluate(frame);
    if (!Effort::spend(value.weight() / 4)) return {};
    return Value::boolean(instance_of(value, type_));
  }

 private:
  NodePtr value_;
  Type type_;
};

class ListLiteral final : public Node {
 public:
  explicit ListLiteral(NodeList items) : items_(std::move(items)) {}

  Value evaluate(Frame& frame) const override {
    if (!Effort::spend(items_.size())) return {};
    List values;
    values.reserve(items_.size());
    for (const auto& item : items_) values.push_back(item->evaluate(frame));
    return Value::list(std::move(values));
  }

 private:
  NodeList items_;
};

class ContextLiteral final : public Node {
 public:
  ContextLiteral(std::vector<std::string> names, NodeList values, int first)
      : names_(std::move(names)), values_(std::move(values)), first_(first) {}

  Value evaluate(Frame& frame) const override {
    if (!Effort::spend(names_.size() * 2)) return {};
    ContextEntries entries;
    entries.reserve(names_.size());
    for (std::size_t i = 0; i < names_.size(); ++i) {
      Value& local = frame.locals[first_ + static_cast<int>(i)];
      local = values_[i]->evaluate(frame);
      entries.emplace_back(names_[i], local);
    }
    return Value::context(std::move(entries));
  }

 private:
  std::vector<std::string> names_;
  NodeList values_;
  int first_;
};

class RangeLiteral final : public Node {
 public:
  RangeLiteral(NodePtr low, bool low_included, NodePtr high, bool high_included, Range::Form form)
      : low_(std::move(low)),
        high_(std::move(high)),
        low_included_(low_included),
        high_included_(high_included),
        form_(form) {}

  Value evaluate(Frame& frame) const override {
    Value low = low_->evaluate(frame);
    Value high = high_->evaluate(frame);
    if (!low.is_null() && !high.is_null() && !compare(low, high)) return {};
    return Value::range({std::move(low), std::move(high), low_included_, high_included_, form_});
  }

 private:
  NodePtr low_;
  NodePtr high_;
  bool low_included_;
  bool high_included_;
  Range::Form form_;
};

Value range_member(const Range& range, const std::string& name) {
  if (name == "start") return range.low;
  if (name == "end") return range.high;
  if (name == "start included") return Value::boolean(range.low_included);
  if (name == "end included") return Value::boolean(range.high_included);
  return {};
}

/// The node, or the constant it amounts to where all it needs is known.
template <class Made>
NodePtr folded(std::unique_ptr<Made> node, std::initializer_list<const Node*> operands) {
  for (const Node* operand : operands) {
    if (operand->constant() == nullptr) return node;
  }
  static const EmptyEnvironment nothing;
  Frame frame{nothing};
  return make_constant(node->evaluate(frame));
}

}  // namespace

Value compare_values(Comparison op, const Value& a, const Value& b) {
  if (op == Comparison::equal) return equal(a, b);
  if (op == Comparison::not_equal) {
    const auto same = equal(a, b).as_boolean();
    return same ? Value::boolean(!*same) : Value{};
  }
  const auto order = compare(a, b);
  if (!order) return {};
  switch (op) {
    case Comparison::less:
      return Value::boolean(*order < 0);
    case Comparison::less_or_equal:
      return Value::boolean(*order <= 0);
    case Comparison::greater:
      return Value::boolean(*order > 0);
    default:
      return Value::boolean(*order >= 0);
  }
}

Value member(const Value& value, const std::string& name) {
  switch (value.kind()) {
    case Kind::context: {
      const Value* entry = value.find(name);
      return entry != nullptr ? *entry : Value{};
    }
    case Kind::list: {
      if (!Effort::spend(value.as_list().size())) return {};
      List members;
      members.reserve(value.as_list().size());
      for (const auto& item : value.as_list()) members.push_back(member(item, name));
      return Value::list(std::move(members));
    }
    case Kind::range:
      return range_member(*value.as_range(), name);
    default:
      return temporal_property(value, name);
  }
}

NodePtr make_constant(Value value) { return std::make_unique<Constant>(std::move(value)); }

NodePtr make_variable(int slot) { return std::make_unique<Variable>(slot); }

NodePtr make_local(int index) { return std::make_unique<Local>(index); }

NodePtr make_item_member(int index, std::string name, NodePtr otherwise) {
  return std::make_unique<ItemMember>(index, std::move(name), std::move(otherwise));
}

NodePtr make_member(NodePtr of, std::string name) {
  const Node* operand = of.get();
  return folded(std::make_unique<Member>(std::move(of), std::move(name)), {operand});
}

NodePtr make_arithmetic(ArithmeticOperator op, NodePtr a, NodePtr b) {
  const Node* x = a.get();
  const Node* y = b.get();
  return folded(std::make_unique<Arithmetic>(op, std::move(a), std::move(b)), {x, y});
}

NodePtr make_negation(NodePtr of) {
  const Node* operand = of.get();
  return folded(std::make_unique<Negation>(std::move(of)), {operand});
}

NodePtr make_comparison(Comparison op, NodePtr a, NodePtr b) {
  return std::make_unique<Compare>(op, std::move(a), std::move(b));
}

NodePtr make_between(NodePtr value, NodePtr low, NodePtr high) {
  return std::make_unique<Between>(std::move(value), std::move(low), std::move(high));
}

NodePtr make_and(NodePtr a, NodePtr b) {
  return std::make_unique<Junction>(false, std::move(a), std::move(b));
}

NodePtr make_or(NodePtr a, NodePtr b) {
  return std::make_unique<Junction>(true, std::move(a), std::move(b));
}

NodePtr make_conditional(NodePtr condition, NodePtr then, NodePtr otherwise) {
  return std::make_unique<Conditional>(std::move(condition), std::move(then), std::move(otherwise));
}

NodePtr make_instance_of(NodePtr value, Type type) {
  return std::make_unique<InstanceOf>(std::move(value), std::move(type));
}

NodePtr make_list(NodeList items) {
  List values;
  for (const auto& item : items) {
    if (item->constant() == nullptr) return std::make_unique<ListLiteral>(std::move(items));
    values.push_back(*item->constant());
  }
  return make_constant(Value::list(std::move(values)));
}

NodePtr make_context(std::vector<std::string> names, NodeList values, int first_local) {
  return std::make_unique<ContextLiteral>(std::move(names), std::move(values), first_local);
}

static NodePtr make_range_literal(NodePtr low, bool low_included, NodePtr high, bool high_included,
                                  Range::Form form) {
  const Node* x = low.get();
  const Node* y = high.get();
  return folded(std::make_unique<RangeLiteral>(std::move(low), low_included, std::move(high),
                                               high_included, form),
                {x, y});
}

NodePtr make_range(NodePtr low, bool low_included, NodePtr high, bool high_included) {
  return make_range_literal(std::move(low), low_included, std::move(high), high_included,
                            Range::Form::ends);
}

NodePtr make_comparison_range(NodePtr low, bool low_included, NodePtr high, bool high_included) {
  return make_range_literal(std::move(low), low_included, std::move(high), high_included,
                            Range::Form::comparison);
}

}  // namespace guiju::feel
