#pragma once

#include <cstdint>
#include <istream>
#include <span>
#include <string>
#include <vector>

#include "app/table.hpp"

/// Comma-separated values (RFC 4180), as spreadsheets write them.
namespace guiju::app {

/// The file cannot be read on: `line 12: …`.
class CsvError : public TableError {
 public:
  CsvError(TableFault table_fault, std::int64_t at_line, const std::string& what)
      : TableError(table_fault, at_line, "line " + std::to_string(at_line) + ": " + what) {}
};

/// Reads row after row in bounded memory. UTF-8, with or without a byte order mark; lines end in LF
/// or CRLF; lines without anything on them are passed over. A cell in quotes keeps its spaces and
/// line ends, one without loses the spaces around it.
class CsvReader final : public RowSource {
 public:
  explicit CsvReader(std::istream& in, char separator = ',');

  /// False at the end. Throws CsvError for a quote that is never closed, for text after a closing
  /// quote, and for bytes that are no UTF-8 (with what to do about it).
  bool next(TableRow& row) override;
  /// Bytes read so far, for progress.
  std::int64_t bytes() const { return bytes_; }

 private:
  int get();
  int peek();
  bool fill();
  void read_quoted(std::string& cell);
  void end_cell(TableRow& row, std::string& cell, bool quoted) const;
  void check_start();

  std::istream& in_;
  char separator_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  std::int64_t bytes_ = 0;
  bool started_ = false;
};

/// Appends the cells as a row, with its line end.
void append_csv_row(std::string& out, std::span<const std::string> cells);

/// A text that a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, tab, CR) gets an
/// apostrophe before it, so that opening an export runs nothing. Numbers stay as they are.
std::string without_formula(std::string text);

}  // namespace guiju::app
