#include "store/memory_reader.hpp"

#include <algorithm>

#include "store/projection.hpp"

namespace guiju::store {

using Lock = std::lock_guard<std::recursive_mutex>;

void MemoryReader::begin_snapshot() {
  mutex_.lock();
  directory_ = tables_.directory;
}

casework::RecordPtr MemoryReader::find(const casework::RecordId& id) const {
  const Lock lock(mutex_);
  const MemoryTables::Slot* slot = tables_.find(id.text);
  return slot ? slot->record : nullptr;
}

std::vector<casework::RecordPtr> MemoryReader::children(const casework::RecordId& parent,
                                                        const pack::RecordType& type) const {
  const Lock lock(mutex_);
  return tables_.children(parent, type);
}

std::vector<casework::RecordPtr> MemoryReader::records(const pack::RecordType& type,
                                                       std::string_view site,
                                                       std::optional<LocalDate> from,
                                                       std::optional<LocalDate> to) const {
  const Lock lock(mutex_);
  return tables_.records(type, site, from, to);
}

casework::Holder MemoryReader::holder(const pack::RecordType& type, std::string_view claim) const {
  const Lock lock(mutex_);
  return tables_.holder(type, claim);
}

std::int64_t MemoryReader::serials_taken(const pack::RecordType& type,
                                         std::string_view scope) const {
  const Lock lock(mutex_);
  return tables_.serials_taken(type, scope);
}

std::vector<casework::RecordPtr> MemoryReader::with_provisional_clocks() const {
  const Lock lock(mutex_);
  return tables_.with_provisional_clocks();
}

const casework::Directory& MemoryReader::directory() const {
  const Lock lock(mutex_);
  directory_ = tables_.directory;
  return *directory_;
}

std::vector<casework::RecordId> MemoryReader::named(std::string_view text) const {
  const Lock lock(mutex_);
  std::vector<casework::RecordId> found;
  for (const auto& [ordinal, slot] : tables_.by_ordinal) {
    const casework::Record& record = *slot->record;
    if (record.id.text == text || record.key == text || record.number == text) {
      found.push_back(record.id);
    }
  }
  return found;
}

app::Row MemoryReader::to_named_row(const casework::Record& record) const {
  auto row = app::to_row(record);
  if (row.client.empty()) return row;
  const MemoryTables::Slot* client = tables_.find("company.client." + row.client);
  if (client) row.client_name = title_of(*client->record);
  return row;
}

std::optional<app::Row> MemoryReader::row(const casework::RecordId& id) const {
  const Lock lock(mutex_);
  const MemoryTables::Slot* slot = tables_.find(id.text);
  if (!slot) return std::nullopt;
  return to_named_row(*slot->record);
}

std::vector<journal::Entry> MemoryReader::timeline(const casework::RecordId& stream,
                                                   std::uint64_t from_stream_seq,
                                                   std::size_t limit) const {
  const Lock lock(mutex_);
  std::vector<journal::Entry> entries;
  const auto found = tables_.streams.find(std::string_view{stream.text});
  if (found == tables_.streams.end()) return entries;
  const std::vector<std::size_t>& numbers = found->second.entries;
  for (std::size_t i = std::max<std::uint64_t>(from_stream_seq, 1) - 1;
       i < numbers.size() && entries.size() < limit; ++i) {
    entries.push_back(tables_.journal[numbers[i]]);
  }
  return entries;
}

std::uint64_t MemoryReader::last_entry(const casework::RecordId& stream) const {
  const Lock lock(mutex_);
  const auto found = tables_.streams.find(std::string_view{stream.text});
  if (found == tables_.streams.end() || found->second.entries.empty()) return 0;
  return tables_.journal[found->second.entries.back()].seq;
}

std::uint64_t MemoryReader::entry_count() const {
  const Lock lock(mutex_);
  return tables_.journal.size();
}

std::uint64_t MemoryReader::last_entry_before(Instant at) const {
  const Lock lock(mutex_);
  const auto last = std::find_if(tables_.journal.rbegin(), tables_.journal.rend(),
                                 [&](const auto& entry) { return entry.at < at; });
  return last == tables_.journal.rend() ? 0 : last->seq;
}

std::vector<journal::Entry> MemoryReader::entries(std::uint64_t from_seq, std::size_t limit) const {
  const Lock lock(mutex_);
  const auto size = tables_.journal.size();
  const auto first = std::min<std::size_t>(std::max<std::uint64_t>(from_seq, 1) - 1, size);
  const auto last = first + std::min(limit, size - first);
  return {tables_.journal.begin() + static_cast<std::ptrdiff_t>(first),
          tables_.journal.begin() + static_cast<std::ptrdiff_t>(last)};
}

std::vector<app::Notice> MemoryReader::notices_after(std::int64_t id, std::size_t limit) const {
  const Lock lock(mutex_);
  std::vector<app::Notice> notices;
  for (std::size_t i = static_cast<std::size_t>(std::max<std::int64_t>(id, 0));
       i < tables_.notices.size() && notices.size() < limit; ++i) {
    notices.push_back(tables_.notices[i].notice);
  }
  return notices;
}

app::NoticePage MemoryReader::notices(const casework::Person& person, std::size_t limit) const {
  const Lock lock(mutex_);
  const std::vector<app::Debtor> debtors = app::debtors_of(person);
  const auto read = tables_.notices_read.find(person.key);
  const std::int64_t read_up_to = read == tables_.notices_read.end() ? 0 : read->second;
  app::NoticePage page;
  for (auto kept = tables_.notices.rbegin(); kept != tables_.notices.rend(); ++kept) {
    const bool is_mine = std::any_of(debtors.begin(), debtors.end(), [&](const app::Debtor& me) {
      return me.answers_for(kept->notice.to, kept->notice.pack, kept->site, kept->department);
    });
    if (!is_mine) continue;
    const bool is_read = kept->notice.id <= read_up_to;
    if (!is_read) ++page.unread;
    if (page.items.size() < limit) page.items.push_back({kept->notice, is_read});
  }
  return page;
}

std::optional<std::string> MemoryReader::find_setting(std::string_view person,
                                                      std::string_view name) const {
  const Lock lock(mutex_);
  const auto found = tables_.settings.find(std::string{person}.append(1, '\n').append(name));
  if (found == tables_.settings.end()) return std::nullopt;
  return found->second;
}

std::optional<app::Receipt> MemoryReader::find_receipt(std::string_view actor, std::string_view key,
                                                       std::string_view request_hash) const {
  const Lock lock(mutex_);
  const MemoryTables::KeptReceipt* kept = tables_.find_receipt(actor, key);
  if (!kept) return std::nullopt;
  if (kept->request_hash != request_hash) throw app::UnitOfWork::KeyReused{};
  return kept->receipt;
}

namespace {

template <class Map>
auto look_up(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace

std::optional<app::Credential> MemoryReader::find_credential(std::string_view login) const {
  const Lock lock(mutex_);
  return look_up(tables_.credentials, login);
}

std::optional<app::Session> MemoryReader::find_session(std::string_view token_hash) const {
  const Lock lock(mutex_);
  return look_up(tables_.sessions, token_hash);
}

std::optional<app::ApiToken> MemoryReader::find_token(std::string_view token_hash) const {
  const Lock lock(mutex_);
  return look_up(tables_.tokens, token_hash);
}

app::Account MemoryReader::account_of(std::string_view person) const {
  const Lock lock(mutex_);
  const auto take = [&person](const auto& from, auto& into) {
    for (const auto& [key, one] : from) {
      if (one.person == person) into.push_back(one);
    }
  };
  app::Account account;
  take(tables_.credentials, account.credentials);
  take(tables_.sessions, account.sessions);
  take(tables_.tokens, account.tokens);
  std::ranges::stable_sort(account.sessions, {}, &app::Session::created_at);
  return account;
}

std::optional<Instant> MemoryReader::next_timer() const {
  const Lock lock(mutex_);
  if (tables_.timers.empty()) return std::nullopt;
  return tables_.timers.begin()->first;
}

}  // namespace guiju::store
