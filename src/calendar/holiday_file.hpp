#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.hpp"
#include "calendar/holiday_table.hpp"

namespace guiju::calendar {

/// Reads a holiday table from the text of a file of `data/calendars/` (form: the head of
/// `statutory_cn.yaml`). `file` is the name used in diagnostics. Appends every finding; empty when
/// one of them is an error. Codes: `yaml-syntax`, `missing-key`, `unknown-key`, `bad-date`,
/// `bad-range`, `wrong-year`, `duplicate-day`, `unknown-holiday`, `wrong-type`.
std::optional<HolidayTable> read_holiday_table(const std::string& file, const std::string& text,
                                               Diagnostics& diagnostics);

}  // namespace guiju::calendar
