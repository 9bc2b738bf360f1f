#pragma once

#include <string>
#include <string_view>

#include "casework/record.hpp"

namespace guiju::casework {

/// Appends what a record holds beside its identity — fields, clocks, markers — as compact canonical
/// JSON: equal records give equal bytes. Fields that are null are left out.
void append_body_json(std::string& out, const Record& record);

/// Fills fields, clocks and markers from what `append_body_json` wrote. `record.type` must be set.
/// Throws std::runtime_error on text that it never wrote for this type.
void read_body_json(Record& record, std::string_view json);

}  // namespace guiju::casework
