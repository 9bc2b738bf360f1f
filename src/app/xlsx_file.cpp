#include "app/xlsx_file.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "app/sheet_number.hpp"
#include "app/xlsx_parts.hpp"
#include "base/json.hpp"

namespace guiju::app {
namespace {

using xlsx::attribute;
using xlsx::child;
using xlsx::local_name;

/// The last row that a sheet can have.
constexpr std::int64_t row_max = 1'048'576;

TableError broken(const std::string& what) { return {TableFault::broken, 0, what}; }

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_true(std::string_view text) { return text == "1" || text == "true" || text == "on"; }

/// Of the formats that have no text of their own in a file: dates and times, and those of Chinese,
/// Japanese and Korean.
bool is_built_in_date(std::int64_t format) {
  return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
         (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
}

/// 4 of `0000`: whole numbers that are shown with zeros before them.
int zeros_of(std::string_view format) {
  if (format.size() < 2 || format.size() > sheet_digits_max) return 0;
  return format.find_first_not_of('0') == std::string_view::npos ? static_cast<int>(format.size())
                                                                 : 0;
}

/// A rectangle of cells, from 0, ends included.
struct Area {
  std::size_t column_from = 0, column_to = 0;
  std::int64_t row_from = 0, row_to = 0;
};

std::optional<std::int64_t> row_of(std::string_view cell) {
  const auto digit = cell.find_first_of("0123456789");
  return digit == std::string_view::npos ? std::nullopt : whole_number(cell.substr(digit));
}

std::optional<Area> area_of(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto from = text.substr(0, colon), to = text.substr(colon + 1);
  const auto column_from = column_of(from), column_to = column_of(to);
  const auto row_from = row_of(from), row_to = row_of(to);
  if (!column_from || !column_to || !row_from || !row_to) return std::nullopt;
  return Area{*column_from, *column_to, *row_from, *row_to};
}

}  // namespace

std::optional<std::size_t> column_of(std::string_view cell) {
  std::size_t column = 0, letters = 0;
  for (; letters < cell.size() && cell[letters] >= 'A' && cell[letters] <= 'Z'; ++letters) {
    column = column * 26 + static_cast<std::size_t>(cell[letters] - 'A' + 1);
    if (letters == 3) return std::nullopt;
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

XlsxFile::XlsxFile(std::string bytes, const TableLimits& limits, std::stop_token stop)
    : zip_(std::move(bytes)), limits_(limits), stop_(std::move(stop)) {
  const auto relations = xlsx::relations_of(zip_, "", limits_.unpacked_bytes_max);
  const auto found = relations.by_kind.find("officeDocument");
  read_workbook(found == relations.by_kind.end() ? "xl/workbook.xml" : found->second);
}

void XlsxFile::heed_stop() const {
  if (stop_.stop_requested()) throw ReadingStopped();
}

bool XlsxFile::read_part(const std::string& name, xlsx::Part& part) const {
  heed_stop();
  return xlsx::read_part(zip_, name, limits_.unpacked_bytes_max, part);
}

void XlsxFile::read_workbook(const std::string& part) {
  xlsx::Part read;
  if (!read_part(part, read)) {
    throw TableError(TableFault::not_a_table, 0, "a zip file without a workbook in it");
  }
  const auto relations = xlsx::relations_of(zip_, part, limits_.unpacked_bytes_max);
  const auto workbook = child(read.xml, "workbook");
  is_1904_ = is_true(attribute(child(workbook, "workbookPr"), "date1904"));
  for (const auto& one : child(workbook, "sheets").children()) {
    // `r:id` beside `sheetId`: only the relation's has this name.
    const auto target = relations.by_id.find(attribute(one, "id"));
    const std::string name(attribute(one, "name"));
    if (target == relations.by_id.end() || !is_valid_utf8(name)) continue;
    const auto state = attribute(one, "state");
    sheets_.push_back({name, target->second, !state.empty() && state != "visible"});
  }
  if (sheets_.empty()) throw broken("a workbook without sheets");
  std::stable_partition(sheets_.begin(), sheets_.end(),
                        [](const Sheet& sheet) { return !sheet.is_hidden; });
  const auto of_kind = [&](std::string_view kind) {
    const auto known = relations.by_kind.find(kind);
    return known == relations.by_kind.end() ? std::string() : known->second;
  };
  if (const auto shared = of_kind("sharedStrings"); !shared.empty()) read_shared_texts(shared);
  if (const auto styles = of_kind("styles"); !styles.empty()) read_styles(styles);
}

void XlsxFile::read_shared_texts(const std::string& part) {
  xlsx::Part read;
  if (!read_part(part, read)) return;
  // A text that is too long may stand there, if no cell shows it.
  TableLimits limits = limits_;
  limits.cell_bytes_max = limits_.unpacked_bytes_max;
  TableBudget budget(limits);
  for (const auto& one : child(read.xml, "sst").children()) {
    if (local_name(one) != "si") continue;
    shared_.push_back(xlsx::text_of_string(one));
    budget.take(shared_.back(), 0);
  }
}

void XlsxFile::read_styles(const std::string& part) {
  xlsx::Part read;
  if (!read_part(part, read)) return;
  const auto sheet = child(read.xml, "styleSheet");
  std::unordered_map<std::int64_t, Style> formats;
  for (const auto& one : child(sheet, "numFmts").children()) {
    const auto id = whole_number(attribute(one, "numFmtId"));
    const auto code = attribute(one, "formatCode");
    if (id) formats[*id] = {.is_date = is_date_format(code), .digits_min = zeros_of(code)};
  }
  for (const auto& one : child(sheet, "cellXfs").children()) {
    const auto id = whole_number(attribute(one, "numFmtId")).value_or(0);
    const auto own = formats.find(id);
    styles_.push_back(own != formats.end() ? own->second : Style{.is_date = is_built_in_date(id)});
  }
}

std::vector<std::string> XlsxFile::sheets() const {
  std::vector<std::string> names;
  for (const auto& sheet : sheets_) names.push_back(sheet.name);
  return names;
}

/// The cells of one sheet on their way into rows.
class XlsxFile::RowsOfSheet {
 public:
  RowsOfSheet(const XlsxFile& file, const pugi::xml_node& sheet)
      : file_(file), budget_(file.limits_) {
    const auto most = file_.limits_.merged_max;
    for (const auto& one : child(sheet, "mergeCells").children()) {
      const auto area = area_of(attribute(one, "ref"));
      if (!area || area->column_from >= file_.limits_.columns_max) continue;
      if (merged_.size() == most) {
        throw TableError(TableFault::too_many_merged, 0,
                         "more than " + std::to_string(most) + " merged areas", most);
      }
      merged_.push_back(*area);
    }
    std::sort(merged_.begin(), merged_.end(),
              [](const Area& a, const Area& b) { return a.row_from < b.row_from; });
  }

  std::vector<TableRow> read(const pugi::xml_node& data) {
    std::vector<TableRow> rows;
    std::int64_t number = 0;
    for (const auto& node : data.children()) {
      if (local_name(node) != "row") continue;
      number = whole_number(attribute(node, "r")).value_or(number + 1);
      const std::int64_t before = rows.empty() ? 0 : rows.back().line;
      if (number <= before || number > row_max) throw broken("rows out of their order");
      TableRow row = read_row(node, number);
      const bool is_empty = std::all_of(row.cells.begin(), row.cells.end(),
                                        [](const std::string& cell) { return cell.empty(); });
      if (is_empty && row.faults.empty()) continue;
      if (rows.size() > file_.limits_.rows_max) {
        throw TableError(TableFault::too_many_rows, number,
                         "more than " + std::to_string(file_.limits_.rows_max) + " rows",
                         file_.limits_.rows_max);
      }
      mark_merged(row);
      budget_.take_empty(row.faults.size(), number);
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  TableRow read_row(const pugi::xml_node& node, std::int64_t number) {
    file_.heed_stop();
    TableRow row{.line = number, .cells = {}};
    std::size_t next = 0;
    for (const auto& cell : node.children()) {
      if (local_name(cell) != "c") continue;
      const auto column = column_of(attribute(cell, "r")).value_or(next);
      next = column + 1;
      auto text = cell_text(cell, row, column);
      if (text.empty()) continue;  // formatted cells without anything go far to the right
      if (column >= file_.limits_.columns_max) {
        throw TableError(TableFault::too_many_columns, number,
                         "more than " + std::to_string(file_.limits_.columns_max) + " columns",
                         file_.limits_.columns_max);
      }
      budget_.take(text, number);
      if (row.cells.size() <= column) {
        budget_.take_empty(column - row.cells.size(), number);
        row.cells.resize(column + 1);
      }
      if (!is_valid_utf8(text)) throw broken("a cell that is no UTF-8");
      row.cells[column] = std::move(text);
    }
    return row;
  }

  std::string cell_text(const pugi::xml_node& cell, TableRow& row, std::size_t column) const {
    const auto type = attribute(cell, "t");
    if (type == "inlineStr") return xlsx::text_of_string(child(cell, "is"));
    const auto node = child(cell, "v");
    const std::string_view value = node.child_value();
    const auto fault = [&](CellFault::Kind kind) {
      if (column < file_.limits_.columns_max) row.faults.push_back({column, kind});
    };
    if (!node) {
      if (child(cell, "f")) fault(CellFault::Kind::no_result);
      return {};
    }
    if (type == "s") {
      const auto index = whole_number(value);
      if (!index || *index < 0 || static_cast<std::size_t>(*index) >= file_.shared_.size()) {
        throw broken("a cell without its text");
      }
      return file_.shared_[static_cast<std::size_t>(*index)];
    }
    if (type == "str" || type == "d") return std::string(value);
    if (type == "b") return is_true(value) ? "TRUE" : "FALSE";
    if (type == "e") {
      fault(CellFault::Kind::error);
      return std::string(value);
    }
    if (value.empty()) return {};
    return number_text(value, whole_number(attribute(cell, "s")).value_or(0), fault);
  }

  template <class Fault>
  std::string number_text(std::string_view value, std::int64_t style_index,
                          const Fault& fault) const {
    const auto number = read_sheet_decimal(value);
    if (!number) {
      fault(CellFault::Kind::bad_number);
      return std::string(value);
    }
    const bool is_known =
        style_index >= 0 && static_cast<std::size_t>(style_index) < file_.styles_.size();
    const Style style = is_known ? file_.styles_[static_cast<std::size_t>(style_index)] : Style{};
    if (style.is_date) {
      if (auto date = date_text(*number, file_.is_1904_)) return *std::move(date);
      fault(CellFault::Kind::bad_number);
      return std::string(value);
    }
    if (is_shortened(*number)) {
      fault(CellFault::Kind::shortened);
      return std::string(value);
    }
    auto text = decimal_text(*number);
    const auto wanted = static_cast<std::size_t>(style.digits_min);
    if (text.size() < wanted && text.find_first_of("-.") == std::string::npos) {
      text.insert(0, wanted - text.size(), '0');
    }
    return text;
  }

  /// Only the first cell of a merged area holds what is shown for all. Rows come in order.
  void mark_merged(TableRow& row) {
    while (begun_ < merged_.size() && merged_[begun_].row_from <= row.line) {
      if (merged_[begun_].row_to >= row.line) present_.push_back(merged_[begun_]);
      ++begun_;
    }
    std::erase_if(present_, [&](const Area& area) { return area.row_to < row.line; });
    if (present_.empty()) return;
    // Areas that do not overlap are no more than there are columns.
    if (present_.size() > file_.limits_.columns_max) throw broken("merged cells that overlap");
    std::vector<bool> is_covered(file_.limits_.columns_max);
    for (const auto& area : present_) {
      for (std::size_t column = area.column_from;
           column <= area.column_to && column < is_covered.size(); ++column) {
        if (row.line != area.row_from || column != area.column_from) is_covered[column] = true;
      }
    }
    for (std::size_t column = 0; column < is_covered.size(); ++column) {
      if (is_covered[column]) row.faults.push_back({column, CellFault::Kind::merged});
    }
  }

  const XlsxFile& file_;
  TableBudget budget_;
  std::vector<Area> merged_;   ///< by their first row
  std::size_t begun_ = 0;      ///< how many of them have begun
  std::vector<Area> present_;  ///< that reach into the present row
};

std::vector<TableRow> XlsxFile::rows(std::string_view sheet) const {
  const auto found = std::find_if(sheets_.begin(), sheets_.end(),
                                  [&](const Sheet& one) { return one.name == sheet; });
  if (found == sheets_.end()) {
    throw TableError(TableFault::no_such_sheet, 0, "no sheet " + std::string(sheet));
  }
  xlsx::Part read;
  if (!read_part(found->part, read)) {
    throw broken("a sheet that is not there");
  }
  const auto worksheet = child(read.xml, "worksheet");
  return RowsOfSheet(*this, worksheet).read(child(worksheet, "sheetData"));
}

}  // namespace guiju::app
