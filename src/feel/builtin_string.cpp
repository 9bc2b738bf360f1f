#include <algorithm>

#include "base/text.hpp"
#include "feel/builtin.hpp"
#include "feel/decimal.hpp"
#include "feel/effort.hpp"
#include "feel/letter_case.hpp"

namespace guiju::feel {
namespace {

using Arguments = std::span<const Value>;

std::int64_t code_point_count(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

/// The bytes before the code point number `index`, counted from 0.
std::size_t offset_of_code_point(std::string_view text, std::int64_t index) {
  std::size_t at = 0;
  for (; index > 0 && at < text.size(); --index) next_code_point(text, at);
  return at;
}

/// What looking for `match` at every place of `text` may take, where the two are much alike.
bool may_search(const Value& text, const Value& match) {
  return Effort::spend((text.as_string().size() / 32) * (match.as_string().size() / 32));
}

Value string_from(Arguments a) {
  if (a[0].kind() == Kind::string) return a[0];
  if (!Effort::spend(a[0].weight() * 4)) return {};
  return Value::string(to_text(a[0]));
}

Value substring(Arguments a) {
  const std::string_view text = a[0].as_string();
  const auto start = a[1].as_int64();
  const std::int64_t size = code_point_count(text);
  if (!start || *start == 0 || *start > size || *start < -size) return {};
  const std::int64_t from = *start > 0 ? *start - 1 : size + *start;
  std::int64_t count = size - from;
  if (a.size() > 2) {
    // A fraction of a character is none.
    const auto whole = round(a[2].decimal(), 0, Rounding::down);
    const auto length = whole ? to_int64(*whole) : std::nullopt;
    if (!length || *length < 1) return {};
    count = std::min(count, *length);
  }
  const std::size_t begin = offset_of_code_point(text, from);
  const std::string_view rest = text.substr(begin);
  return Value::string(rest.substr(0, offset_of_code_point(rest, count)));
}

Value string_length(Arguments a) { return Value::number(code_point_count(a[0].as_string())); }
Value upper_case(Arguments a) { return Value::string(to_upper(a[0].as_string())); }
Value lower_case(Arguments a) { return Value::string(to_lower(a[0].as_string())); }

Value substring_before(Arguments a) {
  if (!may_search(a[0], a[1])) return {};
  const auto at = a[0].as_string().find(a[1].as_string());
  return Value::string(at == std::string_view::npos ? "" : a[0].as_string().substr(0, at));
}

Value substring_after(Arguments a) {
  if (!may_search(a[0], a[1])) return {};
  const auto at = a[0].as_string().find(a[1].as_string());
  return Value::string(
      at == std::string_view::npos ? "" : a[0].as_string().substr(at + a[1].as_string().size()));
}

Value string_contains(Arguments a) {
  if (!may_search(a[0], a[1])) return {};
  return Value::boolean(a[0].as_string().find(a[1].as_string()) != std::string_view::npos);
}

Value starts_with(Arguments a) {
  return Value::boolean(a[0].as_string().starts_with(a[1].as_string()));
}

Value ends_with(Arguments a) {
  return Value::boolean(a[0].as_string().ends_with(a[1].as_string()));
}

Value string_join(Arguments a) {
  if (a[0].is_null()) return {};
  const std::string_view delimiter = a.size() > 1 ? a[1].as_string() : std::string_view{};
  std::string joined;
  bool first = true;
  for (const auto& item : a[0].as_list()) {
    if (item.is_null()) continue;
    if (!Effort::spend(delimiter.size() + item.as_string().size())) return {};
    if (!first) joined += delimiter;
    joined += item.as_string();
    first = false;
  }
  return Value::string(joined);
}

}  // namespace

void add_string_builtins(Builtins& all) {
  const Type string = Type::string();
  const Type number = Type::number();
  const Type boolean = Type::boolean();
  const Parameter text{"string", string};
  const Parameter match{"match", string};
  all["string"] = {{{{"from", Type::any()}}, string, string_from}};
  all["substring"] = {
      {{text, {"start position", number}, {"length", number, true}}, string, substring}};
  all["string length"] = {{{text}, number, string_length}};
  all["upper case"] = {{{text}, string, upper_case}};
  all["lower case"] = {{{text}, string, lower_case}};
  all["substring before"] = {{{text, match}, string, substring_before}};
  all["substring after"] = {{{text, match}, string, substring_after}};
  all["contains"] = {{{text, match}, boolean, string_contains}};
  all["starts with"] = {{{text, match}, boolean, starts_with}};
  all["ends with"] = {{{text, match}, boolean, ends_with}};
  all["string join"] = {{{{"list", Type::list(string)}, {"delimiter", string, true}},
                         string,
                         string_join,
                         BuiltinSignature::Nulls::are_passed}};
}

}  // namespace guiju::feel
