#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "feel/decision_table.hpp"
#include "feel/dmn/boxed.hpp"
#include "feel/expression.hpp"

namespace guiju::feel::dmn {

using LayerPtr = std::shared_ptr<const Layer>;

class ConstantBox final : public Boxed {
 public:
  explicit ConstantBox(Value value) : value_(std::move(value)) {}
  Value evaluate(const LayerPtr&) const override { return value_; }

 private:
  Value value_;
};

class LiteralBox final : public Boxed {
 public:
  explicit LiteralBox(Expression expression) : expression_(std::move(expression)) {}
  Value evaluate(const LayerPtr& layer) const override { return expression_.evaluate(*layer); }

 private:
  Expression expression_;
};

class TypedBox final : public Boxed {
 public:
  TypedBox(BoxedPtr box, Type type) : box_(std::move(box)), type_(std::move(type)) {}
  Value evaluate(const LayerPtr& layer) const override {
    return conformed(box_->evaluate(layer), type_);
  }

 private:
  BoxedPtr box_;
  Type type_;
};

class TableBox final : public Boxed {
 public:
  explicit TableBox(DecisionTable table) : table_(std::move(table)) {}
  Value evaluate(const LayerPtr& layer) const override { return table_.evaluate(*layer).value; }

 private:
  DecisionTable table_;
};

class ContextBox final : public Boxed {
 public:
  Value evaluate(const LayerPtr& layer) const override;

  int first_slot = 0;
  std::vector<std::pair<std::string, BoxedPtr>> entries;
  BoxedPtr result;  ///< what the context amounts to; absent: the context itself
};

class ListBox final : public Boxed {
 public:
  Value evaluate(const LayerPtr& layer) const override;

  std::vector<BoxedPtr> items;
};

class InvocationBox final : public Boxed {
 public:
  Value evaluate(const LayerPtr& layer) const override;

  BoxedPtr function;
  std::vector<std::string> names;
  std::vector<BoxedPtr> arguments;
};

class ConditionalBox final : public Boxed {
 public:
  Value evaluate(const LayerPtr& layer) const override {
    const Value holds = condition->evaluate(layer);
    // Unlike FEEL's own `if`, the boxed one refuses what is neither true, false nor null.
    if (!holds.is_null() && holds.kind() != Kind::boolean) return {};
    return (holds.is_true() ? then : otherwise)->evaluate(layer);
  }

  BoxedPtr condition;
  BoxedPtr then;
  BoxedPtr otherwise;
};

class IterationBox final : public Boxed {
 public:
  enum class What { each, every, some };
  Value evaluate(const LayerPtr& layer) const override;

  What what = What::each;
  BoxedPtr domain;
  int first_slot = 0;  ///< the item, then the results so far
  BoxedPtr body;
};

class FilterBox final : public Boxed {
 public:
  Value evaluate(const LayerPtr& layer) const override;

  BoxedPtr list;
  int first_slot = 0;
  BoxedPtr filtered;
};

struct FunctionBody {
  std::vector<std::string> names;
  std::vector<Type> types;
  Type result;
  int first_slot = 0;
  BoxedPtr body;
};

class FunctionBox final : public Boxed {
 public:
  explicit FunctionBox(std::shared_ptr<const FunctionBody> body) : body_(std::move(body)) {}
  Value evaluate(const LayerPtr& layer) const override;

 private:
  std::shared_ptr<const FunctionBody> body_;
};

}  // namespace guiju::feel::dmn
