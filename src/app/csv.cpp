#include "app/csv.hpp"

#include <algorithm>

#include "base/json.hpp"

namespace guiju::app {
namespace {

constexpr std::size_t chunk_bytes = 1 << 16;
/// A quote that is never closed must not swallow the rest of a large file.
constexpr std::size_t cell_bytes_max = 1 << 20;

constexpr int end_of_file = -1;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

CsvReader::CsvReader(std::istream& in, char separator) : in_(in), separator_(separator) {}

bool CsvReader::fill() {
  buffer_.resize(chunk_bytes);
  in_.read(buffer_.data(), static_cast<std::streamsize>(chunk_bytes));
  buffer_.resize(static_cast<std::size_t>(in_.gcount()));
  at_ = 0;
  return !buffer_.empty();
}

int CsvReader::peek() {
  if (at_ == buffer_.size() && !fill()) return end_of_file;
  return static_cast<unsigned char>(buffer_[at_]);
}

int CsvReader::get() {
  const int c = peek();
  if (c == end_of_file) return c;
  ++at_;
  ++bytes_;
  if (c == '\n') ++line_;
  return c;
}

/// Passes over the byte order mark of UTF-8; says what a file is that is no text at all.
void CsvReader::check_start() {
  started_ = true;
  if (peek() == end_of_file) return;
  const auto starts_with = [&](std::string_view mark) { return buffer_.starts_with(mark); };
  if (starts_with("\xEF\xBB\xBF")) {
    at_ = 3;
    bytes_ = 3;
  } else if (starts_with("\xFF\xFE") || starts_with("\xFE\xFF")) {
    throw CsvError(TableFault::encoding, 1, "the file is UTF-16; save it as \"CSV UTF-8\"");
  } else if (starts_with("PK\x03\x04")) {
    throw CsvError(TableFault::not_a_table, 1,
                   "this is a workbook (.xlsx) or a zip file; save the sheet as \"CSV UTF-8\"");
  } else if (starts_with("\xFD"
                         "7zXZ")) {
    throw CsvError(TableFault::not_a_table, 1,
                   "the file is compressed; unpack it on the way: xz -dc FILE | guiju … -");
  } else if (starts_with("\x1F\x8B")) {
    throw CsvError(TableFault::not_a_table, 1,
                   "the file is compressed; unpack it on the way: gzip -dc FILE | guiju … -");
  }
}

void CsvReader::read_quoted(std::string& cell) {
  const auto opened = line_;
  for (;;) {
    const int c = get();
    if (c == end_of_file || cell.size() > cell_bytes_max) {
      throw CsvError(TableFault::bad_quote, opened, "a quote is opened here and not closed");
    }
    if (c != '"') {
      cell += static_cast<char>(c);
      continue;
    }
    if (peek() != '"') return;
    cell += static_cast<char>(get());
  }
}

void CsvReader::end_cell(TableRow& row, std::string& cell, bool quoted) const {
  if (!quoted) {
    while (!cell.empty() && is_blank(cell.back())) cell.pop_back();
    const auto first = std::find_if_not(cell.begin(), cell.end(), is_blank);
    cell.erase(cell.begin(), first);
  }
  if (!is_valid_utf8(cell)) {
    throw CsvError(TableFault::encoding, row.line,
                   "this is no UTF-8 (a file saved by Excel or WPS in China is often GBK); save it "
                   "as \"CSV UTF-8\", or convert it: iconv -f GB18030 -t UTF-8 FILE");
  }
  if (cell.find('\0') != std::string::npos)
    throw CsvError(TableFault::not_a_table, row.line, "a NUL byte; this is no text");
  row.cells.push_back(std::move(cell));
  cell.clear();
}

bool CsvReader::next(TableRow& row) {
  if (!started_) check_start();
  row.cells.clear();
  row.faults.clear();
  while (peek() == '\n' || peek() == '\r') get();
  if (peek() == end_of_file) return false;
  row.line = line_;
  std::string cell;
  bool quoted = false;
  for (;;) {
    int c = get();
    if (c == '\r' && (peek() == '\n' || peek() == end_of_file)) c = get();
    if (c == end_of_file || c == '\n') {
      end_cell(row, cell, quoted);
      return true;
    }
    if (c == separator_) {
      end_cell(row, cell, quoted);
      quoted = false;
    } else if (c == '"' && !quoted && std::all_of(cell.begin(), cell.end(), is_blank)) {
      cell.clear();
      quoted = true;
      read_quoted(cell);
    } else if (quoted && !is_blank(static_cast<char>(c))) {
      throw CsvError(TableFault::bad_quote, line_,
                     "text after a closing quote; a quote inside a cell is written twice");
    } else if (!quoted) {
      cell += static_cast<char>(c);
      if (cell.size() > cell_bytes_max)
        throw CsvError(TableFault::long_cell, row.line, "a cell of more than 1 MB");
    }
  }
}

void append_csv_row(std::string& out, std::span<const std::string> cells) {
  bool first = true;
  for (const auto& cell : cells) {
    if (!first) out += ',';
    first = false;
    const bool plain = cell.find_first_of(",\"\r\n") == std::string::npos &&
                       (cell.empty() || (!is_blank(cell.front()) && !is_blank(cell.back())));
    if (plain) {
      out += cell;
      continue;
    }
    out += '"';
    for (const char c : cell) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += "\r\n";
}

std::string without_formula(std::string text) {
  if (text.empty() || std::string_view("=+-@\t\r").find(text.front()) == std::string_view::npos) {
    return text;
  }
  const bool is_number = text.size() > 1 &&
                         text.find_first_not_of("0123456789.", 1) == std::string::npos &&
                         (text.front() == '-' || text.front() == '+');
  if (!is_number) text.insert(text.begin(), '\'');
  return text;
}

}  // namespace guiju::app
