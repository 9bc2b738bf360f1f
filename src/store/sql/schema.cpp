#include "store/sql/schema.hpp"

namespace guiju::store {
namespace {

/// Makes the first step that is missing. False when none is.
bool make_step(Database& database) {
  Transaction transaction(database);  // what another process has made meanwhile is seen in it
  const int present = database.schema();
  for (const Migration& step : database.migrations()) {
    if (step.number <= present) continue;
    database.execute(step.sql);
    database.set_schema(step.number);
    transaction.commit();
    return true;
  }
  return false;
}

}  // namespace

void check_readable(Database& database) {
  const int present = database.schema();
  const int known = database.migrations().back().number;
  if (present > known) {
    throw Fault("database: written by a newer guiju (schema " + std::to_string(present) +
                ", this program knows " + std::to_string(known) +
                "); use that program, or restore a backup made by this one");
  }
  if (present > 0 && read_meta(database, unfinished)) {
    throw Fault(
        "database: a company is being made in it, or moved into it; where that was broken off, "
        "remove the file, or drop the schema and make it anew, and begin again with an empty "
        "--contents");
  }
}

void migrate(Database& database) {
  check_readable(database);
  while (database.schema() < database.migrations().back().number && make_step(database)) {
  }
}

std::unique_ptr<Database> open_to_read(const Location& location) {
  auto database = connect(location, Access::read);
  check_readable(*database);
  database->begin_reading();
  return database;
}

std::optional<std::string> read_meta(Database& database, std::string_view name) {
  Use row(database.prepared("SELECT value FROM meta WHERE name=?"));
  row->bind(1, name);
  if (!row->step()) return std::nullopt;
  return row->string(0);
}

void write_meta(Database& database, std::string_view name, std::string_view value) {
  Use row(
      database.prepared("INSERT INTO meta(name, value) VALUES(?,?)"
                        " ON CONFLICT(name) DO UPDATE SET value=excluded.value"));
  row->bind(1, name).bind(2, value).step();
}

void forget_meta(Database& database, std::string_view name) {
  Use row(database.prepared("DELETE FROM meta WHERE name=?"));
  row->bind(1, name).step();
}

}  // namespace guiju::store
