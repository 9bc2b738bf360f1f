#include "store/sql/reader.hpp"

#include <algorithm>

#include "store/sql/record_row.hpp"

namespace guiju::store {
namespace {

/// A reader shows one case at a time; a page of them is what comes again.
constexpr std::size_t cached_records_max = 512;

}  // namespace

SqlReader::SqlReader(const Location& location, FindPack find_pack, const Writer& writer)
    : writer_(writer),
      connection_(connect(location, Access::read)),
      database_(*connection_),
      words_(database_.word_index(0)),
      catalogue_(database_, std::move(find_pack)),
      cache_(cached_records_max),
      directory_(writer.directory()) {}

void SqlReader::reload_catalogue() const {
  // Asked for before reading: what is read is then at least as new.
  const std::uint64_t version = writer_.catalogue_version();
  if (version == catalogue_version_) return;
  catalogue_.reload();
  catalogue_version_ = version;
}

void SqlReader::refresh() const {
  if (snapshots_ == 0) reload_catalogue();
}

void SqlReader::begin_snapshot() {
  if (snapshots_ == 0) begin_reading();
  ++snapshots_;
}

void SqlReader::begin_reading() {
  const std::uint64_t version = writer_.catalogue_version();
  directory_ = writer_.directory();
  try {
    database_.begin_reading();
    if (version == catalogue_version_) return;
    catalogue_.reload();
    catalogue_version_ = version;
  } catch (const std::exception&) {
    database_.rollback();
    throw;
  }
}

void SqlReader::end_snapshot() {
  if (--snapshots_ == 0) database_.rollback();  // nothing was written, and it never throws
}

casework::RecordPtr SqlReader::find(const casework::RecordId& id) const {
  static const std::string sql =
      std::string("SELECT ") + record_columns + " FROM records r WHERE r.id=?";
  Use row(database_.prepared(sql));
  row->bind(1, id.text);
  return row->step() ? read_record(*row, catalogue_, cache_) : nullptr;
}

std::vector<casework::RecordPtr> SqlReader::children(const casework::RecordId& parent,
                                                     const pack::RecordType& type) const {
  refresh();
  return view_sql::children(database_, catalogue_, cache_, parent, type);
}

std::vector<casework::RecordPtr> SqlReader::records(const pack::RecordType& type,
                                                    std::string_view site,
                                                    std::optional<LocalDate> from,
                                                    std::optional<LocalDate> to) const {
  refresh();
  return view_sql::records(database_, catalogue_, cache_, type, site, from, to);
}

std::vector<casework::RecordPtr> SqlReader::with_provisional_clocks() const {
  refresh();
  return view_sql::with_provisional_clocks(database_, catalogue_, cache_);
}

casework::Holder SqlReader::holder(const pack::RecordType& type, std::string_view claim) const {
  refresh();
  const auto row = view_sql::holder(database_, catalogue_, type, claim);
  if (row.record.is_empty()) return {};
  return {find(row.record), row.since};
}

std::int64_t SqlReader::serials_taken(const pack::RecordType& type, std::string_view scope) const {
  refresh();
  return view_sql::serials_taken(database_, catalogue_, type, scope);
}

const casework::Directory& SqlReader::directory() const {
  if (snapshots_ == 0) directory_ = writer_.directory();
  return *directory_;
}

std::vector<casework::RecordId> SqlReader::named(std::string_view text) const {
  refresh();
  std::vector<std::pair<std::int64_t, std::string>> found;
  const auto look_up = [&](const char* sql, std::string_view wanted) {
    Use rows(database_.prepared(sql));
    rows->bind(1, wanted);
    while (rows->step()) found.emplace_back(rows->integer(0), rows->string(1));
  };
  look_up("SELECT rid, id FROM records WHERE number=?", text);
  look_up("SELECT rid, id FROM records WHERE id=?", text);
  for (const Kind& kind : catalogue_.kinds()) {
    const std::string id = (kind.pack + '.' + kind.type + '.').append(text);
    look_up("SELECT rid, id FROM records WHERE id=?", id);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<casework::RecordId> ids;
  for (auto& [rid, id] : found) ids.push_back({std::move(id)});
  return ids;
}

std::optional<app::Row> SqlReader::row(const casework::RecordId& id) const {
  static const std::string sql =
      std::string("SELECT ") + row_columns + " FROM records r WHERE r.id=?";
  Use row(database_.prepared(sql));
  row->bind(1, id.text);
  if (!row->step()) return std::nullopt;
  return read_row(*row, catalogue_);
}

std::vector<journal::Entry> SqlReader::timeline(const casework::RecordId& stream,
                                                std::uint64_t from_stream_seq,
                                                std::size_t limit) const {
  static const std::string sql =
      std::string("SELECT ") + entry_columns +
      " FROM journal WHERE stream=? AND stream_seq>=? ORDER BY stream_seq LIMIT ?";
  Use rows(database_.prepared(sql));
  rows->bind(1, stream.text).bind(2, static_cast<std::int64_t>(from_stream_seq));
  rows->bind(3, static_cast<std::int64_t>(limit));
  std::vector<journal::Entry> entries;
  while (rows->step()) entries.push_back(journal::own(read_entry(*rows)));
  return entries;
}

std::uint64_t SqlReader::last_entry(const casework::RecordId& stream) const {
  Use row(database_.prepared(
      "SELECT seq FROM journal WHERE stream=? ORDER BY stream_seq DESC LIMIT 1"));
  row->bind(1, stream.text);
  return row->step() ? static_cast<std::uint64_t>(row->integer(0)) : 0;
}

std::uint64_t SqlReader::entry_count() const { return journal_entry_count(database_); }

std::uint64_t SqlReader::last_entry_before(Instant at) const {
  return last_journal_entry_before(database_, at);
}

std::vector<journal::Entry> SqlReader::entries(std::uint64_t from_seq, std::size_t limit) const {
  return read_entries(database_, from_seq, limit);
}

std::optional<std::string> SqlReader::find_setting(std::string_view person,
                                                   std::string_view name) const {
  return view_sql::find_setting(database_, person, name);
}

std::optional<app::Receipt> SqlReader::find_receipt(std::string_view actor, std::string_view key,
                                                    std::string_view request_hash) const {
  return view_sql::find_receipt(database_, actor, key, request_hash);
}

std::optional<app::Credential> SqlReader::find_credential(std::string_view login) const {
  return view_sql::find_credential(database_, login);
}

std::optional<app::Session> SqlReader::find_session(std::string_view token_hash) const {
  Use row(database_.prepared(
      "SELECT token_hash, person, created_at, expires_at FROM sessions WHERE token_hash=?"));
  row->bind(1, token_hash);
  if (!row->step()) return std::nullopt;
  return app::Session{.token_hash = row->string(0),
                      .person = row->string(1),
                      .created_at = row->instant(2),
                      .expires_at = row->instant(3)};
}

namespace {

constexpr const char* token_columns = "token_hash, name, person, created_at, expires_at";

app::ApiToken read_token(Statement& row) {
  return {.token_hash = row.string(0),
          .name = row.string(1),
          .person = row.string(2),
          .created_at = row.instant(3),
          .expires_at = row.instant(4)};
}

}  // namespace

std::optional<app::ApiToken> SqlReader::find_token(std::string_view token_hash) const {
  Use row(database_.prepared(std::string("SELECT ") + token_columns +
                             " FROM tokens WHERE token_hash=?"));
  row->bind(1, token_hash);
  if (!row->step()) return std::nullopt;
  return read_token(*row);
}

app::Account SqlReader::account_of(std::string_view person) const {
  app::Account account;
  Use logins(database_.prepared("SELECT login FROM credentials WHERE person=? ORDER BY login"));
  logins->bind(1, person);
  while (logins->step()) {
    if (auto found = find_credential(logins->string(0))) {
      account.credentials.push_back(*std::move(found));
    }
  }
  Use sessions(database_.prepared(
      "SELECT token_hash FROM sessions WHERE person=? ORDER BY created_at, token_hash"));
  sessions->bind(1, person);
  while (sessions->step()) {
    if (auto found = find_session(sessions->string(0))) {
      account.sessions.push_back(*std::move(found));
    }
  }
  Use tokens(database_.prepared(std::string("SELECT ") + token_columns +
                                " FROM tokens WHERE person=? ORDER BY token_hash"));
  tokens->bind(1, person);
  while (tokens->step()) account.tokens.push_back(read_token(*tokens));
  return account;
}

std::optional<Instant> SqlReader::next_timer() const {
  Use row(database_.prepared("SELECT min(timer) FROM records WHERE timer IS NOT NULL"));
  return row->step() ? row->maybe_instant(0) : std::nullopt;
}

}  // namespace guiju::store
