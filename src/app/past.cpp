#include "app/past.hpp"

#include <algorithm>
#include <limits>

#include "app/fold.hpp"
#include "app/journal_reading.hpp"
#include "casework/claims.hpp"

namespace guiju::app {

using casework::RecordId;
using casework::RecordPtr;

namespace {

constexpr std::size_t all_of_them = std::numeric_limits<std::int64_t>::max();

bool has_claim(const casework::Record& record, std::string_view claim) {
  const auto claims = casework::claims_of(record);
  return std::ranges::find(claims, claim) != claims.end();
}

}  // namespace

Past::Past(const Reader& reader, const Shelf& shelf, std::uint64_t seq,
           const JournaledDecision& decided)
    : reader_(reader), shelf_(shelf), seq_(seq), serials_(decided.serials) {}

const Past::Stream& Past::stream_of(const casework::Record& now) const {
  const auto [place, is_new] = streams_.try_emplace(now.stream.text);
  Stream& stream = place->second;
  if (!is_new) return stream;
  if (reader_.last_entry(now.stream) < seq_) {
    stream.is_as_now = true;
    return stream;
  }
  const auto known = [&](const RecordId& id) -> RecordPtr {
    const auto found = stream.records.find(id.text);
    return found == stream.records.end() ? nullptr : found->second;
  };
  const FindPackVersion find_pack = [&](std::string_view id, std::string_view version) {
    return shelf_.find(id, version);
  };
  for (const auto& entry : reader_.timeline(now.stream, 1, all_of_them)) {
    if (entry.seq >= seq_) break;
    const auto decision = read_decision(journal::view(entry), find_pack);
    for (const auto& record : fold(decision, entry.at, known)) {
      const auto before = known(record->id);
      for (const auto& change : casework::claim_changes(before.get(), *record, entry.at)) {
        if (change.is_taken) stream.claimed[record->id.text + '\n' + change.claim] = change.at;
      }
      stream.records[record->id.text] = record;
    }
  }
  return stream;
}

RecordPtr Past::as_it_was(const RecordPtr& now) const {
  if (now == nullptr) return nullptr;
  const auto& stream = stream_of(*now);
  if (stream.is_as_now) return now;
  const auto found = stream.records.find(now->id.text);
  return found == stream.records.end() ? nullptr : found->second;
}

std::vector<RecordPtr> Past::as_they_were(std::vector<RecordPtr> now) const {
  for (auto& record : now) record = as_it_was(record);
  std::erase(now, nullptr);
  return now;
}

RecordPtr Past::find(const RecordId& id) const { return as_it_was(reader_.find(id)); }

std::vector<RecordPtr> Past::children(const RecordId& parent, const pack::RecordType& type) const {
  return as_they_were(reader_.children(parent, type));
}

std::vector<RecordPtr> Past::records(const pack::RecordType& type, std::string_view site,
                                     std::optional<LocalDate> from,
                                     std::optional<LocalDate> to) const {
  // Site and date may have been others then, so that every one is looked at.
  auto found = as_they_were(reader_.records(type, {}, {}, {}));
  std::erase_if(found,
                [&](const RecordPtr& record) { return !is_within(*record, site, from, to); });
  return found;
}

casework::Holder Past::holder(const pack::RecordType& type, std::string_view claim) const {
  const auto now = reader_.holder(type, claim);
  if (now.record != nullptr && stream_of(*now.record).is_as_now) return now;
  // Whoever had it then and has changed nothing since would have it now.
  for (const auto& record : reader_.records(type, {}, {}, {})) {
    const auto& stream = stream_of(*record);
    if (stream.is_as_now) continue;
    const auto then = as_it_was(record);
    if (then == nullptr || !has_claim(*then, claim)) continue;
    const auto since = stream.claimed.find(then->id.text + '\n' + std::string(claim));
    return {then, since == stream.claimed.end() ? std::nullopt : std::optional(since->second)};
  }
  return {};
}

std::int64_t Past::serials_taken(const pack::RecordType& type, std::string_view scope) const {
  std::optional<std::int64_t> first;
  for (const auto& taken : serials_) {
    if (taken.type->name != type.name || taken.type->pack->id != type.pack->id) continue;
    if (taken.scope == scope) first = std::min(first.value_or(taken.serial), taken.serial);
  }
  return first ? *first - 1 : reader_.serials_taken(type, scope);
}

std::vector<RecordPtr> Past::with_provisional_clocks() const {
  std::vector<RecordPtr> found;
  for (const auto& fact : facts_of_decision(reader_, shelf_, seq_)) {
    if (!std::holds_alternative<casework::ClockRecomputed>(fact.detail)) continue;
    const auto id = casework::make_id(*fact.type, fact.key);
    if (!found.empty() && found.back()->id == id) continue;
    if (auto record = find(id)) found.push_back(std::move(record));
  }
  return found;
}

const casework::Directory& Past::directory() const {
  if (directory_) return *directory_;
  directory_.emplace();
  const auto* base = shelf_.in_force("company", Instant{});
  for (const auto name : casework::Directory::types) {
    const auto* type = base->find_type(name);
    if (type == nullptr) continue;
    for (const auto& record : records(*type, {}, {}, {})) directory_->take(*record);
  }
  return *directory_;
}

}  // namespace guiju::app
