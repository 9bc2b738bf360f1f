#include "feel/scope.hpp"

namespace guiju::feel {

void Scope::add_variable(std::string name, Type type, int slot) {
  const std::string key = index_.add(name);
  functions_.erase(key);
  variables_.insert_or_assign(key, Variable{std::move(type), slot});
}

void Scope::add_function(std::string name, std::vector<Parameter> parameters, Type result,
                         int slot) {
  const std::string key = index_.add(name);
  variables_.erase(key);
  functions_.insert_or_assign(key, Function{std::move(parameters), std::move(result), slot});
}

void Scope::add_type(std::string name, Type type) {
  types_.insert_or_assign(normal_name(name), std::move(type));
}

const Scope::Variable* Scope::find_variable(std::string_view name) const {
  const auto found = variables_.find(name);
  return found == variables_.end() ? nullptr : &found->second;
}

const Scope::Function* Scope::find_function(std::string_view name) const {
  const auto found = functions_.find(name);
  return found == functions_.end() ? nullptr : &found->second;
}

std::vector<std::string> Scope::names() const {
  std::map<std::string, int, std::less<>> all;
  for (const auto& [name, variable] : variables_) all.emplace(name, variable.slot);
  for (const auto& [name, function] : functions_) all.emplace(name, function.slot);
  std::vector<std::string> sorted;
  for (const auto& [name, slot] : all) sorted.push_back(name);
  return sorted;
}

}  // namespace guiju::feel
