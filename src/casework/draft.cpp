#include "casework/draft.hpp"

#include <algorithm>
#include <iterator>

#include "base/assert.hpp"
#include "casework/version.hpp"

namespace guiju::casework {

RecordPtr Draft::find(const RecordId& id) const {
  const auto place = places_.find(id.text);
  return place != places_.end() ? touched_[place->second] : below_->find(id);
}

std::vector<RecordPtr> Draft::merged(std::vector<RecordPtr> found, const pack::RecordType& type,
                                     const std::function<bool(const Record&)>& fits) const {
  if (touched_.empty()) return found;
  std::erase_if(found, [&](const RecordPtr& r) { return is_touched(*r); });
  bool added = false;
  for (const auto& record : touched_) {
    if (is_same_type(*record->type, type) && fits(*record)) {
      found.push_back(record);
      added = true;
    }
  }
  if (added) {
    std::stable_sort(found.begin(), found.end(), [](const RecordPtr& a, const RecordPtr& b) {
      return a->created_at < b->created_at;
    });
  }
  return found;
}

std::vector<RecordPtr> Draft::children(const RecordId& parent, const pack::RecordType& type) const {
  return merged(below_->children(parent, type), type,
                [&](const Record& r) { return r.parent == parent; });
}

std::vector<RecordPtr> Draft::records(const pack::RecordType& type, std::string_view site,
                                      std::optional<LocalDate> from,
                                      std::optional<LocalDate> to) const {
  const auto fits = [&](const Record& r) { return is_within(r, site, from, to); };
  return merged(below_->records(type, site, from, to), type, fits);
}

std::vector<RecordPtr> Draft::with_provisional_clocks() const {
  auto found = below_->with_provisional_clocks();
  std::erase_if(found, [&](const RecordPtr& r) { return is_touched(*r); });
  std::ranges::copy_if(touched_, std::back_inserter(found),
                       [](const auto& record) { return has_provisional_clock(*record); });
  return found;
}

std::int64_t Draft::serials_taken(const pack::RecordType& type, std::string_view scope) const {
  auto taken = below_->serials_taken(type, scope);
  for (const auto& serial : serials_) {
    if (is_same_type(*serial.type, type) && serial.scope == scope)
      taken = std::max(taken, serial.serial);
  }
  return taken;
}

Holder Draft::holder(const pack::RecordType& type, std::string_view claim) const {
  return holder_but({}, type, claim);
}

Holder Draft::other_holder(const Record& record, std::string_view claim) const {
  return holder_but(record.id, *record.type, claim);
}

Holder Draft::holder_but(const RecordId& except, const pack::RecordType& type,
                         std::string_view claim) const {
  auto below = below_->holder(type, claim);
  for (const auto& record : touched_) {
    if (record->id == except || !is_same_type(*record->type, type)) continue;
    const auto claims = claims_of(*record);
    if (std::find(claims.begin(), claims.end(), claim) == claims.end()) continue;
    const bool had_it = below.record != nullptr && below.record->id == record->id;
    return {record, had_it ? below.since : now_};
  }
  if (below.record != nullptr && is_touched(*below.record)) return {};
  return below;
}

void Draft::add(Fact fact) {
  auto id = make_id(*fact.type, fact.key);
  auto place = places_.find(id.text);
  if (place == places_.end()) {
    const auto known = fact.created ? nullptr : below_->find(id);
    GUIJU_ASSERT(fact.created || known != nullptr);
    place = places_.emplace(std::move(id.text), touched_.size()).first;
    touched_.push_back(known == nullptr ? std::make_shared<Record>()
                                        : std::make_shared<Record>(*known));
  }
  auto& record = touched_[place->second];
  if (record.use_count() > 1) record = std::make_shared<Record>(*record);  // others look at it
  apply(*record, fact, now_, by_);
  facts_.push_back(std::move(fact));
}

std::int64_t Draft::take_serial(const pack::RecordType& type, const std::string& scope) {
  const auto serial = serials_taken(type, scope) + 1;
  serials_.push_back({&type, scope, serial});
  return serial;
}

Decision Draft::finish(RecordId subject) && {
  Decision decision{.facts = std::move(facts_),
                    .touched = {},
                    .serials = std::move(serials_),
                    .claims = {},
                    .subject = std::move(subject)};
  decision.touched.reserve(touched_.size());
  for (auto& record : touched_) {
    const auto before = record->type->uniques.empty() ? nullptr : below_->find(record->id);
    for (auto& change : claim_changes(before.get(), *record, now_)) {
      decision.claims.push_back(std::move(change));
    }
    decision.touched.push_back(std::move(record));
  }
  std::stable_partition(decision.claims.begin(), decision.claims.end(),
                        [](const ClaimChange& change) { return !change.is_taken; });
  return decision;
}

}  // namespace guiju::casework
