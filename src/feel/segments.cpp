#include "feel/segments.hpp"

#include <algorithm>

#include "feel/compare.hpp"
#include "feel/node.hpp"

namespace guiju::feel {
namespace {

using What = Segment::What;

Value one_of(const Value& value) {
  switch (value.kind()) {
    case Kind::number:
      return Value::number(1);
    case Kind::date:
      return Value::days_duration(Seconds{86400});
    case Kind::years_months_duration:
      return Value::months_duration(1);
    default:
      return Value::days_duration(Seconds{1});
  }
}

Value stepped(const Value& value, bool up) {
  return arithmetic(up ? ArithmeticOperator::add : ArithmeticOperator::subtract, value,
                    one_of(value));
}

Value middle(const Value& low, const Value& high) {
  const Value sum = arithmetic(ArithmeticOperator::add, low, high);
  return arithmetic(ArithmeticOperator::divide, sum, Value::number(2));
}

/// A value above `low` and below `high`, either null; null when there is none.
Value value_between(const Value& low, const Value& high, bool is_whole) {
  if (low.is_null()) return stepped(high, false);
  const Value next = stepped(low, true);
  if (high.is_null() || compare(next, high).value_or(0) < 0) return next;
  if (low.kind() == Kind::number && !is_whole) return middle(low, high);
  return {};
}

bool have_order(const List& points) {
  if (points.empty() || points.front().kind() == Kind::string) return false;
  return std::all_of(points.begin(), points.end(), [&](const Value& point) {
    return compare(points.front(), point).has_value();
  });
}

/// A text that is none of the points.
Value other_text(const List& points) {
  std::string text = "…";
  while (std::find(points.begin(), points.end(), Value::string(text)) != points.end()) text += "…";
  return Value::string(text);
}

}  // namespace

void add_point(const Value& value, List& points) {
  if (value.is_null()) return;
  if (std::find(points.begin(), points.end(), value) == points.end()) points.push_back(value);
}

void add_points(const UnaryTests::Shape& shape, List& points) {
  for (const auto& value : shape.values) {
    if (const Range* range = value.as_range()) {
      add_point(range->low, points);
      add_point(range->high, points);
    } else if (value.kind() == Kind::list) {
      for (const auto& item : value.as_list()) add_point(item, points);
    } else {
      add_point(value, points);
    }
  }
}

std::vector<Segment> segments_of(List points, bool is_whole) {
  std::vector<Segment> segments;
  if (!points.empty() && points.front().kind() == Kind::boolean) {
    for (const bool b : {true, false}) {
      segments.push_back({What::value, Value::boolean(b), {}, Value::boolean(b)});
    }
  } else if (have_order(points)) {
    std::sort(points.begin(), points.end(),
              [](const Value& a, const Value& b) { return compare(a, b).value_or(0) < 0; });
    segments.push_back({What::between, {}, points.front(), stepped(points.front(), false)});
    for (std::size_t i = 0; i < points.size(); ++i) {
      segments.push_back({What::value, points[i], {}, points[i]});
      const Value next = i + 1 < points.size() ? points[i + 1] : Value{};
      const Value example = value_between(points[i], next, is_whole);
      if (!example.is_null()) segments.push_back({What::between, points[i], next, example});
    }
  } else {
    for (const auto& point : points) segments.push_back({What::value, point, {}, point});
    segments.push_back({What::others, {}, {}, other_text(points)});
  }
  segments.push_back({What::absent, {}, {}, {}});
  return segments;
}

}  // namespace guiju::feel
