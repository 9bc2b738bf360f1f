#pragma once

#include <cstdint>
#include <istream>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

/// Comma-separated values (RFC 4180), as spreadsheets write them.
namespace guiju::app {

/// The file cannot be read on: `line 12: …`.
class CsvError : public std::runtime_error {
 public:
  CsvError(std::int64_t line, const std::string& what)
      : std::runtime_error("line " + std::to_string(line) + ": " + what) {}
};

struct CsvRow {
  std::int64_t line = 0;  ///< on which it begins, from 1
  std::vector<std::string> cells;
};

/// Reads row after row in bounded memory. UTF-8, with or without a byte order mark; lines end in LF
/// or CRLF; lines without anything on them are passed over. A cell in quotes keeps its spaces and
/// line ends, one without loses the spaces around it.
class CsvReader {
 public:
  explicit CsvReader(std::istream& in, char separator = ',');

  /// False at the end. Throws CsvError for a quote that is never closed, for text after a closing
  /// quote, and for bytes that are no UTF-8 (with what to do about it).
  bool next(CsvRow& row);
  /// Bytes read so far, for progress.
  std::int64_t bytes() const { return bytes_; }

 private:
  int get();
  int peek();
  bool fill();
  void read_quoted(std::string& cell);
  void end_cell(CsvRow& row, std::string& cell, bool quoted) const;
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
