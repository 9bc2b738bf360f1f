#pragma once

#include <map>
#include <pugixml.hpp>
#include <set>
#include <string>

#include "feel/scope.hpp"

namespace guiju::feel::dmn {

/// The item definitions of a model as FEEL types.
class Types {
 public:
  /// Reads the item definitions of `definitions`, in whatever order they stand.
  explicit Types(const pugi::xml_node& definitions);

  /// The type a `typeRef` names; `any` when it names none. Imported types are `import.name`.
  Type find(const std::string& reference) const;
  void import(const std::string& prefix, const Types& other);
  /// Makes the types known to the expressions that use `scope`.
  void add_to(Scope& scope) const;

 private:
  Type read(const pugi::xml_node& definition);
  Type resolve(const std::string& reference);

  std::map<std::string, pugi::xml_node> definitions_;
  std::set<std::string> being_read_;
  std::map<std::string, Type> types_;
};

}  // namespace guiju::feel::dmn
