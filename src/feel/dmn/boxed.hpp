#pragma once

#include <memory>
#include <pugixml.hpp>

#include "base/diagnostic.hpp"
#include "feel/dmn/layer.hpp"
#include "feel/dmn/types.hpp"

namespace guiju::feel::dmn {

/// A boxed expression of a model (DMN 1.5, chapters 8 and 10.2): literal, decision table, context,
/// list, relation, invocation, function, conditional, iteration or filter.
class Boxed {
 public:
  virtual ~Boxed() = default;
  virtual Value evaluate(const std::shared_ptr<const Layer>& layer) const = 0;
};

using BoxedPtr = std::shared_ptr<const Boxed>;

/// Compiles boxed expressions of one model. What cannot be compiled is null when evaluated, as DMN
/// says, and stands in the diagnostics.
class BoxedCompiler {
 public:
  BoxedCompiler(const Types& types, std::string file, Diagnostics& diagnostics)
      : types_(types), file_(std::move(file)), diagnostics_(diagnostics) {}

  /// The boxed expression among the children of `parent`.
  BoxedPtr child_of(const pugi::xml_node& parent, const Known& known);
  BoxedPtr expression(const pugi::xml_node& node, const Known& known);
  /// A function of the formal parameters of `definition` and its boxed expression.
  BoxedPtr function(const pugi::xml_node& definition, const Known& known, Type result);
  BoxedPtr literal(const std::string& text, const Known& known);

 private:
  BoxedPtr context(const pugi::xml_node& node, Known known);
  BoxedPtr list(const pugi::xml_node& node, const Known& known);
  BoxedPtr relation(const pugi::xml_node& node, const Known& known);
  BoxedPtr invocation(const pugi::xml_node& node, const Known& known);
  BoxedPtr conditional(const pugi::xml_node& node, const Known& known);
  BoxedPtr iteration(const pugi::xml_node& node, Known known);
  BoxedPtr filter(const pugi::xml_node& node, Known known);
  BoxedPtr table(const pugi::xml_node& node, const Known& known);

  const Types& types_;
  std::string file_;
  Diagnostics& diagnostics_;
};

/// `value` as one of `type`, converted where DMN does so by itself; null when it is none.
Value conformed(const Value& value, const Type& type);

}  // namespace guiju::feel::dmn
