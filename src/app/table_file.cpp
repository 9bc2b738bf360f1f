#include "app/table_file.hpp"

#include <algorithm>
#include <sstream>

#include "app/xlsx_file.hpp"

namespace guiju::app {
namespace {

/// A heading of the whole sheet, a remark, the date: no header begins further down.
constexpr std::size_t header_row_max = 20;
constexpr std::size_t chunk_bytes = 1 << 16;

bool is_filled(const std::string& cell) { return !cell.empty(); }

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

/// Before the formats of today all office files looked alike; one that is locked still does.
[[noreturn]] void refuse_old_file(std::string_view bytes) {
  constexpr std::string_view locked("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  if (bytes.find(locked) != std::string_view::npos) {
    throw TableError(TableFault::encrypted, 0, "the workbook is locked with a password");
  }
  throw TableError(TableFault::old_workbook, 0, "an office file of the old format (.xls)");
}

/// What is neither a workbook nor text, by its first bytes.
void refuse_others(std::string_view bytes) {
  const auto refuse = [](const char* how) {
    throw TableError(TableFault::not_a_table, 0,
                     std::string("the file is compressed; unpack it on the way: ") + how +
                         " -dc FILE | guiju ... -");
  };
  if (bytes.starts_with("\xFD"
                        "7zXZ")) {
    refuse("xz");
  }
  if (bytes.starts_with("\x1F\x8B")) refuse("gzip");
}

}  // namespace

std::vector<std::string> titles_of(const TableRow& row, std::size_t columns) {
  std::vector<std::string> titles;
  for (std::size_t column = 0; column < columns; ++column) {
    auto title = column < row.cells.size() ? tidy_title(row.cells[column]) : std::string();
    titles.push_back(title.empty() ? "[" + letters_of(column) + "]" : std::move(title));
  }
  return unique_titles(titles);
}

TableReader::TableReader(std::istream& in, TableWish wish) : wish_(std::move(wish)) {
  std::string begun(chunk_bytes, '\0');
  in.read(begun.data(), static_cast<std::streamsize>(chunk_bytes));
  begun.resize(static_cast<std::size_t>(in.gcount()));
  refuse_others(begun);
  const bool is_old = begun.starts_with("\xD0\xCF\x11\xE0");
  if (is_old || begun.starts_with("PK\x03\x04") || begun.starts_with("PK\x05\x06")) {
    open_workbook(in, std::move(begun));
  } else {
    csv_ = std::make_unique<CsvReader>(in, wish_.separator, wish_.limits, std::move(begun));
    wish_.sheet.clear();
  }
  find_titles();
}

void TableReader::open_workbook(std::istream& in, std::string bytes) {
  const auto most = wish_.limits.table_bytes_max;
  for (std::size_t before = 0; in && bytes.size() <= most;) {
    if (wish_.stop.stop_requested()) throw ReadingStopped();
    before = bytes.size();
    bytes.resize(before + chunk_bytes);
    in.read(bytes.data() + before, static_cast<std::streamsize>(chunk_bytes));
    bytes.resize(before + static_cast<std::size_t>(in.gcount()));
  }
  if (bytes.size() > most) {
    throw TableError(TableFault::too_much, 0,
                     "a workbook of more than " + std::to_string(most) + " bytes", most);
  }
  bytes_ = static_cast<std::int64_t>(bytes.size());
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) refuse_old_file(bytes);
  const XlsxFile workbook(std::move(bytes), wish_.limits, wish_.stop);
  sheets_ = workbook.sheets();
  if (wish_.sheet.empty()) wish_.sheet = sheets_.front();
  auto rows = workbook.rows(wish_.sheet);
  ahead_.assign(std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
}

void TableReader::find_titles() {
  const auto is_title_row = [](const TableRow& row) {
    return std::count_if(row.cells.begin(), row.cells.end(), is_filled) >= 2;
  };
  if (csv_ != nullptr) {
    while (ahead_.size() < header_row_max) {
      TableRow row;
      if (!next_row(row)) break;
      ahead_.push_back(std::move(row));
      if (is_title_row(ahead_.back())) break;
    }
  }
  const auto end =
      ahead_.begin() + static_cast<std::ptrdiff_t>(std::min(ahead_.size(), header_row_max));
  auto found = std::find_if(ahead_.begin(), end, is_title_row);
  if (found == end) found = ahead_.begin();  // a single column
  if (found == ahead_.end()) {
    throw TableError(TableFault::no_rows, 0, "no row of titles");
  }
  titles_ = std::move(*found);
  ahead_.erase(ahead_.begin(), found + 1);
}

/// The next row of CSV with anything in it.
bool TableReader::next_row(TableRow& row) {
  if (csv_ == nullptr) return false;
  do {
    if (wish_.stop.stop_requested()) throw ReadingStopped();
    if (!csv_->next(row)) return false;
  } while (std::none_of(row.cells.begin(), row.cells.end(), is_filled));
  for (auto& cell : row.cells) take_off_guard(cell);
  return true;
}

bool TableReader::next(TableRow& row) {
  if (ahead_.empty()) return next_row(row);
  row = std::move(ahead_.front());
  ahead_.pop_front();
  return true;
}

std::string_view TableReader::encoding() const {
  return csv_ == nullptr ? std::string_view{} : csv_->encoding();
}

std::int64_t TableReader::bytes() const { return csv_ == nullptr ? bytes_ : csv_->bytes(); }

TableFile read_table(std::string bytes, TableWish wish) {
  const TableLimits limits = wish.limits;
  std::istringstream in(std::move(bytes));
  TableReader reader(in, std::move(wish));
  TableFile table;
  TableBudget budget(limits);
  const auto without_empty_end = [](TableRow& row) {
    while (!row.cells.empty() && row.cells.back().empty()) row.cells.pop_back();
  };
  TableRow titles = reader.titles();
  without_empty_end(titles);
  std::size_t columns = titles.cells.size();
  for (TableRow row; reader.next(row); row = {}) {
    if (table.rows.size() == limits.rows_max) {
      throw TableError(TableFault::too_many_rows, row.line,
                       "more than " + std::to_string(limits.rows_max) + " rows", limits.rows_max);
    }
    without_empty_end(row);
    for (const auto& cell : row.cells) budget.take(cell, row.line);
    columns = std::max(columns, row.cells.size());
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) throw TableError(TableFault::no_rows, 0, "no rows under the titles");
  for (auto& row : table.rows) {
    budget.take_empty(columns - row.cells.size(), row.line);
    row.cells.resize(columns);
  }
  table.encoding = reader.encoding();
  table.sheets = reader.sheets();
  table.sheet = reader.sheet();
  table.header_line = titles.line;
  table.header = titles_of(titles, columns);
  return table;
}

void drop_column(TableFile& table, std::size_t column) {
  const auto place = static_cast<std::ptrdiff_t>(column);
  table.header.erase(table.header.begin() + place);
  for (auto& row : table.rows) {
    row.cells.erase(row.cells.begin() + place);
    std::erase_if(row.faults, [&](const CellFault& fault) { return fault.column == column; });
    for (auto& fault : row.faults) fault.column -= fault.column > column ? 1 : 0;
  }
}

}  // namespace guiju::app
