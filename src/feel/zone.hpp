#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "feel/value.hpp"

namespace guiju::feel {

/// A named zone of the IANA database, `Asia/Shanghai`. There is one object a zone, for as long as
/// the program runs; the machine's own zone is never looked at.
class Zone {
 public:
  const std::string& name() const;
  /// Seconds to add to UTC at that moment; before 1900 and after 2200 that of the nearest year
  /// within.
  std::int32_t offset_at_utc(std::int64_t utc_seconds) const;
  /// The same for a local clock. A time that the clock shows twice is its first showing; one that
  /// it skips takes the offset from before the change.
  std::int32_t offset_at_local(std::int64_t local_seconds) const;

 private:
  friend const Zone* find_zone(std::string_view name);
  const void* data_ = nullptr;
};

/// Null pointer when the database has no such zone, or is not installed.
const Zone* find_zone(std::string_view name);

/// The seconds since 1970-01-01T00:00:00Z of a date and time; a local one counts as UTC.
std::int64_t utc_seconds(const Value::Temporal& date_time);
/// The offset from UTC of a time or a date and time. A time in a zone, which has no date, takes the
/// zone's offset of 1970-01-01.
std::int32_t offset_of(Kind kind, const Value::Temporal& parts);

}  // namespace guiju::feel
