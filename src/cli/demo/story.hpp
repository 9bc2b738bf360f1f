#pragma once

#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "cli/demo/data.hpp"

namespace guiju::demo {

/// One order of the demo: a line of a timeline (docs/timeline.md).
struct Line {
  Instant at;
  std::string as, command, on, ref;
  std::string with;  ///< a JSON object

  bool operator==(const Line&) const = default;
};

std::string to_timeline_json(const Line& line, Seconds offset);

/// Tells all stories of `data` up to `now`, in order of time; what would come later is left out, so
/// that stories stand at every stage. Equal arguments give equal lines. `calendar` says what
/// working time is. Throws DataError where a story names what is not there.
std::vector<Line> tell(const Data& data, const calendar::Calendar& calendar, Instant now,
                       std::uint64_t seed);

}  // namespace guiju::demo
