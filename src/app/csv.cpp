#include "app/csv.hpp"

#include <algorithm>

namespace guiju::app {
namespace {

constexpr int end_of_file = -1;
/// What a spreadsheet begins a formula with, in the width of Chinese characters too; and what it
/// passes over before one.
constexpr std::string_view formula_signs[] = {
    "=", "+", "-", "@", "\t", "\r", "\n", std::string_view("\0", 1), "＝", "＋", "－", "＠"};
constexpr char guard = '\'';

bool begins_formula(std::string_view text) {
  return std::any_of(std::begin(formula_signs), std::end(formula_signs),
                     [&](auto sign) { return text.starts_with(sign); });
}

/// Also what has guards before it already: it gets one more, so that one is taken off for one that
/// was put on.
bool needs_guard(std::string_view text) {
  return begins_formula(text.substr(std::min(text.find_first_not_of(guard), text.size())));
}

/// `-12.5`, `-1E+5`. Not `+8613911110001`, of which a spreadsheet would make a number, too.
bool is_negative_number(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  const auto pass = [&](std::string_view signs) {
    const auto end = std::min(text.find_first_not_of(signs), text.size());
    text.remove_prefix(end);
    return end > 0;
  };
  const auto pass_one = [&](std::string_view signs) {
    const bool is_there = !text.empty() && signs.find(text.front()) != std::string_view::npos;
    text.remove_prefix(is_there ? 1 : 0);
    return is_there;
  };
  if (!pass_one("-") || !pass(digits)) return false;
  if (pass_one(".") && !pass(digits)) return false;
  if (pass_one("eE")) {
    pass_one("+-");
    if (!pass(digits)) return false;
  }
  return text.empty();
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

char separator_of(std::string_view text) {
  const auto line = text.substr(0, text.find('\n'));
  char best = ',';
  for (const char sign : {';', '\t'}) {
    if (std::count(line.begin(), line.end(), sign) > std::count(line.begin(), line.end(), best)) {
      best = sign;
    }
  }
  return best;
}

}  // namespace

CsvReader::CsvReader(std::istream& in, char separator, const TableLimits& limits, std::string begun)
    : text_(in, std::move(begun)), separator_(separator), limits_(limits) {}

int CsvReader::peek() {
  if (at_ == buffer_.size()) {
    at_ = 0;
    if (!text_.next(buffer_)) return end_of_file;
    if (separator_ == any_separator) separator_ = separator_of(buffer_);
  }
  return static_cast<unsigned char>(buffer_[at_]);
}

int CsvReader::get() {
  const int c = peek();
  if (c == end_of_file) return c;
  ++at_;
  if (c == '\n') ++line_;
  return c;
}

void CsvReader::add(std::string& cell, int c) const {
  if (cell.size() == limits_.cell_bytes_max) {
    throw TableError(TableFault::long_cell, line_,
                     "a cell of more than " + std::to_string(limits_.cell_bytes_max) + " bytes",
                     limits_.cell_bytes_max);
  }
  cell += static_cast<char>(c);
}

void CsvReader::read_quoted(std::string& cell) {
  const auto opened = line_;
  for (;;) {
    const int c = get();
    if (c == end_of_file) {
      throw TableError(TableFault::bad_quote, opened, "a quote is opened here and not closed");
    }
    if (c == '"' && peek() != '"') return;
    add(cell, c == '"' ? get() : c);
  }
}

void CsvReader::end_cell(TableRow& row, std::string& cell, bool quoted) {
  if (!quoted) {
    while (!cell.empty() && is_blank(cell.back())) cell.pop_back();
    const auto first = std::find_if_not(cell.begin(), cell.end(), is_blank);
    cell.erase(cell.begin(), first);
  }
  if (cell.find('\0') != std::string::npos) {
    throw TableError(TableFault::not_a_table, row.line, "a NUL byte; this is no text");
  }
  ++columns_;
  if (columns_ > limits_.columns_max) {
    if (cell.empty()) return;  // programs write the separators of columns that nobody filled
    throw TableError(TableFault::too_many_columns, row.line,
                     "more than " + std::to_string(limits_.columns_max) + " columns",
                     limits_.columns_max);
  }
  row.cells.push_back(std::move(cell));
  cell.clear();
}

bool CsvReader::next(TableRow& row) {
  row.cells.clear();
  row.faults.clear();
  columns_ = 0;
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
      throw TableError(TableFault::bad_quote, line_, "text after a closing quote");
    } else if (!quoted) {
      add(cell, c);
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

void append_export_row(std::string& out, std::vector<std::string> cells) {
  for (auto& cell : cells) {
    if (needs_guard(cell) && !is_negative_number(cell)) cell.insert(cell.begin(), guard);
  }
  append_csv_row(out, cells);
}

void take_off_guard(std::string& text) {
  if (text.starts_with(guard) && needs_guard(text)) text.erase(0, 1);
}

}  // namespace guiju::app
