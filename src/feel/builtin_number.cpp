#include <algorithm>

#include "feel/builtin.hpp"
#include "feel/decimal.hpp"
#include "feel/temporal.hpp"

namespace guiju::feel {
namespace {

using Arguments = std::span<const Value>;

Value number_or_null(const std::optional<Decimal>& n) { return n ? Value::number(*n) : Value{}; }

template <Rounding rounding>
Value rounded(Arguments a) {
  const auto scale = a.size() > 1 ? a[1].as_int64() : 0;
  return scale ? number_or_null(round(a[0].decimal(), *scale, rounding)) : Value{};
}

Value absolute(Arguments a) {
  if (a[0].kind() == Kind::number) {
    return is_negative(a[0].decimal()) ? Value::number(negate(a[0].decimal())) : a[0];
  }
  if (a[0].kind() == Kind::days_duration || a[0].kind() == Kind::years_months_duration) {
    const Decimal length = duration_number(a[0]);
    return is_negative(length) ? duration_from_number(a[0].kind(), negate(length)) : a[0];
  }
  return {};
}

Value modulo_of(Arguments a) { return number_or_null(modulo(a[0].decimal(), a[1].decimal())); }

Value square_root_of(Arguments a) {
  return is_negative(a[0].decimal()) ? Value{} : number_or_null(square_root(a[0].decimal()));
}

Value logarithm_of(Arguments a) {
  const Decimal n = a[0].decimal();
  return is_negative(n) || is_zero(n) ? Value{} : number_or_null(natural_logarithm(n));
}

Value exponential_of(Arguments a) { return number_or_null(exponential(a[0].decimal())); }

Value odd_or_even(const Value& n, bool odd) {
  const auto rest = modulo(n.decimal(), Decimal::of(2));
  if (!rest) return {};
  return Value::boolean(is_whole(n.decimal()) && is_zero(*rest) != odd);
}

Value is_odd(Arguments a) { return odd_or_even(a[0], true); }
Value is_even(Arguments a) { return odd_or_even(a[0], false); }

/// A separator: one of those that people write, or null for none.
bool is_separator(const Value& value, std::string_view allowed) {
  if (value.is_null()) return true;
  return value.as_string().size() == 1 &&
         allowed.find(value.as_string().front()) != std::string_view::npos;
}

Value number_from(Arguments a) {
  if (a[0].is_null()) return {};
  const Value grouping = a.size() > 1 ? a[1] : Value{};
  const Value point = a.size() > 2 ? a[2] : Value{};
  if (!is_separator(grouping, " ,.") || !is_separator(point, ",.")) return {};
  if (!grouping.is_null() && grouping == point) return {};
  if (a.size() == 1) {
    if (a[0].kind() == Kind::number) return a[0];
    return Value::number_from_text(a[0].as_string());
  }
  if (a[0].kind() != Kind::string) return {};
  std::string text{a[0].as_string()};
  if (!grouping.is_null()) {
    text.erase(std::remove(text.begin(), text.end(), grouping.as_string().front()), text.end());
  }
  if (!point.is_null()) {
    if (point.as_string() == "," && text.find('.') != std::string::npos) return {};
    std::replace(text.begin(), text.end(), point.as_string().front(), '.');
  }
  return Value::number_from_text(text);
}

Value not_of(Arguments a) {
  const auto b = a[0].as_boolean();
  return b ? Value::boolean(!*b) : Value{};
}

}  // namespace

void add_number_builtins(Builtins& all) {
  const Type number = Type::number();
  const Parameter n{"n", number};
  const Parameter scale{"scale", number};
  const Parameter optional_scale{"scale", number, true};
  all["decimal"] = {{{n, scale}, number, rounded<Rounding::half_even>}};
  all["floor"] = {{{n, optional_scale}, number, rounded<Rounding::floor>}};
  all["ceiling"] = {{{n, optional_scale}, number, rounded<Rounding::ceiling>}};
  all["round up"] = {{{n, scale}, number, rounded<Rounding::up>}};
  all["round down"] = {{{n, scale}, number, rounded<Rounding::down>}};
  all["round half up"] = {{{n, scale}, number, rounded<Rounding::half_up>}};
  all["round half down"] = {{{n, scale}, number, rounded<Rounding::half_down>}};
  all["abs"] = {{{{"n", Type::any()}}, Type::any(), absolute}};
  all["modulo"] = {{{{"dividend", number}, {"divisor", number}}, number, modulo_of}};
  const Parameter plain{"number", number};
  all["sqrt"] = {{{plain}, number, square_root_of}};
  all["log"] = {{{plain}, number, logarithm_of}};
  all["exp"] = {{{plain}, number, exponential_of}};
  all["odd"] = {{{plain}, Type::boolean(), is_odd}};
  all["even"] = {{{plain}, Type::boolean(), is_even}};
  all["number"] = {{{{"from", Type::any()},
                     {"grouping separator", Type::string(), true},
                     {"decimal separator", Type::string(), true}},
                    number,
                    number_from,
                    BuiltinSignature::Nulls::are_passed}};
  all["not"] = {
      {{{"negand", Type::any()}}, Type::boolean(), not_of, BuiltinSignature::Nulls::are_passed}};
}

}  // namespace guiju::feel
