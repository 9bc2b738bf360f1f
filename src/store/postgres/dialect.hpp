#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guiju::store {

/// A statement of the store's SQL as PostgreSQL wants it: `?` and `?3` become `$1`, `$2` … in the
/// order in which they first come, and `INDEXED BY`, a word to SQLite's planner, is left out.
struct Translated {
  std::string sql;
  /// The place of each of the store's parameters, from 1; 0 for one that the text does not name.
  std::vector<std::size_t> places;
  std::size_t parameters = 0;
  bool gives_rows = false, only_reads = false;
};

Translated translate(std::string_view sql);

}  // namespace guiju::store
