#include "store/memory_tables.hpp"
#include "store/projection.hpp"

namespace guiju::store {
namespace {

std::string pair_key(std::string_view first, std::string_view second) {
  return std::string{first}.append(1, '\n').append(second);
}

}  // namespace

MemoryUnit::~MemoryUnit() {
  for (auto step = undo_.rbegin(); step != undo_.rend(); ++step) (*step)();
}

casework::RecordPtr MemoryUnit::find(const casework::RecordId& id) const {
  const MemoryTables::Slot* slot = tables_.find(id.text);
  return slot ? slot->record : nullptr;
}

std::vector<casework::RecordPtr> MemoryUnit::children(const casework::RecordId& parent,
                                                      const pack::RecordType& type) const {
  return tables_.children(parent, type);
}

std::vector<casework::RecordPtr> MemoryUnit::records(const pack::RecordType& type,
                                                     std::string_view site,
                                                     std::optional<LocalDate> from,
                                                     std::optional<LocalDate> to) const {
  return tables_.records(type, site, from, to);
}

std::int64_t MemoryUnit::serials_taken(const pack::RecordType& type, std::string_view scope) const {
  return tables_.serials_taken(type, scope);
}

std::optional<app::Receipt> MemoryUnit::find_receipt(std::string_view actor, std::string_view key,
                                                     std::string_view request_hash) {
  const MemoryTables::KeptReceipt* kept = tables_.find_receipt(actor, key);
  if (!kept) return std::nullopt;
  if (kept->request_hash != request_hash) throw KeyReused{};
  return kept->receipt;
}

void MemoryUnit::put_receipt(std::string_view actor, std::string_view key,
                             std::string_view request_hash, Instant, const app::Receipt& receipt) {
  const std::string name = pair_key(actor, key);
  remember(tables_.receipts, name);
  tables_.receipts[name] = {std::string{request_hash}, receipt};
}

std::uint64_t MemoryUnit::append(const app::JournalLine& line) {
  if (!tables_.options.keeps_journal) return 0;
  MemoryTables::Stream& stream = tables_.streams[line.stream];
  const StreamHead before = stream.head;
  tables_.journal.push_back(journal::own(link(line, tables_.journal.size() + 1, stream.head)));
  stream.entries.push_back(tables_.journal.size() - 1);
  undo_.push_back([this, before, name = line.stream] {
    MemoryTables::Stream& taken_back = tables_.streams[name];
    taken_back.head = before;
    taken_back.entries.pop_back();
    tables_.journal.pop_back();
  });
  return tables_.journal.size();
}

void MemoryUnit::put(const casework::RecordPtr& record) {
  casework::RecordPtr before = tables_.exchange(record->id, record);
  undo_.push_back(
      [this, before = std::move(before), id = record->id] { tables_.exchange(id, before); });
  take_into_directory(*record);
}

void MemoryUnit::take_into_directory(const casework::Record& record) {
  if (record.pack().id != "company") return;
  auto changed = std::make_shared<casework::Directory>(*tables_.directory);
  if (!changed->take(record)) return;
  undo_.push_back([this, before = tables_.directory] { tables_.directory = before; });
  tables_.directory = std::move(changed);
}

void MemoryUnit::take_serial(const casework::SerialTaken& serial) {
  std::int64_t& taken = tables_.serial(*serial.type, serial.scope);
  undo_.push_back([&taken, before = taken] { taken = before; });
  taken = std::max(taken, serial.serial);
}

casework::Holder MemoryUnit::holder(const pack::RecordType& type, std::string_view claim) const {
  return tables_.holder(type, claim);
}

void MemoryUnit::change_claims(const std::vector<casework::ClaimChange>& changes) {
  for (const auto& change : changes) {
    const auto name = MemoryTables::claim_key(*change.type, change.claim);
    remember(tables_.claims, name);
    if (!change.is_taken) {
      tables_.claims.erase(name);
    } else if (!tables_.claims.emplace(name, MemoryTables::Claim{change.record, change.at})
                    .second) {
      throw std::runtime_error("two records claim the same: " + change.claim);
    }
  }
}

void MemoryUnit::put_notice(const app::Notice& notice) {
  MemoryTables::KeptNotice kept{.notice = notice};
  kept.notice.id = static_cast<std::int64_t>(tables_.notices.size()) + 1;
  if (const casework::RecordPtr record = find(notice.record)) {
    kept.site = text_of(*record, record->type->site_field);
    kept.department = text_of(*record, record->type->department_field);
  }
  tables_.notices.push_back(std::move(kept));
  undo_.push_back([this] { tables_.notices.pop_back(); });
}

std::optional<Instant> MemoryUnit::schedule_due(std::string_view pack, std::string_view schedule) {
  const auto found = tables_.schedules.find(pair_key(pack, schedule));
  if (found == tables_.schedules.end()) return std::nullopt;
  return found->second;
}

void MemoryUnit::set_schedule_due(std::string_view pack, std::string_view schedule, Instant at) {
  const std::string name = pair_key(pack, schedule);
  remember(tables_.schedules, name);
  tables_.schedules[name] = at;
}

std::vector<casework::RecordId> MemoryUnit::due_records(Instant now, std::size_t limit) {
  std::vector<casework::RecordId> due;
  for (const auto& [at, ordinal] : tables_.timers) {
    if (at > now || due.size() == limit) break;
    due.push_back(tables_.by_ordinal.at(ordinal)->record->id);
  }
  return due;
}

std::vector<casework::RecordId> MemoryUnit::open_records(const pack::RecordType& type) {
  std::vector<casework::RecordId> open;
  for (const auto& record : tables_.records(type, {}, {}, {})) {
    if (!record->is_final()) open.push_back(record->id);
  }
  return open;
}

void MemoryUnit::put_setting(std::string_view person, std::string_view name,
                             std::string_view value) {
  const std::string place = pair_key(person, name);
  remember(tables_.settings, place);
  tables_.settings[place] = value;
}

std::optional<std::string> MemoryUnit::find_setting(std::string_view person,
                                                    std::string_view name) {
  const auto found = tables_.settings.find(pair_key(person, name));
  if (found == tables_.settings.end()) return std::nullopt;
  return found->second;
}

void MemoryUnit::mark_notices_read(std::string_view person, std::int64_t up_to) {
  const std::string name{person};
  remember(tables_.notices_read, name);
  std::int64_t& read = tables_.notices_read[name];
  read = std::max(read, up_to);
}

std::optional<app::Credential> MemoryUnit::find_credential(std::string_view login) {
  const auto found = tables_.credentials.find(std::string{login});
  if (found == tables_.credentials.end()) return std::nullopt;
  return found->second;
}

void MemoryUnit::put_credential(const app::Credential& credential) {
  remember(tables_.credentials, credential.login);
  tables_.credentials[credential.login] = credential;
}

void MemoryUnit::put_session(const app::Session& session) {
  remember(tables_.sessions, session.token_hash);
  tables_.sessions[session.token_hash] = session;
}

void MemoryUnit::drop_session(std::string_view token_hash) {
  const std::string name{token_hash};
  remember(tables_.sessions, name);
  tables_.sessions.erase(name);
}

void MemoryUnit::drop_sessions_of(std::string_view person) {
  std::vector<std::string> ended;
  for (const auto& [hash, session] : tables_.sessions) {
    if (session.person == person) ended.push_back(hash);
  }
  for (const std::string& hash : ended) drop_session(hash);
}

void MemoryUnit::put_token(const app::ApiToken& token) {
  remember(tables_.tokens, token.token_hash);
  tables_.tokens[token.token_hash] = token;
}

void MemoryUnit::drop_token(std::string_view token_hash) {
  const std::string name{token_hash};
  remember(tables_.tokens, name);
  tables_.tokens.erase(name);
}

}  // namespace guiju::store
