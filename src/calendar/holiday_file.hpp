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

/// Reads the notice of one more year: an entry of `years` in the same form, with its number, issuer
/// and day of publication. `known` is the table that it goes on, which has the names of the
/// holidays and none of that year yet. Further codes: `year-published`, `not-one-year`,
/// `no-weekend` (a make-up workday that is a working day anyway).
std::optional<YearNotice> read_notice(const std::string& file, const std::string& text,
                                      const HolidayTable& known, Diagnostics& diagnostics);

/// The notice in the form in which `read_notice` reads it: equal notices are equal texts.
std::string notice_text(const YearNotice& notice);

}  // namespace guiju::calendar
