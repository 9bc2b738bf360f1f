#include "feel/dmn/boxed_nodes.hpp"

#include <algorithm>

#include "feel/builtin.hpp"
#include "feel/effort.hpp"
#include "feel/node.hpp"

namespace guiju::feel::dmn {
namespace {

/// Functions of a model that call one another nest at most this deep: beyond, a call is null.
constexpr int call_depth_max = 64;
/// What a call takes of the stack, as much as an expression of this many tokens.
constexpr std::size_t call_size = 60;

class BoxedFunction final : public Callable {
 public:
  BoxedFunction(std::shared_ptr<const FunctionBody> body, LayerPtr layer)
      : body_(std::move(body)), layer_(std::move(layer)) {}

  const std::vector<std::string>& parameters() const override { return body_->names; }

  Value call(std::span<const Value> arguments) const override {
    static thread_local int depth = 0;
    if (arguments.size() != body_->names.size() || depth >= call_depth_max) return {};
    const Effort effort{call_size};
    if (!effort.goes_on() || !Effort::spend(Effort::turn * 3)) return {};
    auto layer = std::make_shared<Layer>(layer_, body_->first_slot, arguments.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      auto fitting = coerce(arguments[i], body_->types[i]);
      if (!fitting) return {};
      layer->set(i, *std::move(fitting));
    }
    ++depth;
    Value result = conformed(body_->body->evaluate(layer), body_->result);
    --depth;
    return result;
  }

  std::size_t depth() const override { return layer_->depth(); }

  bool conforms_to(const Type& type) const override {
    return type.parts.empty() || conforms(Type::function(body_->types, body_->result), type);
  }

 private:
  std::shared_ptr<const FunctionBody> body_;
  LayerPtr layer_;
};

}  // namespace

Value ContextBox::evaluate(const LayerPtr& layer) const {
  auto inner = std::make_shared<Layer>(layer, first_slot, entries.size());
  ContextEntries values;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Value value = entries[i].second->evaluate(inner);
    inner->set(i, value);
    values.emplace_back(entries[i].first, std::move(value));
  }
  return result ? result->evaluate(inner) : Value::context(std::move(values));
}

Value ListBox::evaluate(const LayerPtr& layer) const {
  List values;
  for (const auto& item : items) values.push_back(item->evaluate(layer));
  return Value::list(std::move(values));
}

Value InvocationBox::evaluate(const LayerPtr& layer) const {
  const Value value = function->evaluate(layer);
  const Callable* callable = value.as_function();
  if (callable == nullptr) return {};
  const auto& parameters = callable->parameters();
  if (parameters.size() != names.size()) return {};
  List ordered(parameters.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto found = std::find(parameters.begin(), parameters.end(), names[i]);
    if (found == parameters.end()) return {};
    ordered[static_cast<std::size_t>(found - parameters.begin())] = arguments[i]->evaluate(layer);
  }
  return callable->call(ordered);
}

Value IterationBox::evaluate(const LayerPtr& layer) const {
  const auto items = items_to_go_through(domain->evaluate(layer));
  if (!items) return {};
  List results;
  bool unknown = false;
  for (const auto& item : *items) {
    if (!Effort::spend(Effort::turn * 3 + results.size() * 4)) return {};
    auto inner = std::make_shared<Layer>(layer, first_slot, std::size_t{2});
    inner->set(0, item);
    if (what == What::each) inner->set(1, Value::list(results));
    results.push_back(body->evaluate(inner));
    const auto holds = results.back().as_boolean();
    unknown = unknown || !holds;
    if (what == What::every && holds == false) return Value::boolean(false);
    if (what == What::some && holds == true) return Value::boolean(true);
  }
  if (what == What::each) return Value::list(std::move(results));
  return unknown ? Value{} : Value::boolean(what == What::every);
}

Value FilterBox::evaluate(const LayerPtr& layer) const {
  auto inner = std::make_shared<Layer>(layer, first_slot, std::size_t{1});
  inner->set(0, list->evaluate(layer));
  return filtered->evaluate(inner);
}

Value FunctionBox::evaluate(const LayerPtr& layer) const {
  return Value::function(new BoxedFunction(body_, layer));
}

}  // namespace guiju::feel::dmn
