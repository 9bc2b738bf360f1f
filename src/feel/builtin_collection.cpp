#include <algorithm>

#include "feel/builtin.hpp"
#include "feel/compare.hpp"
#include "feel/effort.hpp"

namespace guiju::feel {
namespace {

using Arguments = std::span<const Value>;
using Nulls = BuiltinSignature::Nulls;

bool holds(const List& items, const Value& wanted) {
  return std::any_of(items.begin(), items.end(), [&](const Value& item) { return item == wanted; });
}

/// The place that `position` names, counted from 1 or back from -1, as an index; empty when there
/// is none.
std::optional<std::size_t> index_at(const List& items, const Value& position) {
  const auto n = position.as_int64();
  const auto size = static_cast<std::int64_t>(items.size());
  if (!n || *n == 0 || *n > size || *n < -size) return std::nullopt;
  return static_cast<std::size_t>(*n > 0 ? *n - 1 : size + *n);
}

Value list_contains(Arguments a) {
  if (a[0].is_null()) return {};
  return Value::boolean(holds(a[0].as_list(), a[1]));
}

Value sublist(Arguments a) {
  const List& items = a[0].as_list();
  const auto from = index_at(items, a[1]);
  if (!from) return {};
  std::size_t length = items.size() - *from;
  if (a.size() > 2) {
    const auto wanted = a[2].as_int64();
    if (!wanted || *wanted < 1 || static_cast<std::uint64_t>(*wanted) > length) return {};
    length = static_cast<std::size_t>(*wanted);
  }
  const auto begin = items.begin() + static_cast<std::ptrdiff_t>(*from);
  return Value::list({begin, begin + static_cast<std::ptrdiff_t>(length)});
}

Value append(Arguments a) {
  if (a[0].is_null()) return {};
  List items = a[0].as_list();
  items.insert(items.end(), a.begin() + 1, a.end());
  return Value::list(std::move(items));
}

Value concatenate(Arguments a) {
  List items;
  for (const auto& list : a) {
    items.insert(items.end(), list.as_list().begin(), list.as_list().end());
  }
  return Value::list(std::move(items));
}

Value insert_before(Arguments a) {
  if (a[0].is_null()) return {};
  List items = a[0].as_list();
  const auto at = index_at(items, a[1]);
  if (!at) return {};
  items.insert(items.begin() + static_cast<std::ptrdiff_t>(*at), a[2]);
  return Value::list(std::move(items));
}

Value remove(Arguments a) {
  List items = a[0].as_list();
  const auto at = index_at(items, a[1]);
  if (!at) return {};
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(*at));
  return Value::list(std::move(items));
}

Value list_replace(Arguments a) {
  if (a[0].is_null() || a[1].is_null()) return {};
  List items = a[0].as_list();
  if (const Callable* match = a[1].as_function()) {
    for (auto& item : items) {
      const std::vector<Value> both{item, a[2]};
      const Value replaces = match->call(both);
      if (!replaces.as_boolean()) return {};
      if (replaces.is_true()) item = a[2];
    }
    return Value::list(std::move(items));
  }
  const auto at = index_at(items, a[1]);
  if (!at) return {};
  items[*at] = a[2];
  return Value::list(std::move(items));
}

Value reverse(Arguments a) { return Value::list({a[0].as_list().rbegin(), a[0].as_list().rend()}); }

Value index_of(Arguments a) {
  if (a[0].is_null()) return {};
  List places;
  std::int64_t at = 0;
  for (const auto& item : a[0].as_list()) {
    ++at;
    if (item == a[1]) places.push_back(Value::number(at));
  }
  return Value::list(std::move(places));
}

void add_distinct(List& kept, const List& items) {
  for (const auto& item : items) {
    if (!Effort::spend(kept.size())) return;
    if (!holds(kept, item)) kept.push_back(item);
  }
}

Value set_union(Arguments a) {
  List items;
  for (const auto& list : a) add_distinct(items, list.as_list());
  return Effort::is_spent() ? Value{} : Value::list(std::move(items));
}

Value distinct_values(Arguments a) {
  List items;
  add_distinct(items, a[0].as_list());
  return Effort::is_spent() ? Value{} : Value::list(std::move(items));
}

void flatten_into(List& flat, const List& items) {
  for (const auto& item : items) {
    if (item.kind() == Kind::list) {
      flatten_into(flat, item.as_list());
    } else {
      flat.push_back(item);
    }
  }
}

Value flatten(Arguments a) {
  if (!Effort::spend(a[0].weight())) return {};
  List flat;
  flatten_into(flat, a[0].as_list());
  return Value::list(std::move(flat));
}

/// Merges two sorted halves. `std::sort` may misbehave when a writer's `precedes` is no order.
bool merge_sort(List& items, std::size_t begin, std::size_t end, const Callable* precedes) {
  if (end - begin < 2) return true;
  const std::size_t middle = begin + (end - begin) / 2;
  if (!merge_sort(items, begin, middle, precedes) || !merge_sort(items, middle, end, precedes)) {
    return false;
  }
  List merged;
  std::size_t left = begin;
  std::size_t right = middle;
  if (!Effort::spend((end - begin) * 2)) return false;
  while (left < middle && right < end) {
    bool right_first = false;
    if (precedes == nullptr) {
      const auto order = compare(items[right], items[left]);
      if (!order) return false;
      right_first = *order < 0;
    } else {
      const std::vector<Value> both{items[right], items[left]};
      const Value answer = precedes->call(both);
      if (!answer.as_boolean()) return false;
      right_first = answer.is_true();
    }
    merged.push_back(items[right_first ? right++ : left++]);
  }
  while (left < middle) merged.push_back(items[left++]);
  while (right < end) merged.push_back(items[right++]);
  std::copy(merged.begin(), merged.end(), items.begin() + static_cast<std::ptrdiff_t>(begin));
  return true;
}

Value sort(Arguments a) {
  if (a[0].is_null()) return {};
  const Callable* precedes = a.size() > 1 ? a[1].as_function() : nullptr;
  if (precedes == nullptr && a.size() > 1 && !a[1].is_null()) return {};
  if (precedes != nullptr && precedes->parameters().size() != 2) return {};
  List items = a[0].as_list();
  return merge_sort(items, 0, items.size(), precedes) ? Value::list(std::move(items)) : Value{};
}

}  // namespace

