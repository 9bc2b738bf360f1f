#include <algorithm>
#include <iterator>

#include "app/fold.hpp"
#include "store/maintenance.hpp"
#include "store/sqlite/part_file.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/unit.hpp"
#include "store/sqlite/used_contents.hpp"

namespace guiju::store {
namespace {

constexpr std::uint64_t entries_at_once = 1'000;

/// What does not follow from the journal.
constexpr const char* copied_tables[] = {"meta",         "packs",     "pack_files",  "kinds",
                                         "journal",      "seals",     "receipts",    "notices",
                                         "notices_read", "schedules", "credentials", "sessions",
                                         "tokens",       "contents",  "uploads",     "settings"};

void copy_tables(Database& database, const std::filesystem::path& from) {
  {
    Statement attach = database.prepare("ATTACH ? AS old");
    attach.bind(1, from.native());
    attach.run();
  }
  Transaction transaction(database);
  for (const std::string table : copied_tables) {
    database.execute("INSERT INTO main." + table + " SELECT * FROM old." + table);
  }
  transaction.commit();
  database.execute("DETACH old");
}

void replay(Database& source, SqliteUnit& unit, const FindPack& find_pack,
            const Progress& progress) {
  const auto total = static_cast<std::uint64_t>(source.integer("SELECT count(*) FROM journal"));
  static const std::string sql =
      std::string("SELECT ") + entry_columns + " FROM journal ORDER BY seq";
  Use rows(source.prepared(sql));
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
    std::ranges::stable_partition(claims, [](const auto& change) { return !change.is_taken; });
    unit.change_claims(claims);
    for (const auto& [record, attachment] : app::attachments_set(decision.facts)) {
      unit.put_attachment(record, attachment);
    }
    for (const casework::SerialTaken& serial : decision.serials) unit.take_serial(serial);
    if (++done % entries_at_once != 0) continue;
    unit.commit();
    unit.begin();
    progress(done, total);
  }
  unit.commit();
  progress(total, total);
}

}  // namespace

std::vector<Finding> rebuild(const std::filesystem::path& from, const std::filesystem::path& to,
                             const FindPack& find_pack, const Progress& progress) {
  PartFile part(to);
  Database source(from, Access::read);
  check_readable(source);
  std::vector<Finding> findings;
  {
    Database database(part.path(), Access::write);
    // Nothing is lost with a half-made file: it is made anew.
    database.execute("PRAGMA synchronous=OFF");
    migrate(database);
    copy_tables(database, from);
    SqliteUnit unit(database, {.path = to, .find_pack = find_pack});
    replay(source, unit, find_pack, progress);
    ContentFolder contents(part.path());
    findings = take_used_contents(database, ContentFolder(from), contents);
    database.execute("PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(TRUNCATE)");
  }
  part.take_name();
  return findings;
}

}  // namespace guiju::store
