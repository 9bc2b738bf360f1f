#include "feel/builtin.hpp"

#include <algorithm>
#include <optional>

#include "feel/effort.hpp"

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
  if (value.is_null() || (type.is(Type::Kind::any) && type.allowed.empty()) ||
      satisfies(value, type))
    return value;
  if (type.is(Type::Kind::list) && value.kind() != Kind::list &&
      (type.element().is(Type::Kind::any) || satisfies(value, type.element()))) {
    return Value::list({value});
  }
  if (value.kind() == Kind::list && value.as_list().size() == 1 &&
      satisfies(value.as_list().front(), type)) {
    return value.as_list().front();
  }
  if (value.kind() == Kind::date && type.is(Type::Kind::date_time)) {
    // A date where a moment is wanted is its midnight in UTC (DMN 1.5, 10.3.2.9.4).
    return Value::temporal(Kind::date_time, {.amount = value.temporal().amount * 86'400,
                                             .zone_kind = Value::ZoneKind::offset});
  }
  return std::nullopt;
}

namespace {

/// The arguments converted to what the signature wants, in `storage` where they had to be; empty
/// when one does not fit.
std::optional<std::span<const Value>> converted(const BuiltinSignature& signature,
                                                std::span<const Value> arguments, List& storage) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& argument = arguments[i];
    const Type& type = signature.parameters[std::min(i, signature.parameters.size() - 1)].type;
    if (type.is(Type::Kind::any) || argument.is_null() || instance_of(argument, type)) continue;
    auto fitting = coerce(argument, type);
    if (!fitting) return std::nullopt;
    if (storage.empty()) storage.assign(arguments.begin(), arguments.end());
    storage[i] = *std::move(fitting);
  }
  return storage.empty() ? arguments : std::span<const Value>{storage};
}

/// About what it takes to go through the arguments once; what takes more says so itself.
std::size_t effort_of(const BuiltinSignature& signature, std::span<const Value> arguments) {
  std::size_t units = Effort::turn;
  if (signature.function == count_items) return units;
  for (const auto& argument : arguments) {
    if (argument.kind() == Kind::list) units += argument.as_list().size() * 2;
    if (argument.kind() == Kind::string) units += argument.as_string().size() / 8;
  }
  return units;
}

Value called(const BuiltinSignature& signature, std::span<const Value> arguments) {
  if (!Effort::spend(effort_of(signature, arguments))) return {};
  if (signature.nulls == BuiltinSignature::Nulls::give_null) {
    for (const auto& argument : arguments) {
      if (argument.is_null()) return {};
    }
  }
  return signature.function(arguments);
}

}  // namespace

Value call_builtin(const BuiltinSignature& signature, std::span<const Value> arguments) {
  if (!signature.accepts(arguments.size())) return {};
  List storage;
  const auto fitting = converted(signature, arguments, storage);
  return fitting ? called(signature, *fitting) : Value{};
}

Value call_builtin(const std::vector<BuiltinSignature>& signatures,
                   std::span<const Value> arguments) {
  for (const auto& signature : signatures) {
    if (!signature.accepts(arguments.size())) continue;
    List storage;
    if (const auto fitting = converted(signature, arguments, storage)) {
      return called(signature, *fitting);
    }
  }
  return {};
}

}  // namespace guiju::feel
