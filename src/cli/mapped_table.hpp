#pragma once

#include <limits>

#include "app/table_file.hpp"

namespace guiju::cli {

/// A table that a mapping file is for, as the command line takes it: of any number of rows, where
/// they need not be kept. Rows have as many cells as there are titles, unless they have more.
class MappedTable final : public app::RowSource {
 public:
  /// Throws app::TableError.
  MappedTable(std::istream& in, char separator, const std::string& sheet = {})
      : reader_(in, {.sheet = sheet, .separator = separator, .limits = limits()}),
        header_(app::titles_of(reader_.titles(), reader_.titles().cells.size())) {}

  bool next(app::TableRow& row) override {
    if (!reader_.next(row)) return false;
    // What is short in CSV is a quote at fault; a workbook keeps no empty cells at the end.
    const bool is_workbook = !reader_.sheets().empty();
    if (is_workbook && row.cells.size() < header_.size()) row.cells.resize(header_.size());
    return true;
  }
  const std::vector<std::string>& header() const { return header_; }
  std::int64_t bytes() const { return reader_.bytes(); }

 private:
  static app::TableLimits limits() {
    app::TableLimits limits;
    limits.rows_max = std::numeric_limits<std::size_t>::max();
    return limits;
  }
  app::TableReader reader_;
  std::vector<std::string> header_;
};

}  // namespace guiju::cli
