#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/location.hpp"
#include "store/sql/database.hpp"

namespace guiju::store {

/// Throws `Fault` when the database belongs to another program, was written by a newer one, or
/// holds a company that is not whole.
void check_readable(Database& database);

/// Brings the tables up to the program's schema, forward only, each step in a transaction of its
/// own while no other connection writes. Throws as `check_readable` does.
void migrate(Database& database);

/// A connection that reads: all of one moment, of a schema that this program can read. Throws as
/// `check_readable` does.
std::unique_ptr<Database> open_to_read(const Location& location);

/// The fact of a database that a company is being made in it, or moved into it, and is not whole
/// yet: `check_readable` throws.
inline constexpr std::string_view unfinished = "unfinished";

/// A fact about the database itself.
std::optional<std::string> read_meta(Database& database, std::string_view name);
/// In a transaction.
void write_meta(Database& database, std::string_view name, std::string_view value);
/// In a transaction.
void forget_meta(Database& database, std::string_view name);

}  // namespace guiju::store
