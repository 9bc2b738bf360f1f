#pragma once

#include <map>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "feel/dmn/boxed.hpp"
#include "feel/dmn/model.hpp"

namespace guiju::feel::dmn {

/// An element of a decision requirements graph. Its place in the graph is its slot.
struct Element {
  enum class What { input, decision, knowledge, service };
  What what = What::input;
  std::string name;
  std::string model_namespace;
  Type type;
  BoxedPtr logic;  ///< of decisions and business knowledge models
  // Of decision services, as slots.
  std::vector<int> parameters;  ///< what the caller gives: input data, then input decisions
  std::vector<int> outputs;
  std::vector<std::string> parameter_names = {};
  std::vector<Type> parameter_types = {};
};

/// The graphs of all models that were read; slots go through them all.
struct Model::Parts {
  std::vector<Element> elements;
  std::string model_namespace;  ///< of the model that was asked for
  int now_slot = 0;             ///< the function `now()`; `today()` is the next
};

/// One evaluation of a graph: each element is evaluated once, when first asked for.
class Evaluation final : public Layer, public std::enable_shared_from_this<Evaluation> {
 public:
  Evaluation(std::shared_ptr<const Model::Parts> parts, Value now);

  Value variable(int slot) const override;
  Value call(int slot, std::span<const Value> arguments) const override;
  void give(int slot, Value value);
  /// Lets go of what was evaluated: function values keep their evaluation alive, and it them.
  void forget();

 private:
  Value evaluate(int slot) const;
  Value service_result(const Element& service) const;

  std::shared_ptr<const Model::Parts> parts_;
  Value now_;
  mutable std::vector<std::optional<Value>> known_;
  mutable std::vector<bool> being_evaluated_;
};

}  // namespace guiju::feel::dmn
