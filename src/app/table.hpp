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
  too_large,  ///< unpacked
  too_many_rows,
  too_many_columns,
  no_rows,
  no_such_sheet,
  encoding,  ///< of a text that is none we know
  bad_quote,
  long_cell,
};

/// What is said of it to people: what it is, and what to do next.
struct TableFaultText {
  pack::Text what, help;
};
const TableFaultText& text_of(TableFault fault);

class TableError : public std::runtime_error {
 public:
  /// `line` is 0 where none is to blame; `english` is for logs and the command line.
  TableError(TableFault table_fault, std::int64_t at_line, const std::string& english)
      : std::runtime_error(english), fault(table_fault), line(at_line) {}
  TableFault fault;
  std::int64_t line;
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

}  // namespace guiju::app
