#include "store/sql/claims_check.hpp"

#include <algorithm>

namespace guiju::store {
namespace {

/// A claim in one line.
std::string readable(std::string claim) {
  std::replace(claim.begin(), claim.end(), '\n', ' ');
  return claim;
}

}  // namespace

void ClaimsCheck::take(const casework::Record* before, const casework::Record& after, Instant at) {
  for (const auto& change : casework::claim_changes(before, after, at)) {
    const auto* kind = catalogue_.find_kind(change.type->pack->id, change.type->name);
    const Place place{change.record.text, kind == nullptr ? -1 : kind->ordinal, change.claim};
    if (change.is_taken) {
      claims_[place] = at;
    } else {
      claims_.erase(place);
    }
  }
}

void ClaimsCheck::compare(Database& database,
                          const std::function<bool(std::string_view id)>& is_mine,
                          const std::function<void(std::string text)>& say) {
  // A database that no server of this program has opened yet keeps no times.
  const bool has_times = database.schema() >= 6;
  Use rows(database.prepared(std::string("SELECT record, kind, claim, ") +
                             (has_times ? "since" : "NULL") + " FROM claims"));
  while (rows->step()) {
    const Place place{rows->string(0), rows->integer(1), rows->string(2)};
    const auto& [record, kind, claim] = place;
    if (!is_mine(record)) continue;
    const auto made = claims_.find(place);
    if (made == claims_.end()) {
      say(record + " holds `" + readable(claim) + "` in the tables, and by no fact");
      continue;
    }
    // A claim of before the schema that keeps the time has none.
    const auto since = rows->maybe_instant(3);
    if (since && *since != made->second) {
      say(record + " holds `" + readable(claim) + "` since " + to_utc_text(made->second) +
          ", and in the tables since " + to_utc_text(*since));
    }
    claims_.erase(made);
  }
  for (const auto& [place, since] : claims_) {
    say(std::get<0>(place) + " holds `" + readable(std::get<2>(place)) +
        "` by its facts, and not in the tables");
  }
  claims_.clear();
}

}  // namespace guiju::store
