#pragma once

#include <string>

#include "feel/decimal.hpp"
#include "feel/value.hpp"

namespace guiju::feel {

/// The length of a duration: seconds with their fraction, or months.
Decimal duration_number(const Value& duration);
/// The duration of that length; months are cut to whole ones. Null when it does not fit.
Value duration_from_number(Kind kind, const Decimal& length);

/// `year`, `weekday`, `time offset`, `days` … of a date, time, date and time or duration; null when
/// it has no such property.
Value temporal_property(const Value& value, std::string_view name);

}  // namespace guiju::feel
