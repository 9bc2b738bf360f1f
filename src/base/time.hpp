#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace guiju {

/// A moment, in whole seconds of UTC. Decisions know no fractions: an act within the second that
/// ends a limit is on time (limits include their last second).
using Instant = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;
/// A civil date without zone.
using LocalDate = std::chrono::local_days;
/// A civil date and time without zone.
using LocalTime = std::chrono::local_seconds;

/// `2026-03-02`.
std::string to_text(LocalDate date);
/// `2026-03-02T10:00:00`.
std::string to_text(LocalTime time);
/// `2026-03-02T10:00:00+08:00`, with the given offset from UTC.
std::string to_text(Instant instant, Seconds offset);
/// `2026-03-02T02:00:00Z`: how instants are stored.
std::string to_utc_text(Instant instant);

/// Reads `YYYY-MM-DD`. Empty when the text is no date or the date does not exist.
std::optional<LocalDate> parse_date(std::string_view text);
/// Reads RFC 3339 with `Z` or an offset; a fraction of a second is cut off. Empty when the text has
/// no zone, is malformed, or names a moment that does not exist.
std::optional<Instant> parse_instant(std::string_view text);
/// Reads a time of day, `18:00` or `23:59:59`, as seconds since 00:00; `24:00` is the day's end.
std::optional<Seconds> parse_time_of_day(std::string_view text);
/// `18:00`, with seconds where there are any: `23:59:59`. From 00:00 up to 48:00, exclusive.
std::string time_of_day_text(Seconds time_of_day);

/// The same day number `count` months later, or the last day of that month where it has none: a
/// claim of two calendar months from 2025-12-31 expires on 2026-02-28.
LocalDate add_months(LocalDate date, int count);

}  // namespace guiju
