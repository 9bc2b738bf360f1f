#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "store/sqlite/database.hpp"

namespace guiju::store {

/// One step of the schema: `src/store/schema/NNNN_name.sql`, built into the program.
struct Migration {
  int number = 0;
  const char* name = "";
  const char* sql = "";
};

/// Ascending from 1 without gaps.
std::span<const Migration> migrations();

/// Throws `Fault` when the file belongs to another program, or was written by a newer one.
void check_readable(Database& database);

/// Brings the tables up to the program's schema, forward only, each step in a transaction. Throws
/// as `check_readable` does.
void migrate(Database& database);

/// A fact about the file itself.
std::optional<std::string> read_meta(Database& database, std::string_view name);

}  // namespace guiju::store
