#include "app/table_file.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "app/csv.hpp"
#include "app/text_encoding.hpp"

namespace guiju::app {
namespace {

/// A heading of the whole sheet, a remark, the date: no header begins further down.
constexpr std::size_t header_row_max = 20;

bool is_filled(const std::string& cell) { return !cell.empty(); }

/// The sign that parts the cells of the first line, of those that programs use.
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

/// Without what spreadsheets let people type around a title.
std::string tidy_title(std::string_view cell) {
  std::string title;
  for (const char c : cell) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_blank) {
      title += c;
    } else if (!title.empty() && title.back() != ' ') {
      title += ' ';
    }
  }
  while (title.ends_with(' ')) title.pop_back();
  return title;
}

/// `C` of 2: how a spreadsheet calls a column without title.
std::string letters_of(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

std::vector<std::string> titles_of(const TableRow& row, std::size_t columns) {
  std::vector<std::string> titles;
  std::set<std::string> taken;
  for (std::size_t column = 0; column < columns; ++column) {
    std::string title = column < row.cells.size() ? tidy_title(row.cells[column]) : "";
    if (title.empty()) title = "[" + letters_of(column) + "]";
    const std::string first = title;
    for (int number = 2; !taken.insert(title).second; ++number) {
      title = first + " " + std::to_string(number);
    }
    titles.push_back(std::move(title));
  }
  return titles;
}

std::vector<TableRow> read_csv(const std::string& text, const TableLimits& limits) {
  std::istringstream in(text);
  CsvReader csv(in, separator_of(text));
  std::vector<TableRow> rows;
  for (TableRow row; csv.next(row);) {
    if (std::none_of(row.cells.begin(), row.cells.end(), is_filled)) continue;
    if (rows.size() > limits.rows_max) {
      throw TableError(TableFault::too_many_rows, row.line, "too many rows");
    }
    while (!row.cells.empty() && row.cells.back().empty()) row.cells.pop_back();
    if (row.cells.size() > limits.columns_max) {
      throw TableError(TableFault::too_many_columns, row.line, "too many columns");
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

void take_rows(TableFile& table, std::vector<TableRow> rows) {
  const auto is_header = [](const TableRow& row) {
    return std::count_if(row.cells.begin(), row.cells.end(), is_filled) >= 2;
  };
  const auto end =
      rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), header_row_max));
  auto header = std::find_if(rows.begin(), end, is_header);
  if (header == end) header = rows.begin();  // a single column
  if (rows.empty() || header + 1 == rows.end()) {
    throw TableError(TableFault::no_rows, 0, "no rows under a header");
  }
  std::size_t columns = 0;
  for (auto row = header; row != rows.end(); ++row) {
    columns = std::max(columns, row->cells.size());
  }
  table.header_line = header->line;
  table.header = titles_of(*header, columns);
  table.rows.assign(std::make_move_iterator(header + 1), std::make_move_iterator(rows.end()));
  for (auto& row : table.rows) row.cells.resize(columns);
}

/// Before the formats of today all office files looked alike; one that is locked still does.
TableFault fault_of_old_file(std::string_view bytes) {
  constexpr std::string_view locked("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  return bytes.find(locked) == std::string_view::npos ? TableFault::old_workbook
                                                      : TableFault::encrypted;
}

}  // namespace

TableFile read_table(std::string bytes, std::string_view sheet, const TableLimits& limits) {
  TableFile table;
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    throw TableError(fault_of_old_file(bytes), 0, "an office file of the old format");
  }
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
    const XlsxFile workbook(std::move(bytes), limits);
    table.sheets = workbook.sheets();
    table.sheet = sheet.empty() ? table.sheets.front() : std::string(sheet);
    take_rows(table, workbook.rows(table.sheet));
    return table;
  }
  auto text = decode_text(std::move(bytes));
  if (!text) throw TableError(TableFault::encoding, 0, "no text in a known encoding");
  table.encoding = text->encoding;
  take_rows(table, read_csv(text->text, limits));
  return table;
}

}  // namespace guiju::app
