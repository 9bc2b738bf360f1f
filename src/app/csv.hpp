#pragma once

#include <cstdint>
#include <istream>
#include <span>
#include <string>
#include <vector>

#include "app/table.hpp"
#include "app/text_encoding.hpp"

/// Comma-separated values (RFC 4180), as spreadsheets write them.
namespace guiju::app {

/// Stands for the sign that parts the cells of the first line, of those that programs use.
inline constexpr char any_separator = '\0';

/// Reads row after row in bounded memory, in any encoding of TextReader; lines end in LF or CRLF;
/// lines without anything on them are passed over. A cell in quotes keeps its spaces and line ends,
/// one without loses the spaces around it.
class CsvReader final : public RowSource {
 public:
  /// `begun`: what was taken from the stream already. Of the limits those of cells and columns hold
  /// here: whoever keeps rows counts them.
  explicit CsvReader(std::istream& in, char separator = ',', const TableLimits& limits = {},
                     std::string begun = {});

  /// False at the end. Throws TableError for a quote that is never closed, for text after a closing
  /// quote, for bytes that are no text, and as soon as a cell or a row has too much.
  bool next(TableRow& row) override;
  /// Bytes read so far, for progress.
  std::int64_t bytes() const { return text_.bytes(); }
  std::string_view encoding() const { return text_.encoding(); }

 private:
  int get();
  int peek();
  void add(std::string& cell, int c) const;
  void read_quoted(std::string& cell);
  void end_cell(TableRow& row, std::string& cell, bool quoted);

  TextReader text_;
  char separator_;
  TableLimits limits_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  std::size_t columns_ = 0;  ///< of the row at hand, with empty ones that are not kept
};

/// Appends the cells as a row, with its line end.
void append_csv_row(std::string& out, std::span<const std::string> cells);

/// The same for whatever leaves the program, so that opening it in a spreadsheet runs nothing: a
/// cell that would be taken for a formula (`=`, `+`, `-`, `@`, `＝`, `＋`, `－`, `＠`, or a tab, a
/// line end or NUL, which hide one) gets an apostrophe before it. Negative numbers stay as they
/// are.
void append_export_row(std::string& out, std::vector<std::string> cells);
/// Takes that apostrophe off again: what was exported is imported with the same cells.
void take_off_guard(std::string& text);

}  // namespace guiju::app
