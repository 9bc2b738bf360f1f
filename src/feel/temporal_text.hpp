#pragma once

#include <string>
#include <string_view>

#include "feel/value.hpp"

namespace guiju::feel {

/// Each reads one ISO 8601 form as FEEL allows it and gives null when `text` is not of that form or
/// names a moment that does not exist.
Value parse_date_value(std::string_view text);
Value parse_time_value(std::string_view text);
/// A date and time, or a date alone, which means its midnight.
Value parse_date_time_value(std::string_view text);
/// Years and months, or days and time, never both.
Value parse_duration_value(std::string_view text);
/// Any of them, as `@"…"` reads.
Value parse_temporal_value(std::string_view text);

/// The ISO text of a date, time, date and time or duration.
std::string temporal_text(const Value& value);

}  // namespace guiju::feel
