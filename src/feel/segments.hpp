#pragma once

#include <string_view>
#include <vector>

#include "feel/unary_tests.hpp"

namespace guiju::feel {

/// Values between which no comparison with the points that made it can tell. Stands for all of
/// them by one.
struct Segment {
  enum class What { absent, value, between, others };
  What what = What::value;
  Value low;      ///< the value itself, or the lower end; null: none
  Value high;     ///< the upper end; null: none
  Value example;  ///< of the segment
};

/// The values at which a test made of comparisons changes its mind.
void add_points(const UnaryTests::Shape& shape, List& points);
void add_point(const Value& value, List& points);

/// Every value that may come, cut at the points; in order where they have one, the absent one last.
/// `is_whole`: numbers come whole, so that nothing lies between one and the next. Of a boolean
/// point both truths.
std::vector<Segment> segments_of(List points, bool is_whole);

}  // namespace guiju::feel
