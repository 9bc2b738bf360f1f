#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace guiju {

/// A moment, in whole seconds of UTC. Decisions know no fractions: an act within the second that ends
/// a limit is on time (limits include their last second).
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

}  // namespace guiju
