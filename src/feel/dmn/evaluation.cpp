#include <algorithm>

#include "feel/builtin.hpp"
#include "feel/dmn/model_parts.hpp"
#include "feel/effort.hpp"

namespace guiju::feel::dmn {
namespace {

/// A decision service as a function of its inputs. Each call is an evaluation of its own.
class ServiceFunction final : public Callable {
 public:
  ServiceFunction(std::shared_ptr<const Model::Parts> parts, int slot, Value now)
      : parts_(std::move(parts)), slot_(slot), now_(std::move(now)) {}

  const std::vector<std::string>& parameters() const override { return element().parameter_names; }

  Value call(std::span<const Value> arguments) const override {
    static constexpr int depth_max = 32;
    static thread_local int depth = 0;
    const auto& service = element();
    if (arguments.size() != service.parameters.size() || depth >= depth_max) return {};
    auto evaluation = std::make_shared<Evaluation>(parts_, now_);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      auto fitting = coerce(arguments[i], service.parameter_types[i]);
      if (!fitting) return {};
      evaluation->give(service.parameters[i], *std::move(fitting));
    }
    ++depth;
    Value result;
    if (service.outputs.size() == 1) {
      result = evaluation->variable(service.outputs.front());
    } else {
      ContextEntries entries;
      for (const int output : service.outputs) {
        entries.emplace_back(parts_->elements[static_cast<std::size_t>(output)].name,
                             evaluation->variable(output));
      }
      result = Value::context(std::move(entries));
    }
    --depth;
    evaluation->forget();
    const Type& type = service.type;
    return conformed(result, type.is(Type::Kind::function) ? type.element() : type);
  }

 private:
  const Element& element() const { return parts_->elements[static_cast<std::size_t>(slot_)]; }

  std::shared_ptr<const Model::Parts> parts_;
  int slot_;
  Value now_;
};

}  // namespace

Evaluation::Evaluation(std::shared_ptr<const Model::Parts> parts, Value now)
    : Layer(nullptr, 0, 0),
      parts_(std::move(parts)),
      now_(std::move(now)),
      known_(parts_->elements.size()),
      being_evaluated_(parts_->elements.size(), false) {}

void Evaluation::give(int slot, Value value) {
  known_[static_cast<std::size_t>(slot)] = std::move(value);
}

void Evaluation::forget() { std::fill(known_.begin(), known_.end(), std::nullopt); }

Value Evaluation::variable(int slot) const {
  const auto index = static_cast<std::size_t>(slot);
  if (index >= known_.size() || being_evaluated_[index]) return {};
  if (!known_[index]) {
    being_evaluated_[index] = true;
    Value value = evaluate(slot);
    being_evaluated_[index] = false;
    known_[index] = std::move(value);
  }
  return *known_[index];
}

Value Evaluation::evaluate(int slot) const {
  // What a decision requires is evaluated inside it: as much of the stack as a text of this size.
  constexpr std::size_t decision_size = 60;
  const Effort effort{decision_size};
  if (!effort.goes_on() || !Effort::spend(Effort::turn)) return {};
  const Element& element = parts_->elements[static_cast<std::size_t>(slot)];
  switch (element.what) {
    case Element::What::input:
      return {};
    case Element::What::decision:
      return conformed(element.logic->evaluate(shared_from_this()), element.type);
    case Element::What::knowledge:
      return element.logic->evaluate(shared_from_this());
    case Element::What::service:
      return Value::function(new ServiceFunction(parts_, slot, now_));
  }
  return {};
}

Value Evaluation::call(int slot, std::span<const Value>) const {
  if (slot == parts_->now_slot) return now_;
  if (slot != parts_->now_slot + 1) return {};
  return call_builtin(builtins().find("date")->second.front(), std::vector<Value>{now_});
}

Value Model::decide(const std::string& name, const Inputs& inputs, Value now) const {
  const Effort effort;
  auto evaluation = std::make_shared<Evaluation>(parts_, std::move(now));
  const auto& elements = parts_->elements;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    for (const auto& input : inputs) {
      const bool is_meant =
          elements[i].name == input.name &&
          (input.model_namespace.empty() || input.model_namespace == elements[i].model_namespace);
      if (is_meant && elements[i].what != Element::What::knowledge) {
        evaluation->give(static_cast<int>(i), conformed(input.value, elements[i].type));
      }
    }
  }
  Value result;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const bool is_asked = elements[i].what == Element::What::decision && elements[i].name == name &&
                          elements[i].model_namespace == parts_->model_namespace;
    if (is_asked) result = evaluation->variable(static_cast<int>(i));
  }
  evaluation->forget();
  return result;
}

Value Model::invoke(const std::string& name, const Inputs& arguments, Value now) const {
  const Effort effort;
  auto evaluation = std::make_shared<Evaluation>(parts_, std::move(now));
  const auto& elements = parts_->elements;
  Value result;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const bool is_callable =
        elements[i].what == Element::What::knowledge || elements[i].what == Element::What::service;
    if (!is_callable || elements[i].name != name) continue;
    const Value function = evaluation->variable(static_cast<int>(i));
    const Callable* callable = function.as_function();
    if (callable == nullptr) break;
    List ordered(callable->parameters().size());
    for (const auto& argument : arguments) {
      const auto found =
          std::find(callable->parameters().begin(), callable->parameters().end(), argument.name);
      if (found == callable->parameters().end()) continue;
      ordered[static_cast<std::size_t>(found - callable->parameters().begin())] = argument.value;
    }
    result = callable->call(ordered);
    break;
  }
  evaluation->forget();
  return result;
}

}  // namespace guiju::feel::dmn
