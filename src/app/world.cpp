#include "app/world.hpp"

#include <algorithm>
#include <iterator>

#include "app/fold.hpp"
#include "casework/claims.hpp"
#include "casework/version.hpp"

namespace guiju::app {

using casework::RecordId;
using casework::RecordPtr;

RecordPtr World::find(const RecordId& id) const {
  const auto found = by_id_.find(id.text);
  return found == by_id_.end() ? nullptr : records_[found->second];
}

std::vector<RecordPtr> World::children(const RecordId& parent, const pack::RecordType& type) const {
  std::vector<RecordPtr> out;
  const auto found = by_parent_.find(parent.text);
  if (found == by_parent_.end()) return out;
  for (const auto index : found->second) {
    if (casework::is_same_type(*records_[index]->type, type)) out.push_back(records_[index]);
  }
  return out;
}

std::vector<RecordPtr> World::records(const pack::RecordType& type, std::string_view site,
                                      std::optional<LocalDate> from,
                                      std::optional<LocalDate> to) const {
  std::vector<RecordPtr> out;
  const auto found = by_type_.find(name_of(type));
  if (found == by_type_.end()) return out;
  const auto add = [&](const std::vector<std::size_t>& indices) {
    for (const auto index : indices) {
      if (is_within(*records_[index], site, {}, {})) out.push_back(records_[index]);
    }
  };
  if (!from && !to) {
    add(found->second.all);
    return out;
  }
  const auto& periods = found->second.by_period;
  const auto end = to ? periods.upper_bound(*to) : periods.end();
  std::vector<std::size_t> within;
  for (auto day = from ? periods.lower_bound(*from) : periods.begin();
       day != end && (!from || !to || *from <= *to); ++day) {
    within.insert(within.end(), day->second.begin(), day->second.end());
  }
  std::sort(within.begin(), within.end());  // as they were made
  add(within);
  return out;
}

std::vector<RecordPtr> World::with_provisional_clocks() const {
  std::vector<RecordPtr> found;
  std::ranges::copy_if(records_, std::back_inserter(found),
                       [](const auto& record) { return casework::has_provisional_clock(*record); });
  return found;
}

std::int64_t World::serials_taken(const pack::RecordType& type, std::string_view scope) const {
  const auto of_type = serials_.find(name_of(type));
  if (of_type == serials_.end()) return 0;
  const auto found = of_type->second.find(scope);
  return found == of_type->second.end() ? 0 : found->second;
}

casework::Holder World::holder(const pack::RecordType& type, std::string_view claim) const {
  const auto of_type = claims_.find(name_of(type));
  if (of_type == claims_.end()) return {};
  const auto found = of_type->second.find(claim);
  if (found == of_type->second.end()) return {};
  return {find(found->second.record), found->second.since};
}

void World::put(const RecordPtr& record) {
  const auto found = by_id_.find(record->id.text);
  const auto index = found == by_id_.end() ? records_.size() : found->second;
  if (found == by_id_.end()) {
    by_id_.emplace(ids_.emplace_back(record->id.text), index);
    records_.push_back(record);
    places_.emplace_back();
    by_type_[name_of(*record->type)].all.push_back(index);
    if (!record->parent.is_empty()) by_parent_[record->parent.text].push_back(index);
  } else {
    auto& known = records_[index];
    if (index < named_ && record->number != known->number)
      names_.try_emplace(record->number, index);
    known = record;
  }
  put_period(index, *record);
  auto& place = places_[index];
  const auto timer = casework::next_timer(*record);
  if (timer != place.timer) {
    if (place.timer) timers_.erase({*place.timer, index});
    if (timer) timers_.emplace(*timer, index);
    place.timer = timer;
  }
  directory_.take(*record);
}

void World::put_period(std::size_t index, const casework::Record& record) {
  auto& place = places_[index];
  const auto period = period_of(record);
  if (period == place.period) return;
  auto& periods = by_type_[name_of(*record.type)].by_period;
  if (place.period) std::erase(periods[*place.period], index);
  if (period) periods[*period].push_back(index);
  place.period = period;
}

void World::take(const casework::Decision& decision) {
  for (const auto& record : decision.touched) put(record);
  for (const auto& serial : decision.serials) count(serial);
  for (const auto& claim : decision.claims) change(claim);
}

void World::take(const JournaledDecision& decision, Instant at) {
  const auto known = [&](const RecordId& id) { return find(id); };
  std::vector<casework::ClaimChange> claims;
  for (const auto& record : fold(decision, at, known)) {
    std::ranges::move(casework::claim_changes(find(record->id).get(), *record, at),
                      std::back_inserter(claims));
    put(record);
  }
  std::stable_partition(claims.begin(), claims.end(),
                        [](const auto& claim) { return !claim.is_taken; });
  for (const auto& serial : decision.serials) count(serial);
  for (const auto& claim : claims) change(claim);
}

World World::under(const pack::Pack& version) const {
  World moved;
  for (const auto& record : records_) {
    if (const auto own = casework::under_version(record, version)) moved.put(own);
  }
  moved.serials_ = serials_;
  moved.claims_ = claims_;
  moved.directory_.stand_ins = directory_.stand_ins;
  return moved;
}

void World::count(const casework::SerialTaken& taken) {
  auto& known = serials_[name_of(*taken.type)][taken.scope];
  known = std::max(known, taken.serial);
}

void World::change(const casework::ClaimChange& change) {
  auto& claims = claims_[name_of(*change.type)];
  if (change.is_taken) {
    claims[change.claim] = {change.record, change.at};
  } else {
    claims.erase(change.claim);
  }
}

RecordId World::named(const std::string& text) {
  if (by_id_.contains(text)) return {text};
  for (; named_ < records_.size(); ++named_) {
    names_.try_emplace(records_[named_]->key, named_);
    names_.try_emplace(records_[named_]->number, named_);
  }
  const auto found = names_.find(text);
  return found == names_.end() ? RecordId{} : records_[found->second]->id;
}

std::optional<std::pair<Instant, RecordId>> World::next_timer() const {
  if (timers_.empty()) return std::nullopt;
  const auto& [at, index] = *timers_.begin();
  return std::pair{at, records_[index]->id};
}

}  // namespace guiju::app
