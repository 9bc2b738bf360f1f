#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "pack/field.hpp"

/// Rows from outside, whatever file they stand in: what importing has to do with.
namespace guiju::app {

/// Why a file of rows cannot be read (on).
enum class TableFault {
  not_a_table,   ///< neither a workbook nor text
  old_workbook,  ///< the format before `.xlsx`
  encrypted,
  broken,
  too_large,  ///< a part of a workbook, unpacked
  too_many_rows,
  too_many_columns,
  too_much,         ///< all cells together
  too_many_merged,  ///< areas of merged cells
  no_rows,
  no_such_sheet,
  encoding,  ///< of a text that is none we know
  bad_quote,
  long_cell,
};

/// How much of a file of rows is taken at all. What is more is refused before it is kept, with the
/// number of the limit.
struct TableLimits {
  std::size_t rows_max = 50'000;
  std::size_t columns_max = 200;
  std::size_t cell_bytes_max = 128U << 10U;     ///< Excel keeps 32,767 characters of a cell
  std::size_t table_bytes_max = 256U << 20U;    ///< of all cells as they stand in memory
  std::size_t unpacked_bytes_max = 64U << 20U;  ///< of each part of a workbook
  std::size_t merged_max = 20'000;              ///< areas of merged cells in a sheet
};

/// What is said of it to people: what it is, and what to do next. `{limit}` stands for the number
/// of the limit that was passed.
struct TableFaultText {
  pack::Text what, help;
};
const TableFaultText& text_of(TableFault fault);

/// `what()` is for logs and the command line: `line 12: … help: …`.
class TableError : public std::runtime_error {
 public:
  /// `at_line` is 0 where none is to blame; `passed`: the limit, for faults that have one.
  TableError(TableFault table_fault, std::int64_t at_line, const std::string& english,
             std::size_t passed = 0);
  TableFault fault;
  std::int64_t line;
  /// As `{limit}` reads: a count, or KB of a cell and MB of anything larger.
  std::string limit;
};

/// Whoever wanted the rows wants them no longer.
struct ReadingStopped : std::exception {
  const char* what() const noexcept override { return "the reading was stopped"; }
};

/// A cell whose text is not what somebody wrote there.
struct CellFault {
  enum class Kind {
    shortened,   ///< a number of more digits than a spreadsheet keeps: the last ones are lost
    error,       ///< `#N/A`
    no_result,   ///< a formula that was never calculated
    merged,      ///< in the area of a merged cell, which has one value for all of them
    bad_number,  ///< neither a number nor a date that exists
  };
  std::size_t column = 0;
  Kind kind = Kind::shortened;
};
const pack::Text& text_of(CellFault::Kind kind);

struct TableRow {
  std::int64_t line = 0;  ///< on which it begins, or its number in the sheet; from 1
  std::vector<std::string> cells;
  std::vector<CellFault> faults = {};
};

/// A source of rows, one after the other.
class RowSource {
 public:
  virtual ~RowSource() = default;
  /// False at the end. Throws TableError.
  virtual bool next(TableRow& row) = 0;
};

/// Counts what is kept of a table, so that a small file cannot become a large one in memory.
class TableBudget {
 public:
  explicit TableBudget(const TableLimits& limits) : limits_(limits) {}
  /// A text that is kept. Throws TableError `long_cell`, `too_much`.
  void take(std::string_view cell, std::int64_t line);
  /// Cells without anything in them. Throws TableError `too_much`.
  void take_empty(std::size_t cells, std::int64_t line);

 private:
  TableLimits limits_;
  std::size_t bytes_ = 0;
};

/// Titles, each once: one that repeats gets its number, `Variant 2`.
std::vector<std::string> unique_titles(const std::vector<std::string>& titles);

}  // namespace guiju::app
