#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "feel/scope.hpp"

namespace guiju::feel::dmn {

/// The values of names, one layer for each boxed expression that declares some. Function values
/// made inside keep their layers alive.
class Layer : public Environment {
 public:
  Layer(std::shared_ptr<const Layer> outer, int first_slot, std::size_t count)
      : outer_(std::move(outer)), first_slot_(first_slot), values_(count) {}

  Value variable(int slot) const override {
    if (slot < first_slot_) return outer_ ? outer_->variable(slot) : Value{};
    return values_.at(static_cast<std::size_t>(slot - first_slot_));
  }
  Value call(int slot, std::span<const Value> arguments) const override {
    return outer_ ? outer_->call(slot, arguments) : Value{};
  }

  /// How deep the values are nested that stand here or farther out.
  std::size_t depth() const {
    std::size_t deepest = outer_ ? outer_->depth() : 0;
    for (const auto& value : values_) deepest = std::max(deepest, value.depth());
    return deepest;
  }

  void set(std::size_t index, Value value) { values_.at(index) = std::move(value); }

 private:
  std::shared_ptr<const Layer> outer_;
  int first_slot_;
  List values_;
};

/// What is known of names while a boxed expression is compiled: the scope, and the next free slot.
struct Known {
  Scope scope;
  int next_slot = 0;
};

}  // namespace guiju::feel::dmn
