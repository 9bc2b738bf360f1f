#include <algorithm>
#include <iterator>

#include "app/fold.hpp"
#include "store/maintenance.hpp"
#include "store/sql/schema.hpp"
#include "store/sql/unit.hpp"
#include "store/sql/used_contents.hpp"
#include "store/sqlite/part_file.hpp"
#include "store/sqlite/sqlite_database.hpp"

namespace guiju::store {
namespace {

constexpr std::uint64_t entries_at_once = 1'000, rows_ahead = 1'000;

/// What does not follow from the journal.
constexpr const char* copied_tables[] = {"meta",         "packs",     "pack_files",  "kinds",
                                         "journal",      "seals",     "receipts",    "notices",
                                         "notices_read", "schedules", "credentials", "sessions",
                                         "tokens",       "contents",  "uploads",     "settings"};

std::string insertion_of(const std::string& table, const Statement& row) {
  std::string columns, marks;
  for (int column = 0; column < row.columns(); ++column) {
    columns += column == 0 ? "" : ", ";
    columns += row.column_name(column);
    marks += column == 0 ? "?" : ",?";
  }
  return "INSERT INTO " + table + '(' + columns + ") VALUES(" + marks + ')';
}

/// `as_text`: what may be bytes in PostgreSQL is text in SQLite.
void copy_value(const Statement& row, int column, bool as_text, Statement& into) {
  switch (row.kind(column)) {
    case Statement::Kind::nothing:
      into.bind_null(column + 1);
      break;
    case Statement::Kind::integer:
      into.bind(column + 1, row.integer(column));
      break;
    case Statement::Kind::text:
      into.bind(column + 1, row.text(column));
      break;
    case Statement::Kind::bytes:
      as_text ? into.bind(column + 1, row.text(column))
              : into.bind_blob(column + 1, row.text(column));
      break;
  }
}

void copy_table(Database& from, Database& to, const std::string& table) {
  const auto row = from.prepare_scan("SELECT * FROM " + table);
  std::unique_ptr<Statement> insertion;
  std::uint64_t copied = 0;
  while (row->step()) {
    if (!insertion) insertion = to.prepare(insertion_of(table, *row));
    for (int column = 0; column < row->columns(); ++column) {
      copy_value(*row, column, table == "pack_files", *insertion);
    }
    insertion->run();
    // What was sent ahead to a server is in memory until it has answered.
    if (++copied % rows_ahead == 0) to.integer("SELECT 1");
  }
}

void copy_tables(Database& from, Database& to) {
  Transaction transaction(to);
  for (const char* table : copied_tables) copy_table(from, to, table);
  to.continue_numbers();
  transaction.commit();
}

void replay(Database& source, SqlUnit& unit, const FindPack& find_pack, const Progress& progress) {
  const auto total = static_cast<std::uint64_t>(source.integer("SELECT count(*) FROM journal"));
  static const std::string sql =
      std::string("SELECT ") + entry_columns + " FROM journal ORDER BY seq";
  const auto rows = source.prepare_scan(sql);
  std::uint64_t done = 0;
  unit.begin();
  while (rows->step()) {
    const journal::EntryView entry = read_entry(*rows);
    const app::JournaledDecision decision = app::read_decision(entry, find_pack);
    const auto find = [&](const casework::RecordId& id) { return unit.find(id); };
    std::vector<casework::ClaimChange> claims;
    for (const auto& record : fold(decision, entry.at, find)) {
      std::ranges::move(casework::claim_changes(unit.find(record->id).get(), *record, entry.at),
                        std::back_inserter(claims));
      unit.put(record);
    }
    std::stable_partition(claims.begin(), claims.end(),
                          [](const auto& change) { return !change.is_taken; });
    unit.change_claims(claims);
    for (const auto& [record, attachment] : app::attachments_set(decision.facts)) {
      unit.put_attachment(record, attachment);
    }
    for (const casework::SerialTaken& serial : decision.serials) unit.take_serial(serial);
    if (++done % entries_at_once != 0) continue;
    unit.finish();
    unit.commit();
    unit.begin();
    progress(done, total);
  }
  unit.finish();
  unit.commit();
  progress(total, total);
}

std::vector<Finding> fill(Database& source, Database& target, const Location& from,
                          const Location& to, ContentFolder contents, const FindPack& find_pack,
                          const Progress& progress) {
  copy_tables(source, target);
  {
    SqlUnit unit(target, {.location = to, .find_pack = find_pack});
    replay(source, unit, find_pack, progress);
  }
  return take_used_contents(target, from, contents);
}

std::vector<Finding> fill_postgres(Database& source, const Location& from, const Location& to,
                                   ContentFolder contents, const FindPack& find_pack,
                                   const Progress& progress) {
  if (is_taken(to)) {
    open_to_read(to);  // says where it is one that was broken off
    throw Fault(to.shown() + " holds a company already");
  }
  const auto target = connect(to, Access::write);
  migrate(*target);
  {
    Transaction transaction(*target);
    write_meta(*target, unfinished, "1");
    transaction.commit();
  }
  contents.claim(to.shown());
  auto findings = fill(source, *target, from, to, contents, find_pack, progress);
  target->execute("ANALYZE");  // else its first plans would be made for empty tables
  Transaction transaction(*target);
  write_meta(*target, contents_meta, contents.path().native());
  forget_meta(*target, unfinished);
  transaction.commit();
  return findings;
}

}  // namespace

std::vector<Finding> rebuild(const Location& from, const Location& to,
                             const std::filesystem::path& contents, const FindPack& find_pack,
                             const Progress& progress) {
  const auto folder = contents_for(to, contents);
  const auto source = open_to_read(from);
  if (to.is_postgres()) return fill_postgres(*source, from, to, folder, find_pack, progress);
  PartFile part(to.file());
  std::vector<Finding> findings;
  {
    SqliteDatabase target(part.path(), Access::write);
    // Nothing is lost with a half-made file: it is made anew.
    target.execute("PRAGMA synchronous=OFF");
    migrate(target);
    findings = fill(*source, target, from, to, ContentFolder(part.path()), find_pack, progress);
    {
      Transaction transaction(target);
      forget_meta(target, contents_meta);
      transaction.commit();
    }
    target.execute("PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(TRUNCATE)");
  }
  part.take_name();
  return findings;
}

}  // namespace guiju::store
