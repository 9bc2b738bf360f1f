#include "feel/builtin.hpp"

#include <algorithm>
#include <optional>

namespace guiju::feel {

bool BuiltinSignature::accepts(std::size_t count) const {
  const auto required = static_cast<std::size_t>(std::count_if(
      parameters.begin(), parameters.end(), [](const Parameter& p) { return !p.optional; }));
  return count >= required && (repeats || count <= parameters.size());
}

const Builtins& builtins() {
  static const Builtins all = [] {
    Builtins functions;
    add_number_builtins(functions);
    add_string_builtins(functions);
    add_pattern_builtins(functions);
    add_list_builtins(functions);
    add_collection_builtins(functions);
    add_time_builtins(functions);
    add_range_builtins(functions);
    add_context_builtins(functions);
    return functions;
  }();
  return all;
}

std::optional<Value> coerce(const Value& value, const Type& type) {
  if (value.is_null() || type.is(Type::Kind::any) || instance_of(value, type)) return value;
  if (type.is(Type::Kind::list) && value.kind() != Kind::list &&
      (type.element().is(Type::Kind::any) || instance_of(value, type.element()))) {
    return Value::list({value});
  }
  if (value.kind() == Kind::list && value.as_list().size() == 1 &&
      instance_of(value.as_list().front(), type)) {
    return value.as_list().front();
  }
  if (value.kind() == Kind::date && type.is(Type::Kind::date_time)) {
    // A date where a moment is wanted is its midnight in UTC (DMN 1.5, 10.3.2.9.4).
    return Value::temporal(Kind::date_time, {.amount = value.temporal().amount * 86'400,
                                             .zone_kind = Value::ZoneKind::offset});
  }
  return std::nullopt;
}

Value call_builtin(const BuiltinSignature& signature, std::span<const Value> arguments) {
  if (!signature.accepts(arguments.size())) return {};
  List converted;
  bool changed = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& argument = arguments[i];
    if (argument.is_null() && signature.nulls == BuiltinSignature::Nulls::give_null) return {};
    const Type& type = signature.parameters[std::min(i, signature.parameters.size() - 1)].type;
    if (type.is(Type::Kind::any) || argument.is_null() || instance_of(argument, type)) continue;
    auto fitting = coerce(argument, type);
    if (!fitting) return {};
    if (!changed) converted.assign(arguments.begin(), arguments.end());
    changed = true;
    converted[i] = *std::move(fitting);
  }
  return signature.function(changed ? std::span<const Value>{converted} : arguments);
}

}  // namespace guiju::feel
