#pragma once

#include <span>

#include "store/sql/database.hpp"

/// The steps of the schema, built into the program of `src/store/schema`. What an engine came with
/// later begins with all steps before in one; from then on each step stands in both folders, under
/// one number.
namespace guiju::store {

std::span<const Migration> sqlite_migrations();
std::span<const Migration> postgres_migrations();

}  // namespace guiju::store
