#include "store/sqlite/schema.hpp"

namespace guiju::store {
namespace {

/// `GUIJ`: marks the file as ours.
constexpr std::int64_t application_id = 0x4755494A;

}  // namespace

void check_readable(Database& database) {
  const std::int64_t owner = database.integer("PRAGMA application_id");
  const std::int64_t present = database.integer("PRAGMA user_version");
  const bool is_empty = database.integer("SELECT count(*) FROM sqlite_master") == 0;
  if (!is_empty && owner != application_id) {
    throw Fault("database: this file was not made by guiju; choose another path");
  }
  const auto known = static_cast<std::int64_t>(migrations().size());
  if (present > known) {
    throw Fault("database: written by a newer guiju (schema " + std::to_string(present) +
                ", this program knows " + std::to_string(known) +
                "); use that program, or restore a backup made by this one");
  }
}

void migrate(Database& database) {
  check_readable(database);
  const std::int64_t present = database.integer("PRAGMA user_version");
  for (const Migration& step : migrations()) {
    if (step.number <= present) continue;
    Transaction transaction(database);
    database.execute(step.sql);
    database.execute("PRAGMA application_id=" + std::to_string(application_id) +
                     "; PRAGMA user_version=" + std::to_string(step.number));
    transaction.commit();
  }
}

std::optional<std::string> read_meta(Database& database, std::string_view name) {
  Use row(database.prepared("SELECT value FROM meta WHERE name=?"));
  row->bind(1, name);
  if (!row->step()) return std::nullopt;
  return row->string(0);
}

}  // namespace guiju::store
