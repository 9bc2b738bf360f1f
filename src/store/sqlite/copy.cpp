#include <sqlite3.h>

#include "store/maintenance.hpp"
#include "store/sql/schema.hpp"
#include "store/sql/used_contents.hpp"
#include "store/sqlite/part_file.hpp"
#include "store/sqlite/sqlite_database.hpp"

/// Backup and restore: SQLite's own page copy, of one moment.
namespace guiju::store {
namespace {

constexpr int pages_at_once = 2'000;

void copy_pages(SqliteDatabase& from, SqliteDatabase& to, const Progress& progress) {
  sqlite3_backup* copy = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (copy == nullptr) throw Fault(std::string("backup: ") + sqlite3_errmsg(to.handle()));
  int result = SQLITE_OK;
  while ((result = sqlite3_backup_step(copy, pages_at_once)) == SQLITE_OK) {
    const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(copy));
    progress(total - static_cast<std::uint64_t>(sqlite3_backup_remaining(copy)), total);
  }
  const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(copy));
  sqlite3_backup_finish(copy);
  if (result != SQLITE_DONE) {
    throw Fault(std::string("backup: cannot write ") + sqlite3_db_filename(to.handle(), "main") +
                ": " + sqlite3_errstr(result));
  }
  progress(total, total);
}

void copy_contents(Database& copied, const std::filesystem::path& from,
                   const std::filesystem::path& to) {
  ContentFolder contents(to);
  const auto findings = take_used_contents(copied, from, contents);
  if (!findings.empty()) throw Fault(findings.front().text);
}

/// Copies to a file that takes its name when `check` has found no fault with it.
template <class Check>
void copy_file(const std::filesystem::path& from, const std::filesystem::path& to,
               const Progress& progress, Check check) {
  if (!std::filesystem::exists(from)) throw Fault(from.string() + " does not exist");
  PartFile part(to);
  {
    SqliteDatabase source(from, Access::read);
    check_readable(source);
    // Pages are copied in pieces; this transaction keeps them all of one moment.
    source.begin_reading();
    SqliteDatabase target(part.path(), Access::write);
    copy_pages(source, target, progress);
    source.commit();
    check(target);
    migrate(target);
    copy_contents(target, from, part.path());
    target.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  part.take_name();
}

}  // namespace

void backup(const std::filesystem::path& from, const std::filesystem::path& to,
            const Progress& progress) {
  copy_file(from, to, progress, [](Database&) {});
}

void restore(const std::filesystem::path& from, const std::filesystem::path& to,
             const Progress& progress) {
  copy_file(from, to, progress, [&](Database& copied) {
    const std::string damage = copied.damage();
    if (!damage.empty()) throw Fault(from.string() + " is damaged: " + damage);
  });
}

}  // namespace guiju::store
