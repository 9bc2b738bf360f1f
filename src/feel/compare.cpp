#include "feel/compare.hpp"

#include "feel/decimal.hpp"
#include "feel/effort.hpp"
#include "feel/zone.hpp"

namespace guiju::feel {
namespace {

int sign_of(std::int64_t a, std::int64_t b) { return a < b ? -1 : a > b ? 1 : 0; }

int compare_parts(std::int64_t a, std::int32_t a_nanoseconds, std::int64_t b,
                  std::int32_t b_nanoseconds) {
  return a != b ? sign_of(a, b) : sign_of(a_nanoseconds, b_nanoseconds);
}

/// Times with an offset are compared by the moment they stand for, local ones by the clock; there
/// is no order between the two sorts. Fractions of a second are not looked at (DMN 1.5 compares the
/// whole second, and so do this program's limits, which include their last second).
std::optional<int> compare_moments(const Value& a, const Value& b) {
  const auto x = a.temporal();
  const auto y = b.temporal();
  const bool x_local = x.zone_kind == Value::ZoneKind::local;
  const bool y_local = y.zone_kind == Value::ZoneKind::local;
  if (x_local != y_local) return std::nullopt;
  return sign_of(x.amount - offset_of(a.kind(), x), y.amount - offset_of(b.kind(), y));
}

Value equal_lists(const List& a, const List& b) {
  if (a.size() != b.size()) return Value::boolean(false);
  if (!Effort::spend(a.size())) return {};
  bool unknown = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Value same = equal(a[i], b[i]);
    if (same.is_false()) return same;
    unknown = unknown || same.is_null();
  }
  return unknown ? Value{} : Value::boolean(true);
}

Value equal_contexts(const Value& a, const Value& b) {
  if (a.as_context().size() != b.as_context().size()) return Value::boolean(false);
  if (!Effort::spend(a.as_context().size())) return {};
  bool unknown = false;
  for (const auto& [name, value] : a.as_context()) {
    const Value* other = b.find(name);
    if (other == nullptr) return Value::boolean(false);
    const Value same = equal(value, *other);
    if (same.is_false()) return same;
    unknown = unknown || same.is_null();
  }
  return unknown ? Value{} : Value::boolean(true);
}

Value equal_ranges(const Range& a, const Range& b) {
  if (a.low_included != b.low_included || a.high_included != b.high_included || a.form != b.form) {
    return Value::boolean(false);
  }
  return Value::boolean(a.low == b.low && a.high == b.high);
}

}  // namespace

std::optional<int> compare(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::number:
      return compare(a.decimal(), b.decimal());
    case Kind::string: {
      // UTF-8 keeps the order of code points, so bytes are enough.
      const int order = a.as_string().compare(b.as_string());
      return order < 0 ? -1 : order > 0 ? 1 : 0;
    }
    case Kind::date:
    case Kind::years_months_duration:
      return sign_of(a.temporal().amount, b.temporal().amount);
    case Kind::days_duration: {
      const auto x = a.temporal();
      const auto y = b.temporal();
      return compare_parts(x.amount, x.nanoseconds, y.amount, y.nanoseconds);
    }
    case Kind::time:
    case Kind::date_time:
      return compare_moments(a, b);
    default:
      return std::nullopt;
  }
}

Value equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value::boolean(a.is_null() && b.is_null());
  if (a.kind() != b.kind()) return {};
  switch (a.kind()) {
    case Kind::boolean:
      return Value::boolean(a.is_true() == b.is_true());
    case Kind::string:
      return Value::boolean(a.as_string() == b.as_string());
    case Kind::list:
      return equal_lists(a.as_list(), b.as_list());
    case Kind::context:
      return equal_contexts(a, b);
    case Kind::range:
      return equal_ranges(*a.as_range(), *b.as_range());
    case Kind::function:
      return Value::boolean(a.as_function() == b.as_function());
    default:
      break;
  }
  const auto order = compare(a, b);
  return Value::boolean(order == 0);
}

bool operator==(const Value& a, const Value& b) { return equal(a, b).is_true(); }

Value contains(const Range& range, const Value& value) {
  if (value.is_null()) return {};
  const bool has_both = !range.low.is_null() && !range.high.is_null();
  if (!has_both && range.form == Range::Form::ends) return {};
  if (range.low.is_null() && range.high.is_null()) return {};
  if (!range.low.is_null()) {
    const auto order = compare(value, range.low);
    if (!order) return {};
    if (*order < 0 || (*order == 0 && !range.low_included)) return Value::boolean(false);
  }
  if (!range.high.is_null()) {
    const auto order = compare(value, range.high);
    if (!order) return {};
    if (*order > 0 || (*order == 0 && !range.high_included)) return Value::boolean(false);
  }
  return Value::boolean(true);
}

}  // namespace guiju::feel
