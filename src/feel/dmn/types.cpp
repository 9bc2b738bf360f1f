#include "feel/dmn/types.hpp"

#include "feel/dmn/xml.hpp"
#include "feel/unary_tests.hpp"

namespace guiju::feel::dmn {
namespace {

std::string without_prefix(const std::string& reference) {
  const auto colon = reference.rfind(':');
  return colon == std::string::npos ? reference : reference.substr(colon + 1);
}

/// The values that allowed values list; none when they are more than a list.
List values_allowed(const std::string& text, const Type& type) {
  if (text.empty()) return {};
  Diagnostics diagnostics;
  const auto tests = UnaryTests::compile(text, {}, type, Scope{}, diagnostics, Checking::lenient);
  if (!tests || !tests->shape() || tests->shape()->negated) return {};
  return tests->shape()->values;
}

}  // namespace

Types::Types(const pugi::xml_node& definitions) {
  for (const auto& definition : children(definitions, "itemDefinition")) {
    definitions_.emplace(attribute(definition, "name"), definition);
  }
  for (const auto& [name, definition] : definitions_) resolve(name);
}

Type Types::resolve(const std::string& reference) {
  if (const auto known = types_.find(reference); known != types_.end()) return known->second;
  const auto definition = definitions_.find(reference);
  if (definition == definitions_.end()) {
    return parse_type(without_prefix(reference)).value_or(Type::any());
  }
  // A type that contains itself is of unknown shape where it does.
  if (!being_read_.insert(reference).second) return Type::any();
  Type type = read(definition->second);
  being_read_.erase(reference);
  types_[reference] = type;
  return type;
}

Type Types::read(const pugi::xml_node& definition) {
  Type type;
  const auto components = children(definition, "itemComponent");
  const auto function = child(definition, "functionItem");
  if (function) {
    std::vector<Type> parameters;
    for (const auto& parameter : children(function, "parameters")) {
      parameters.push_back(resolve(attribute(parameter, "typeRef")));
    }
    type = Type::function(std::move(parameters), resolve(attribute(function, "outputTypeRef")));
  } else if (!components.empty()) {
    std::vector<TypeField> fields;
    for (const auto& component : components) {
      fields.push_back({attribute(component, "name"), read(component)});
    }
    type = Type::context(std::move(fields));
  } else {
    type = resolve(child_text(definition, "typeRef"));
  }
  List allowed = values_allowed(child_text(child(definition, "allowedValues"), "text"), type);
  if (!allowed.empty()) type.allowed = std::move(allowed);
  if (attribute(definition, "isCollection") == "true") type = Type::list(std::move(type));
  return bounded(std::move(type));
}

Type Types::find(const std::string& reference) const {
  if (reference.empty()) return Type::any();
  if (const auto known = types_.find(reference); known != types_.end()) return known->second;
  const std::string plain = without_prefix(reference);
  if (const auto known = types_.find(plain); known != types_.end()) return known->second;
  return parse_type(plain).value_or(Type::any());
}

void Types::import(const std::string& prefix, const Types& other) {
  for (const auto& [name, type] : other.types_) {
    types_.emplace(prefix.empty() ? name : prefix + "." + name, type);
  }
}

void Types::add_to(Scope& scope) const {
  for (const auto& [name, type] : types_) scope.add_type(name, type);
}

}  // namespace guiju::feel::dmn
