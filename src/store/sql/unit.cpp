#include "store/sql/unit.hpp"

#include "store/projection.hpp"
#include "store/search_text.hpp"
#include "store/sql/record_row.hpp"

namespace guiju::store {
namespace {

/// Some 2 KB each: what is worked on at a time, without growing with the company.
constexpr std::size_t cached_records_max = 8'192;
constexpr std::size_t listed_records_max = 8'192;

std::string name_of(const pack::RecordType& type) { return type.pack->id + '.' + type.name; }

/// The writer's transaction lasts while all is read for the first time: it is of one moment.
Database& begun(Database& database) {
  database.begin_writing();
  return database;
}

}  // namespace

SqlUnit::SqlUnit(Database& database, const SqlOptions& options)
    : database_(begun(database)),
      words_(database.word_index(options.waiting_words_max)),
      version_elsewhere_(database.version_elsewhere()),
      catalogue_(database, options.find_pack),
      records_(database, catalogue_, *words_),
      journal_(database, options.zone),
      cache_(cached_records_max),
      directory_(view_sql::read_directory(database, catalogue_)),
      committed_directory_(directory_) {
  words_->forget();
  versions_ = view_sql::versions(database_, catalogue_);
  read_next_timer();
  database_.commit();
}

bool SqlUnit::is_changed_elsewhere() { return database_.version_elsewhere() != version_elsewhere_; }

void SqlUnit::begin() {
  database_.begin_writing();
  const std::int64_t present = database_.version_elsewhere();
  const bool is_changed = present != version_elsewhere_;
  if (is_changed) check_schema();
  if (is_changed || is_behind_) reload();
  if (!is_changed) return;
  versions_ = view_sql::versions(database_, catalogue_);
  catalogue_.set_changed();
  const std::int64_t directory_version = view_sql::directory_version(database_, catalogue_);
  if (directory_version != directory_version_) {
    committed_directory_ = directory_ = view_sql::read_directory(database_, catalogue_);
    directory_version_ = directory_version;
  }
  version_elsewhere_ = present;
  ++reloads_;
}

/// Another process may be that of a newer program.
void SqlUnit::check_schema() {
  const int present = database_.schema(), known = database_.migrations().back().number;
  if (present == known) return;
  throw Fault("database: a newer guiju has taken it over (schema " + std::to_string(present) +
              ", this program knows " + std::to_string(known) +
              "); stop this server and start that program");
}

void SqlUnit::forget_lists() const {
  lists_.clear();
  listed_ = 0;
}

void SqlUnit::reload() {
  cache_.clear();
  forget_lists();
  catalogue_.reload();
  journal_.reload();
  records_.reload();
  words_->forget();
  is_behind_ = false;
}

void SqlUnit::finish() {
  records_.flush_counts();
  words_->settle(false);
  read_next_timer();  // what is read comes after all that was written
}

void SqlUnit::read_next_timer() {
  Use row(database_.prepared("SELECT min(timer) FROM records WHERE timer IS NOT NULL"));
  next_timer_ = row->step() ? row->maybe_instant(0) : std::nullopt;
}

void SqlUnit::commit() {
  database_.commit();
  committed_directory_ = directory_;
}

void SqlUnit::rollback() noexcept {
  database_.rollback();
  records_.forget_counts();
  is_behind_ = true;
  directory_ = committed_directory_;
}

const RecordCache::Item* SqlUnit::load(const std::string& id) const {
  if (const RecordCache::Item* known = cache_.find(id)) return known;
  static const std::string sql =
      std::string("SELECT ") + record_columns + " FROM records r WHERE r.id=?";
  Use row(database_.prepared(sql));
  row->bind(1, id);
  if (!row->step()) return nullptr;
  read_record(*row, catalogue_, cache_);
  return cache_.find(id);
}

casework::RecordPtr SqlUnit::find(const casework::RecordId& id) const {
  const RecordCache::Item* item = load(id.text);
  return item ? item->record : nullptr;
}

std::vector<casework::RecordPtr> SqlUnit::children(const casework::RecordId& parent,
                                                   const pack::RecordType& type) const {
  return view_sql::children(database_, catalogue_, cache_, parent, type);
}

std::vector<casework::RecordPtr> SqlUnit::records(const pack::RecordType& type,
                                                  std::string_view site,
                                                  std::optional<LocalDate> from,
                                                  std::optional<LocalDate> to) const {
  std::string asked(site);
  for (const auto& bound : {from, to}) {
    asked += '\n' + (bound ? std::to_string(bound->time_since_epoch().count()) : std::string{});
  }
  const Lists& known = lists_[name_of(type)];
  if (const auto found = known.find(asked); found != known.end()) return found->second;
  auto answer = view_sql::records(database_, catalogue_, cache_, type, site, from, to);
  if (listed_ + answer.size() > listed_records_max) forget_lists();
  if (answer.size() > listed_records_max) return answer;
  listed_ += answer.size() + 1;
  return lists_[name_of(type)][asked] = std::move(answer);
}

std::vector<casework::RecordPtr> SqlUnit::with_provisional_clocks() const {
  return view_sql::with_provisional_clocks(database_, catalogue_, cache_);
}

std::int64_t SqlUnit::serials_taken(const pack::RecordType& type, std::string_view scope) const {
  return view_sql::serials_taken(database_, catalogue_, type, scope);
}

casework::Holder SqlUnit::holder(const pack::RecordType& type, std::string_view claim) const {
  const auto row = view_sql::holder(database_, catalogue_, type, claim);
  if (row.record.is_empty()) return {};
  return {find(row.record), row.since};
}

void SqlUnit::change_claims(const std::vector<casework::ClaimChange>& changes) {
  for (const auto& change : changes) {
    Use row(database_.prepared(
        change.is_taken ? "INSERT INTO claims(kind, claim, record, since) VALUES(?,?,?,?)"
                        : "DELETE FROM claims WHERE kind=? AND claim=? AND record=?"));
    row->bind(1, catalogue_.number_of(*change.type)).bind(2, change.claim);
    row->bind(3, change.record.text);
    if (change.is_taken) row->bind(4, change.at);
    row->step();
  }
}

std::optional<app::Receipt> SqlUnit::find_receipt(std::string_view actor, std::string_view key,
                                                  std::string_view request_hash) {
  return view_sql::find_receipt(database_, actor, key, request_hash);
}

void SqlUnit::put_receipt(std::string_view actor, std::string_view key,
                          std::string_view request_hash, Instant at, const app::Receipt& receipt) {
  Use row(database_.prepared(
      "INSERT INTO receipts(actor, key, request_hash, at, status, body) VALUES(?,?,?,?,?,?)"));
  row->bind(1, actor).bind(2, key).bind(3, request_hash).bind(4, at);
  row->bind(5, receipt.status).bind(6, receipt.body).step();
}

std::string SqlUnit::client_name_of(const casework::Record& record) const {
  const std::string_view client = text_of(record, record.type->client_field);
  if (client.empty()) return {};
  const RecordCache::Item* item = load(std::string("company.client.").append(client));
  return item ? title_of(*item->record) : std::string{};
}

void SqlUnit::put(const casework::RecordPtr& record) {
  const RecordCache::Item* known = load(record->id.text);
  const RecordCache::Item before = known ? *known : RecordCache::Item{};
  const bool is_client = search_table_of(*record->type) == SearchTable::clients;
  const std::string title = is_client ? title_of(*record) : std::string{};
  const bool is_renamed = is_client && (!known || title_of(*before.record) != title);
  RecordCache::Item item{.rid = before.rid, .record = record};
  const std::string client_name = client_name_of(*record);
  if (before.record) {
    records_.update(before.rid, *before.record, *record, client_name);
  } else {
    item.rid = records_.insert(*record, client_name);
  }
  cache_.put(record->id.text, std::move(item));
  if (const auto stale = lists_.find(name_of(*record->type)); stale != lists_.end()) {
    for (const auto& [asked, answer] : stale->second) listed_ -= answer.size() + 1;
    lists_.erase(stale);
  }
  if (is_renamed) records_.rename_client(record->key, title);
  take_into_directory(*record);
}

void SqlUnit::take_into_directory(const casework::Record& record) {
  if (!casework::Directory::is_read_from(record)) return;
  auto changed = std::make_shared<casework::Directory>(*directory_);
  changed->take(record);
  directory_ = std::move(changed);
}

void SqlUnit::take_serial(const casework::SerialTaken& serial) {
  Use row(
      database_.prepared("INSERT INTO serials(kind, scope, taken) VALUES(?,?,?)"
                         " ON CONFLICT(kind, scope) DO UPDATE SET taken=excluded.taken"
                         " WHERE excluded.taken>serials.taken"));
  row->bind(1, catalogue_.number_of(*serial.type)).bind(2, serial.scope);
  row->bind(3, serial.serial).step();
}

void SqlUnit::put_notice(const app::Notice& notice) {
  std::string_view site, department;
  const RecordCache::Item* on = load(notice.record.text);
  const casework::RecordPtr record = on ? on->record : nullptr;
  if (record) {
    site = text_of(*record, record->type->site_field);
    department = text_of(*record, record->type->department_field);
  }
  Use row(database_.prepared(
      "INSERT INTO notices(at, to_kind, to_key, message, record, pack, site, department)"
      " VALUES(?,?,?,?,?,?,?,?)"));
  row->bind(1, notice.at).bind(2, static_cast<int>(notice.to.kind)).bind(3, notice.to.key);
  row->bind(4, notice.message).bind(5, notice.record.text).bind(6, notice.pack);
  row->bind(7, site).bind(8, department).step();
}

std::optional<Instant> SqlUnit::schedule_due(std::string_view pack, std::string_view schedule) {
  Use row(database_.prepared("SELECT due_at FROM schedules WHERE pack=? AND schedule=?"));
  row->bind(1, pack).bind(2, schedule);
  if (!row->step()) return std::nullopt;
  return row->instant(0);
}

void SqlUnit::set_schedule_due(std::string_view pack, std::string_view schedule, Instant at) {
  Use row(
      database_.prepared("INSERT INTO schedules(pack, schedule, due_at) VALUES(?,?,?)"
                         " ON CONFLICT(pack, schedule) DO UPDATE SET due_at=excluded.due_at"));
  row->bind(1, pack).bind(2, schedule).bind(3, at).step();
}

std::vector<casework::RecordId> SqlUnit::due_records(Instant now, std::size_t limit) {
  Use rows(database_.prepared("SELECT id FROM records WHERE timer<=? ORDER BY timer, rid LIMIT ?"));
  rows->bind(1, now).bind(2, static_cast<std::int64_t>(limit));
  std::vector<casework::RecordId> due;
  while (rows->step()) due.push_back({rows->string(0)});
  return due;
}

std::vector<casework::RecordId> SqlUnit::open_records(const pack::RecordType& type) {
  Use rows(
      database_.prepared("SELECT id FROM records WHERE kind=? AND is_open=1"
                         " ORDER BY created_at, rid"));
  rows->bind(1, catalogue_.number_of(type));
  std::vector<casework::RecordId> open;
  while (rows->step()) open.push_back({rows->string(0)});
  return open;
}

void SqlUnit::mark_notices_read(std::string_view person, std::int64_t up_to) {
  Use row(
      database_.prepared("INSERT INTO notices_read(person, up_to) VALUES(?,?)"
                         " ON CONFLICT(person) DO UPDATE SET up_to=excluded.up_to"
                         " WHERE excluded.up_to>notices_read.up_to"));
  row->bind(1, person).bind(2, up_to).step();
}

void SqlUnit::put_setting(std::string_view person, std::string_view name, std::string_view value) {
  Use row(
      database_.prepared("INSERT INTO settings(person, name, value) VALUES(?,?,?)"
                         " ON CONFLICT(person, name) DO UPDATE SET value=excluded.value"));
  row->bind(1, person).bind(2, name).bind(3, value).step();
}

std::optional<std::string> SqlUnit::find_setting(std::string_view person, std::string_view name) {
  return view_sql::find_setting(database_, person, name);
}

std::optional<app::Credential> SqlUnit::find_credential(std::string_view login) {
  return view_sql::find_credential(database_, login);
}

void SqlUnit::put_credential(const app::Credential& credential) {
  Use row(
      database_.prepared("INSERT INTO credentials(login, person, password_hash, is_active)"
                         " VALUES(?,?,?,?) ON CONFLICT(login) DO UPDATE SET"
                         " person=excluded.person, password_hash=excluded.password_hash,"
                         " is_active=excluded.is_active"));
  row->bind(1, credential.login).bind(2, credential.person);
  row->bind(3, credential.password_hash).bind(4, credential.active).step();
}

void SqlUnit::put_session(const app::Session& session) {
  Use row(
      database_.prepared("INSERT INTO sessions(token_hash, person, created_at, expires_at)"
                         " VALUES(?,?,?,?) ON CONFLICT(token_hash) DO UPDATE SET"
                         " person=excluded.person, created_at=excluded.created_at,"
                         " expires_at=excluded.expires_at"));
  row->bind(1, session.token_hash).bind(2, session.person);
  row->bind(3, session.created_at).bind(4, session.expires_at).step();
}

void SqlUnit::drop_session(std::string_view token_hash) {
  Use row(database_.prepared("DELETE FROM sessions WHERE token_hash=?"));
  row->bind(1, token_hash).step();
}

void SqlUnit::drop_sessions_of(std::string_view person) {
  Use row(database_.prepared("DELETE FROM sessions WHERE person=?"));
  row->bind(1, person).step();
}

void SqlUnit::put_token(const app::ApiToken& token) {
  Use row(
      database_.prepared("INSERT INTO tokens(token_hash, name, person, created_at, expires_at)"
                         " VALUES(?,?,?,?,?) ON CONFLICT(token_hash) DO UPDATE SET"
                         " name=excluded.name, person=excluded.person,"
                         " created_at=excluded.created_at, expires_at=excluded.expires_at"));
  row->bind(1, token.token_hash).bind(2, token.name).bind(3, token.person);
  row->bind(4, token.created_at).bind(5, token.expires_at).step();
}

void SqlUnit::drop_token(std::string_view token_hash) {
  Use row(database_.prepared("DELETE FROM tokens WHERE token_hash=?"));
  row->bind(1, token_hash).step();
}

}  // namespace guiju::store
