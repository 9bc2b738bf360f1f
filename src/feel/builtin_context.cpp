#include <algorithm>

#include "feel/builtin.hpp"
#include "feel/effort.hpp"

namespace guiju::feel {
namespace {

using Arguments = std::span<const Value>;
using Nulls = BuiltinSignature::Nulls;

Value get_value(Arguments a) {
  const Value* entry = a[0].find(a[1].as_string());
  return entry != nullptr ? *entry : Value{};
}

Value get_entries(Arguments a) {
  List entries;
  for (const auto& [name, value] : a[0].as_context()) {
    entries.push_back(Value::context({{"key", Value::string(name)}, {"value", value}}));
  }
  return Value::list(std::move(entries));
}

Value context_from(Arguments a) {
  ContextEntries entries;
  for (const auto& item : a[0].as_list()) {
    const Value* key = item.find("key");
    const Value* value = item.find("value");
    if (key == nullptr || value == nullptr || key->kind() != Kind::string) return {};
    if (!Effort::spend(entries.size())) return {};
    const std::string name{key->as_string()};
    const bool is_double = std::any_of(entries.begin(), entries.end(),
                                       [&](const ContextEntry& e) { return e.first == name; });
    if (is_double) return {};
    entries.emplace_back(name, *value);
  }
  return Value::context(std::move(entries));
}

Value put(const Value& context, std::span<const Value> keys, const Value& value) {
  if (context.kind() != Kind::context && !context.is_null()) return {};
  if (keys.empty() || keys.front().kind() != Kind::string) return {};
  const std::string name{keys.front().as_string()};
  Value entry = value;
  if (keys.size() > 1) {
    const Value* inner = context.find(name);
    entry = put(inner != nullptr ? *inner : Value::context({}), keys.subspan(1), value);
    if (entry.is_null()) return {};
  }
  if (!Effort::spend(context.as_context().size())) return {};
  ContextEntries entries = context.as_context();
  entries.emplace_back(name, std::move(entry));
  return Value::context(std::move(entries));
}

Value context_put(Arguments a) {
  if (a[0].is_null() || a[1].is_null()) return {};
  if (a[1].kind() == Kind::list) return put(a[0], a[1].as_list(), a[2]);
  return put(a[0], a.subspan(1, 1), a[2]);
}

Value context_merge(Arguments a) {
  ContextEntries entries;
  for (const auto& context : a[0].as_list()) {
    if (context.kind() != Kind::context) return {};
    const auto& more = context.as_context();
    if (!Effort::spend(more.size())) return {};
    entries.insert(entries.end(), more.begin(), more.end());
  }
  return Value::context(std::move(entries));
}

}  // namespace

void add_context_builtins(Builtins& all) {
  const Type any = Type::any();
  const Type context = Type::context({});
  const Parameter of{"m", context};
  all["get value"] = {{{of, {"key", Type::string()}}, any, get_value},
                      {{{"context", context}, {"key", Type::string()}}, any, get_value}};
  all["get entries"] = {{{of}, Type::list(any), get_entries},
                        {{{"context", context}}, Type::list(any), get_entries}};
  all["context"] = {{{{"entries", Type::list(context)}}, context, context_from}};
  const Parameter value{"value", any};
  all["context put"] = {{{{"context", context}, {"key", Type::string()}, value},
                         context,
                         context_put,
                         Nulls::are_passed},
                        {{{"context", context}, {"keys", Type::list(Type::string())}, value},
                         context,
                         context_put,
                         Nulls::are_passed}};
  all["context merge"] = {{{{"contexts", Type::list(context)}}, context, context_merge}};
}

}  // namespace guiju::feel
