#include "store/sql/record_row.hpp"
#include "store/sql/unit.hpp"

namespace guiju::store::view_sql {
namespace {

std::vector<casework::RecordPtr> read_all(Statement& rows, Catalogue& catalogue,
                                          RecordCache& cache) {
  std::vector<casework::RecordPtr> records;
  while (rows.step()) records.push_back(read_record(rows, catalogue, cache));
  return records;
}

const std::string select_records = std::string("SELECT ") + record_columns + " FROM records r ";

}  // namespace

std::vector<casework::RecordPtr> children(Database& database, Catalogue& catalogue,
                                          RecordCache& cache, const casework::RecordId& parent,
                                          const pack::RecordType& type) {
  const Kind* kind = catalogue.find_kind(type.pack->id, type.name);
  if (!kind) return {};
  static const std::string sql = select_records + "WHERE r.parent=? AND r.kind=? ORDER BY r.rid";
  Use rows(database.prepared(sql));
  rows->bind(1, parent.text).bind(2, kind->ordinal);
  return read_all(*rows, catalogue, cache);
}

std::vector<casework::RecordPtr> records(Database& database, Catalogue& catalogue,
                                         RecordCache& cache, const pack::RecordType& type,
                                         std::string_view site, std::optional<LocalDate> from,
                                         std::optional<LocalDate> to) {
  const Kind* kind = catalogue.find_kind(type.pack->id, type.name);
  if (!kind) return {};
  const bool has_period = from || to;
  std::string sql = select_records + "WHERE r.kind=?1";
  if (!site.empty()) {
    // What is worked on has an index of sites of its own.
    sql += kind->is_case || kind->is_report ? " AND r.updated_order IS NOT NULL"
                                            : " AND r.updated_order IS NULL";
    sql += " AND r.site=?2";
  }
  if (has_period) sql += " AND r.period BETWEEN ?3 AND ?4";
  sql += " ORDER BY r.rid";
  Use rows(database.prepared(sql));
  rows->bind(1, kind->ordinal);
  if (!site.empty()) rows->bind(2, site);
  if (has_period) {
    rows->bind(3, from ? from->time_since_epoch().count() : INT64_MIN);
    rows->bind(4, to ? to->time_since_epoch().count() : INT64_MAX);
  }
  return read_all(*rows, catalogue, cache);
}

std::vector<casework::RecordPtr> with_provisional_clocks(Database& database, Catalogue& catalogue,
                                                         RecordCache& cache) {
  static const std::string sql =
      select_records + "WHERE r.rid IN (SELECT rid FROM clocks WHERE provisional=1) ORDER BY r.rid";
  Use rows(database.prepared(sql));
  return read_all(*rows, catalogue, cache);
}

std::int64_t serials_taken(Database& database, const Catalogue& catalogue,
                           const pack::RecordType& type, std::string_view scope) {
  const Kind* kind = catalogue.find_kind(type.pack->id, type.name);
  if (!kind) return 0;
  Use row(database.prepared("SELECT taken FROM serials WHERE kind=? AND scope=?"));
  row->bind(1, kind->ordinal).bind(2, scope);
  return row->step() ? row->integer(0) : 0;
}

ClaimRow holder(Database& database, const Catalogue& catalogue, const pack::RecordType& type,
                std::string_view claim) {
  const Kind* kind = catalogue.find_kind(type.pack->id, type.name);
  if (!kind) return {};
  Use row(database.prepared("SELECT record, since FROM claims WHERE kind=? AND claim=?"));
  row->bind(1, kind->ordinal).bind(2, claim);
  if (!row->step()) return {};
  return {{row->string(0)}, row->maybe_instant(1)};
}

std::optional<app::Receipt> find_receipt(Database& database, std::string_view actor,
                                         std::string_view key, std::string_view request_hash) {
  Use row(
      database.prepared("SELECT request_hash, status, body FROM receipts WHERE key=? AND actor=?"));
  row->bind(1, key).bind(2, actor);
  if (!row->step()) return std::nullopt;
  if (row->text(0) != request_hash) throw app::UnitOfWork::KeyReused{};
  return app::Receipt{.status = static_cast<int>(row->integer(1)), .body = row->string(2)};
}

std::optional<app::Credential> find_credential(Database& database, std::string_view login) {
  Use row(database.prepared(
      "SELECT login, person, password_hash, is_active FROM credentials WHERE login=?"));
  row->bind(1, login);
  if (!row->step()) return std::nullopt;
  return app::Credential{.login = row->string(0),
                         .person = row->string(1),
                         .password_hash = row->string(2),
                         .active = row->integer(3) != 0};
}

namespace {

/// Grows with every change of a record of that type of the pack `company`.
std::int64_t changes_of(Database& database, const Catalogue& catalogue, std::string_view type) {
  const Kind* kind = catalogue.find_kind("company", type);
  if (!kind) return 0;
  Use row(database.prepared("SELECT coalesce(sum(version), 0) FROM records WHERE kind=?"));
  row->bind(1, kind->ordinal);
  return row->step() ? row->integer(0) : 0;
}

}  // namespace

std::optional<std::string> find_setting(Database& database, std::string_view person,
                                        std::string_view name) {
  Use row(database.prepared("SELECT value FROM settings WHERE person=? AND name=?"));
  row->bind(1, person).bind(2, name);
  if (!row->step()) return std::nullopt;
  return row->string(0);
}

std::int64_t directory_version(Database& database, const Catalogue& catalogue) {
  std::int64_t version = 0;
  for (const auto type : casework::Directory::types) {
    version += changes_of(database, catalogue, type);
  }
  return version;
}

std::int64_t versions(Database& database, const Catalogue& catalogue) {
  return database.integer("SELECT count(*) FROM packs") +
         changes_of(database, catalogue, "edition");
}

std::shared_ptr<const casework::Directory> read_directory(Database& database,
                                                          Catalogue& catalogue) {
  auto directory = std::make_shared<casework::Directory>();
  for (const auto type : casework::Directory::types) {
    const Kind* kind = catalogue.find_kind("company", type);
    if (!kind) continue;
    static const std::string sql = select_records + "WHERE r.kind=? ORDER BY r.rid";
    Use rows(database.prepared(sql));
    rows->bind(1, kind->ordinal);
    while (rows->step()) directory->take(*read_record(*rows, catalogue));
  }
  return directory;
}

}  // namespace guiju::store::view_sql
