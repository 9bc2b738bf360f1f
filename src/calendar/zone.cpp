#include "calendar/zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace guiju::calendar {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

/// Earlier than any moment asked for, with room to add an offset.
constexpr Instant beginning{Seconds{std::numeric_limits<std::int64_t>::min() / 4}};
constexpr auto history_begins = sys_days{std::chrono::January / 1 / 1970};
constexpr auto history_ends = sys_days{std::chrono::January / 1 / 2100};

constexpr Instant at_2am(int year, unsigned month, unsigned day, Seconds offset) {
  return sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)} + 2h -
         offset;
}

}  // namespace

Zone::Zone(std::string name, std::vector<Span> spans)
    : name_(std::move(name)), spans_(std::move(spans)) {
  spans_.front().since = beginning;
}

Zone Zone::shanghai() {
  // Summer time was kept from 1986 to 1991 and never since (PRC rules of the tz database).
  struct Summer {
    int year;
    unsigned first_month, first_day, last_day_of_september;
  };
  static constexpr std::array<Summer, 6> summers{{{1986, 5, 4, 14},
                                                  {1987, 4, 12, 13},
                                                  {1988, 4, 17, 11},
                                                  {1989, 4, 16, 17},
                                                  {1990, 4, 15, 16},
                                                  {1991, 4, 14, 15}}};
  std::vector<Span> spans{{beginning, 8h}};
  for (const Summer& s : summers) {
    spans.push_back({at_2am(s.year, s.first_month, s.first_day, 8h), 9h});
    spans.push_back({at_2am(s.year, 9, s.last_day_of_september, 9h), 8h});
  }
  return Zone("Asia/Shanghai", std::move(spans));
}

std::optional<Zone> Zone::find(std::string_view name) {
  if (name == "Asia/Shanghai") return shanghai();
  if (name == "UTC") return Zone("UTC", {{beginning, 0h}});
  // Outside the `try`: a host without any zone files is a fault, not an unknown name.
  date::get_tzdb();
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
  std::vector<Span> spans;
  for (Instant t = history_begins; t < history_ends;) {
    const date::sys_info info = zone->get_info(t);
    if (spans.empty() || spans.back().offset != info.offset) spans.push_back({t, info.offset});
    t = info.end;
  }
  return Zone(std::string(name), std::move(spans));
}

Seconds Zone::earlier_offset(Instant instant) const {
  const auto after =
      std::upper_bound(spans_.begin(), spans_.end(), instant,
                       [](Instant moment, const Span& span) { return moment < span.since; });
  return after == spans_.begin() ? spans_.front().offset : std::prev(after)->offset;
}

Instant Zone::to_instant(LocalTime local, Twice twice) const {
  const Instant reading{local.time_since_epoch()};
  const auto after = std::upper_bound(
      spans_.begin(), spans_.end(), reading,
      [](Instant moment, const Span& span) { return moment < span.since + span.offset; });
  const auto span = after == spans_.begin() ? after : std::prev(after);
  if (span != spans_.begin() && twice == Twice::earlier) {
    const Instant before = reading - std::prev(span)->offset;
    if (before < span->since) return before;
  }
  const Instant instant = reading - span->offset;
  const auto next = std::next(span);
  return next != spans_.end() && instant >= next->since ? next->since : instant;
}

}  // namespace guiju::calendar
