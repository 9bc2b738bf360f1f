#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "app/csv.hpp"
#include "app/table.hpp"

/// The one way in which files of rows are read: workbooks (`.xlsx`) and CSV, told apart by what is
/// in them.
namespace guiju::app {

/// How a file is to be read.
struct TableWish {
  std::string sheet = {};          ///< of a workbook; empty: the first
  char separator = any_separator;  ///< of CSV
  TableLimits limits = {};
  std::stop_token stop = {};
};

/// Rows below the titles, one after the other: CSV in bounded memory, a workbook from memory. The
/// titles are the first row with two of them or more: what stands above is a heading of the whole
/// sheet. Rows with nothing in them are passed over; an apostrophe that guards a text against being
/// taken for a formula is taken off.
class TableReader final : public RowSource {
 public:
  /// Throws TableError, and ReadingStopped once the wish's `stop` asks for it.
  explicit TableReader(std::istream& in, TableWish wish = {});

  /// False at the end. Throws as above. Of rows of a workbook empty cells at the end may be
  /// missing.
  bool next(TableRow& row) override;

  /// The titles as they stand there.
  const TableRow& titles() const { return titles_; }
  std::string_view encoding() const;                                  ///< of CSV; empty: a workbook
  const std::vector<std::string>& sheets() const { return sheets_; }  ///< of a workbook
  const std::string& sheet() const { return wish_.sheet; }            ///< that is read
  /// Bytes read so far, for progress.
  std::int64_t bytes() const;

 private:
  void open_workbook(std::istream& in, std::string begun);
  bool next_row(TableRow& row);
  void find_titles();

  TableWish wish_;
  std::unique_ptr<CsvReader> csv_;  ///< null: a workbook
  std::vector<std::string> sheets_;
  TableRow titles_;
  std::deque<TableRow> ahead_;
  std::int64_t bytes_ = 0;
};

/// Titles of so many columns, each once, none empty: `[C]` where there is none.
std::vector<std::string> titles_of(const TableRow& row, std::size_t columns);

/// A file of rows, whole.
struct TableFile {
  std::string encoding;             ///< of a CSV file; empty: a workbook
  std::vector<std::string> sheets;  ///< of a workbook
  std::string sheet;                ///< the one that was read
  std::int64_t header_line = 0;
  std::vector<std::string> header;  ///< titles, each once, none empty
  std::vector<TableRow> rows;       ///< below it; each has as many cells as there are titles
};

/// Reads a file that stands in memory. Throws TableError and ReadingStopped.
TableFile read_table(std::string bytes, TableWish wish = {});

void drop_column(TableFile& table, std::size_t column);

}  // namespace guiju::app
