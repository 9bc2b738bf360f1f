#pragma once

#include <optional>

#include "feel/value.hpp"

namespace guiju::feel {

/// Less than, equal to or greater than zero as `a` stands to `b`; empty where FEEL knows no order
/// between the two: other kinds, or one with a zone and one without.
std::optional<int> compare(const Value& a, const Value& b);

/// Whether `value` is in the range; null where it cannot be compared with an end.
Value contains(const Range& range, const Value& value);

}  // namespace guiju::feel