void add_collection_builtins(Builtins& all) {
  const Type any = Type::any();
  const Type list_type = Type::list(any);
  const Parameter list{"list", list_type};
  const Parameter position{"position", Type::number()};
  all["list contains"] = {
      {{list, {"element", any}}, Type::boolean(), list_contains, Nulls::are_passed}};
  all["sublist"] = {{{list, {"start position", Type::number()}, {"length", Type::number(), true}},
                     list_type,
                     sublist}};
  all["append"] = {{{list, {"item", any}}, list_type, append, Nulls::are_passed, true}};
  all["concatenate"] = {{{list}, list_type, concatenate, Nulls::give_null, true}};
  all["insert before"] = {
      {{list, position, {"newItem", any}}, list_type, insert_before, Nulls::are_passed}};
  all["remove"] = {{{list, position}, list_type, remove}};
  all["list replace"] = {
      {{list, position, {"newItem", any}}, list_type, list_replace, Nulls::are_passed},
      {{list, {"match", Type{Type::Kind::function}}, {"newItem", any}},
       list_type,
       list_replace,
       Nulls::are_passed}};
  all["reverse"] = {{{list}, list_type, reverse}};
  all["index of"] = {{{list, {"match", any}}, list_type, index_of, Nulls::are_passed}};
  all["union"] = {{{list}, list_type, set_union, Nulls::give_null, true}};
  all["distinct values"] = {{{list}, list_type, distinct_values}};
  all["flatten"] = {{{list}, list_type, flatten}};
  all["sort"] = {
      {{list, {"precedes", Type{Type::Kind::function}, true}}, list_type, sort, Nulls::are_passed}};
}

}  // namespace guiju::feel
