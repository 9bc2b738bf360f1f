#include "store/memory_tables.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "store/projection.hpp"

namespace guiju::store {
namespace {

using Slot = MemoryTables::Slot;
using Slots = MemoryTables::Slots;

bool is_slot_before(const Slot* a, const Slot* b) { return a->ordinal < b->ordinal; }

void insert(Slots& slots, Slot* slot) {
  if (slots.empty() || is_slot_before(slots.back(), slot)) {
    slots.push_back(slot);
    return;
  }
  slots.insert(std::lower_bound(slots.begin(), slots.end(), slot, is_slot_before), slot);
}

void erase(Slots& slots, Slot* slot) {
  const auto found = std::lower_bound(slots.begin(), slots.end(), slot, is_slot_before);
  GUIJU_ASSERT(found != slots.end() && *found == slot);
  slots.erase(found);
}

template <class Map, class Key>
void erase_from(Map& map, const Key& key, Slot* slot) {
  const auto found = map.find(key);
  GUIJU_ASSERT(found != map.end());
  erase(found->second, slot);
  if (found->second.empty()) map.erase(found);
}

std::string kind_of(const pack::RecordType& type) { return type.pack->id + '.' + type.name; }

/// `find` by text, for maps whose `[]` wants a string.
template <class Map>
auto& at_text(Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found != map.end() ? found->second : map[std::string{key}];
}

std::vector<casework::RecordPtr> to_records(const Slots& slots) {
  std::vector<casework::RecordPtr> records;
  records.reserve(slots.size());
  for (const Slot* slot : slots) records.push_back(slot->record);
  return records;
}

}  // namespace

const Slot* MemoryTables::find(std::string_view id) const {
  const auto found = slots.find(id);
  return found == slots.end() ? nullptr : &found->second;
}

MemoryTables::OfType& MemoryTables::of_type(const pack::RecordType& type) {
  OfType*& known = type_of_[&type];
  if (!known) known = &types_[kind_of(type)];
  return *known;
}

const MemoryTables::OfType* MemoryTables::find_type(const pack::RecordType& type) const {
  const auto known = type_of_.find(&type);
  if (known != type_of_.end()) return known->second;
  const auto found = types_.find(kind_of(type));
  return found == types_.end() ? nullptr : &found->second;
}

void MemoryTables::enter(Slot& slot) {
  const casework::Record& record = *slot.record;
  OfType& of = of_type(*record.type);
  insert(of.all, &slot);
  if (record.type->site_field >= 0) {
    insert(at_text(of.by_site, text_of(record, record.type->site_field)), &slot);
  }
  if (const auto period = period_of(record)) insert(of.by_period[*period], &slot);
  if (const auto timer = casework::next_timer(record)) timers.emplace(*timer, slot.ordinal);
  if (!record.parent.is_empty()) {
    insert(children_[record.parent.text][kind_of(*record.type)], &slot);
  }
}

void MemoryTables::leave(Slot& slot) {
  const casework::Record& record = *slot.record;
  OfType& of = of_type(*record.type);
  erase(of.all, &slot);
  if (record.type->site_field >= 0) {
    erase_from(of.by_site, text_of(record, record.type->site_field), &slot);
  }
  if (const auto period = period_of(record)) erase_from(of.by_period, *period, &slot);
  if (const auto timer = casework::next_timer(record)) timers.erase({*timer, slot.ordinal});
  if (!record.parent.is_empty()) {
    erase(children_[record.parent.text][kind_of(*record.type)], &slot);
  }
}

void MemoryTables::replace(Slot& slot, const casework::RecordPtr& record) {
  const casework::Record& before = *slot.record;
  OfType& of = of_type(*record->type);
  const int site_field = record->type->site_field;
  const std::string site{text_of(before, site_field)};
  const auto period = period_of(before);
  const auto timer = casework::next_timer(before);
  const bool moves = site != text_of(*record, site_field);
  const auto new_period = period_of(*record);
  const auto new_timer = casework::next_timer(*record);

  if (moves) erase_from(of.by_site, site, &slot);
  if (period && period != new_period) erase_from(of.by_period, *period, &slot);
  if (timer && timer != new_timer) timers.erase({*timer, slot.ordinal});
  slot.record = record;
  if (moves) insert(at_text(of.by_site, text_of(*record, site_field)), &slot);
  if (new_period && period != new_period) insert(of.by_period[*new_period], &slot);
  if (new_timer && timer != new_timer) timers.emplace(*new_timer, slot.ordinal);
}

casework::RecordPtr MemoryTables::exchange(const casework::RecordId& id,
                                           const casework::RecordPtr& record) {
  const auto found = slots.find(std::string_view{id.text});
  if (found == slots.end()) {
    if (!record) return nullptr;
    Slot& slot = slots[id.text];
    slot = {.ordinal = ++last_ordinal_, .record = record};
    by_ordinal.emplace_hint(by_ordinal.end(), slot.ordinal, &slot);
    enter(slot);
    return nullptr;
  }
  Slot& slot = found->second;
  casework::RecordPtr before = slot.record;
  if (record && record->type == before->type) {
    replace(slot, record);
  } else if (record) {  // it has come under another version of its pack
    leave(slot);
    slot.record = record;
    enter(slot);
  } else {
    leave(slot);
    by_ordinal.erase(slot.ordinal);
    if (slot.ordinal == last_ordinal_) --last_ordinal_;
    slots.erase(found);
  }
  return before;
}

std::vector<casework::RecordPtr> MemoryTables::children(const casework::RecordId& parent,
                                                        const pack::RecordType& type) const {
  const auto of_parent = children_.find(std::string_view{parent.text});
  if (of_parent == children_.end()) return {};
  const auto of_kind = of_parent->second.find(kind_of(type));
  return of_kind == of_parent->second.end() ? std::vector<casework::RecordPtr>{}
                                            : to_records(of_kind->second);
}

std::vector<casework::RecordPtr> MemoryTables::records(const pack::RecordType& type,
                                                       std::string_view site,
                                                       std::optional<LocalDate> from,
                                                       std::optional<LocalDate> to) const {
  const OfType* of = find_type(type);
  if (!of) return {};
  if (!from && !to) {
    if (site.empty()) return to_records(of->all);
    const auto found = of->by_site.find(site);
    return found == of->by_site.end() ? std::vector<casework::RecordPtr>{}
                                      : to_records(found->second);
  }
  Slots matching;
  auto period = from ? of->by_period.lower_bound(*from) : of->by_period.begin();
  for (; period != of->by_period.end() && (!to || period->first <= *to); ++period) {
    for (Slot* slot : period->second) {
      if (site.empty() || text_of(*slot->record, type.site_field) == site) matching.push_back(slot);
    }
  }
  std::sort(matching.begin(), matching.end(), is_slot_before);
  return to_records(matching);
}

std::vector<casework::RecordPtr> MemoryTables::with_provisional_clocks() const {
  std::vector<casework::RecordPtr> found;
  for (const auto& [ordinal, slot] : by_ordinal) {
    if (casework::has_provisional_clock(*slot->record)) found.push_back(slot->record);
  }
  return found;
}

std::string MemoryTables::claim_key(const pack::RecordType& type, std::string_view claim) {
  return kind_of(type).append(1, '\n').append(claim);
}

casework::Holder MemoryTables::holder(const pack::RecordType& type, std::string_view claim) const {
  const auto found = claims.find(claim_key(type, claim));
  const Slot* slot = found == claims.end() ? nullptr : find(found->second.record.text);
  if (slot == nullptr) return {};
  return {slot->record, found->second.since};
}

std::int64_t MemoryTables::serials_taken(const pack::RecordType& type,
                                         std::string_view scope) const {
  const auto found = serials_.find(kind_of(type).append(1, '\n').append(scope));
  return found == serials_.end() ? 0 : found->second;
}

std::int64_t& MemoryTables::serial(const pack::RecordType& type, std::string_view scope) {
  return serials_[kind_of(type).append(1, '\n').append(scope)];
}

const MemoryTables::KeptReceipt* MemoryTables::find_receipt(std::string_view actor,
                                                            std::string_view key) const {
  const auto found = receipts.find(std::string{actor}.append(1, '\n').append(key));
  return found == receipts.end() ? nullptr : &found->second;
}

}  // namespace guiju::store
