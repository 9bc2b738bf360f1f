#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/scope.hpp"
#include "feel/value.hpp"

namespace guiju::feel {

/// One way to call a built-in function.
struct BuiltinSignature {
  using Function = Value (*)(std::span<const Value>);

  std::vector<Parameter> parameters;
  Type result;
  Function function;
  /// Most functions give null when an argument is null, and are not even called.
  enum class Nulls { give_null, are_passed } nulls = Nulls::give_null;
  /// The last parameter may be given any number of times, at least once.
  bool repeats = false;

  bool accepts(std::size_t count) const;
};

/// All ways to call each built-in function, by name. Never changes.
const std::map<std::string, std::vector<BuiltinSignature>, std::less<>>& builtins();

/// FEEL's `count`: alone among the functions of a list it does not go through it.
Value count_items(std::span<const Value> arguments);

/// Calls with implicit conversions applied (DMN 1.5, 10.3.2.9.4: to and from lists of one item);
/// null when an argument does not fit its parameter.
Value call_builtin(const BuiltinSignature& signature, std::span<const Value> arguments);
/// The same with the first of `signatures` that the arguments fit.
Value call_builtin(const std::vector<BuiltinSignature>& signatures,
                   std::span<const Value> arguments);

/// `value` as one of `type`, converted where FEEL does so by itself; empty when it is none.
std::optional<Value> coerce(const Value& value, const Type& type);

using Builtins = std::map<std::string, std::vector<BuiltinSignature>, std::less<>>;
void add_number_builtins(Builtins& all);
void add_string_builtins(Builtins& all);
void add_pattern_builtins(Builtins& all);
void add_list_builtins(Builtins& all);
void add_collection_builtins(Builtins& all);
void add_time_builtins(Builtins& all);
void add_range_builtins(Builtins& all);
void add_context_builtins(Builtins& all);

}  // namespace guiju::feel
