#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/table.hpp"
#include "app/xlsx_file.hpp"

namespace guiju::app {

/// A file of rows, whole: a workbook or CSV, told apart by what is in it.
struct TableFile {
  std::string encoding;             ///< of a CSV file; empty: a workbook
  std::vector<std::string> sheets;  ///< of a workbook
  std::string sheet;                ///< the one that was read
  std::int64_t header_line = 0;
  std::vector<std::string> header;  ///< titles, each once, none empty
  std::vector<TableRow> rows;       ///< below it; each has as many cells as there are titles
};

/// Reads a file that stands in memory. The header is the first row with two titles or more: what
/// stands above it is a heading of the whole sheet. `sheet` empty: the first. Throws TableError.
TableFile read_table(std::string bytes, std::string_view sheet = {},
                     const TableLimits& limits = {});

}  // namespace guiju::app
