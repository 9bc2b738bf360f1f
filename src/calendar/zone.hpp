#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace guiju::calendar {

/// 时区. A civil time zone, with its whole history since 1970 as values: asking it reads nothing.
///
/// Before 1970 the zone keeps its first offset; beyond 2099 its last one.
class Zone {
 public:
  /// Which of two moments a local time means when the clock is set back and it comes twice.
  enum class Twice { earlier, later };

  /// Asia/Shanghai: +08:00 since 1991-09-15, made without any file.
  static Zone shanghai();
  /// The zone of an IANA name (`Europe/Rome`, `UTC`), empty when there is none of that name. Reads
  /// the host's zone files: call it when a pack loads, never in a decision.
  static std::optional<Zone> find(std::string_view name);

  const std::string& name() const { return name_; }
  Seconds offset_at(Instant instant) const {
    return instant >= spans_.back().since ? spans_.back().offset : earlier_offset(instant);
  }
  LocalTime to_local(Instant instant) const {
    return LocalTime{(instant + offset_at(instant)).time_since_epoch()};
  }
  /// The moment of a local time. A local time that the clock skips is the moment of the jump, so
  /// that a later local time is never an earlier moment.
  Instant to_instant(LocalTime local, Twice twice = Twice::earlier) const;

 private:
  struct Span {
    Instant since;
    Seconds offset;
  };
  Zone(std::string name, std::vector<Span> spans);
  Seconds earlier_offset(Instant instant) const;

  std::string name_;
  std::vector<Span> spans_;  // ascending, never empty, the first since the beginning of time
};

}  // namespace guiju::calendar
