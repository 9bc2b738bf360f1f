#include "feel/zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <vector>

namespace guiju::feel {
namespace {

// Beyond these the database's rules are guesses, and its calendar type ends.
constexpr std::int64_t earliest_seconds = -2'208'988'800;
constexpr std::int64_t latest_seconds = 7'258'118'400;

const date::time_zone* zone_of(const void* data) {
  return static_cast<const date::time_zone*>(data);
}

std::chrono::seconds within(std::int64_t seconds) {
  return std::chrono::seconds{std::clamp(seconds, earliest_seconds, latest_seconds)};
}

const std::vector<date::time_zone>* database() {
  try {
    return &date::get_tzdb().zones;
  } catch (const std::runtime_error&) {
    return nullptr;  // No database on this machine: then no zone is known, which find_zone says.
  }
}

}  // namespace

const std::string& Zone::name() const { return zone_of(data_)->name(); }

std::int32_t Zone::offset_at_utc(std::int64_t utc_seconds) const {
  const date::sys_seconds moment{within(utc_seconds)};
  return static_cast<std::int32_t>(zone_of(data_)->get_info(moment).offset.count());
}

std::int32_t Zone::offset_at_local(std::int64_t local_seconds) const {
  const date::local_seconds moment{within(local_seconds)};
  return static_cast<std::int32_t>(zone_of(data_)->get_info(moment).first.offset.count());
}

const Zone* find_zone(std::string_view name) {
  static const std::vector<Zone> zones = [] {
    std::vector<Zone> all;
    if (const auto* known = database()) {
      all.resize(known->size());
      for (std::size_t i = 0; i < all.size(); ++i) all[i].data_ = &(*known)[i];
    }
    std::sort(all.begin(), all.end(),
              [](const Zone& a, const Zone& b) { return a.name() < b.name(); });
    return all;
  }();
  const auto found =
      std::lower_bound(zones.begin(), zones.end(), name,
                       [](const Zone& zone, std::string_view n) { return zone.name() < n; });
  return found != zones.end() && found->name() == name ? &*found : nullptr;
}

std::int32_t offset_of(Kind kind, const Value::Temporal& parts) {
  switch (parts.zone_kind) {
    case Value::ZoneKind::offset:
      return parts.offset_seconds;
    case Value::ZoneKind::zone:
      return parts.zone->offset_at_local(kind == Kind::date_time ? parts.amount : 0);
    case Value::ZoneKind::local:
      break;
  }
  return 0;
}

std::int64_t utc_seconds(const Value::Temporal& date_time) {
  return date_time.amount - offset_of(Kind::date_time, date_time);
}

}  // namespace guiju::feel
