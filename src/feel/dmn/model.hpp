#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "feel/value.hpp"

namespace guiju::feel::dmn {

/// A DMN 1.5 model read from `.dmn` XML, with the models that it imports: inputs, decisions,
/// business knowledge models, decision services. Evaluated as DMN says: what cannot be evaluated is
/// null.
class Model {
 public:
  /// Reads `file`; imports are looked for among the `.dmn` files beside it. Empty when the file
  /// cannot be read. What in it cannot be compiled is in `diagnostics` and null when evaluated.
  static std::optional<Model> load(const std::string& file, Diagnostics& diagnostics);

  /// Reads a model that stands in `text`, without what it imports. `name` stands in findings.
  static std::optional<Model> read(std::string_view text, const std::string& name,
                                   Diagnostics& diagnostics);

  /// The names of its decisions, imported ones included.
  std::vector<std::string> decisions() const;

  /// Values of input data by name. With a namespace where imported models' inputs share names.
  struct Input {
    std::string name;
    std::string model_namespace;  ///< empty: whichever model has it
    Value value;
  };
  using Inputs = std::vector<Input>;

  /// The value of the decision `name`; null when there is none.
  Value decide(const std::string& name, const Inputs& inputs, Value now) const;
  /// Calls the decision service or business knowledge model `name`, arguments by name.
  Value invoke(const std::string& name, const Inputs& arguments, Value now) const;

  struct Parts;

 private:
  std::shared_ptr<const Parts> parts_;
};

}  // namespace guiju::feel::dmn
