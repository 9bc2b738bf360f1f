#include "app/table.hpp"

#include <set>

namespace guiju::app {
namespace {

std::string limit_text(TableFault fault, std::size_t limit) {
  if (limit == 0) return {};
  if (fault == TableFault::long_cell) return std::to_string(limit >> 10U);
  const bool is_of_bytes = fault == TableFault::too_large || fault == TableFault::too_much;
  return std::to_string(is_of_bytes ? limit >> 20U : limit);
}

std::string sentence(TableFault fault, std::int64_t line, const std::string& english) {
  const std::string place = line > 0 ? "line " + std::to_string(line) + ": " : "";
  return place + english + ". help: " + text_of(fault).help.en;
}

}  // namespace

TableError::TableError(TableFault table_fault, std::int64_t at_line, const std::string& english,
                       std::size_t passed)
    : std::runtime_error(sentence(table_fault, at_line, english)),
      fault(table_fault),
      line(at_line),
      limit(limit_text(table_fault, passed)) {}

void TableBudget::take(std::string_view cell, std::int64_t line) {
  if (cell.size() > limits_.cell_bytes_max) {
    throw TableError(TableFault::long_cell, line,
                     "a cell of more than " + std::to_string(limits_.cell_bytes_max) + " bytes",
                     limits_.cell_bytes_max);
  }
  bytes_ += cell.size();
  take_empty(1, line);
}

void TableBudget::take_empty(std::size_t cells, std::int64_t line) {
  bytes_ += cells * sizeof(std::string);
  if (bytes_ <= limits_.table_bytes_max) return;
  throw TableError(
      TableFault::too_much, line,
      "cells of more than " + std::to_string(limits_.table_bytes_max) + " bytes together",
      limits_.table_bytes_max);
}

std::vector<std::string> unique_titles(const std::vector<std::string>& titles) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const auto& title : titles) {
    std::string name = title;
    for (int number = 2; !taken.insert(name).second; ++number) {
      name = title + " " + std::to_string(number);
    }
    names.push_back(std::move(name));
  }
  return names;
}

const TableFaultText& text_of(TableFault fault) {
  static const TableFaultText texts[] = {
      {{"这不是表格文件", "", "This is no table"},
       {"请用 Excel 或 WPS 另存为 .xlsx，或“CSV UTF-8”", "",
        "Save it as .xlsx or as \"CSV UTF-8\" with Excel or WPS"}},
      {{"这是旧版 Excel 文件（.xls）", "", "This is a workbook of the old format (.xls)"},
       {"请在 Excel 或 WPS 中打开，另存为 .xlsx", "",
        "Open it in Excel or WPS and save it as .xlsx"}},
      {{"文件设有打开密码", "", "The file is locked with a password"},
       {"请在 Excel 或 WPS 中取消密码后再存一份", "", "Take the password off and save it again"}},
      {{"文件已损坏，读不出来", "", "The file is damaged and cannot be read"},
       {"请在 Excel 或 WPS 中打开核对，另存一份", "",
        "Open it in Excel or WPS, look, and save a copy"}},
      {{"文件展开后超过 {limit} MB", "", "A part of the file unpacks to more than {limit} MB"},
       {"请只留要导入的工作表，或拆成几个文件", "",
        "Keep only the sheet that is to be imported, or make several files of it"}},
      {{"超过 {limit} 行", "", "There are more than {limit} rows"},
       {"请拆成几个文件分别导入", "", "Make several files of it"}},
      {{"超过 {limit} 列", "", "There are more than {limit} columns"},
       {"请只留要导入的列", "", "Keep only the columns that are to be imported"}},
      {{"内容超过 {limit} MB", "", "The cells hold more than {limit} MB together"},
       {"请只留要导入的列，或拆成几个文件", "",
        "Keep only the columns that are to be imported, or make several files of it"}},
      {{"合并单元格超过 {limit} 处", "", "There are more than {limit} merged cells"},
       {"请取消合并，每格填上内容", "", "Unmerge them and fill in every cell"}},
      {{"没有数据：第一行应为列名，其下为数据", "",
        "There are no rows: a row of titles is wanted, and rows under it"},
       {"请核对选对了文件和工作表", "", "See that it is the right file and the right sheet"}},
      {{"没有这个工作表", "", "There is no such sheet"},
       {"请重新选择工作表", "", "Choose a sheet again"}},
      {{"认不出文字编码", "", "The text is in no encoding that we know"},
       {"请用 Excel 或 WPS 另存为 .xlsx，或“CSV UTF-8”", "",
        "Save it as .xlsx or as \"CSV UTF-8\" with Excel or WPS"}},
      {{"引号不成对", "", "A quote is opened and not closed, or stands inside a cell"},
       {"单元格里的引号要写两次；或另存为 .xlsx 再导入", "",
        "A quote inside a cell is written twice; or save it as .xlsx"}},
      {{"有一格超过 {limit} KB", "", "A cell has more than {limit} KB"},
       {"请核对该行的引号，删去过长的内容", "",
        "Look at the quotes of that row, and shorten what is too long"}},
  };
  return texts[static_cast<std::size_t>(fault)];
}

const pack::Text& text_of(CellFault::Kind kind) {
  static const pack::Text texts[] = {
      {"数字太长，表格软件已丢掉后几位；请把该列设为文本格式，重新填写", "",
       "the number is too long, its last digits are lost; format the column as text and write it "
       "again"},
      {"公式出错", "", "the formula gives an error"},
      {"公式没有算出的结果；请在 Excel 或 WPS 中打开保存一次", "",
       "the formula has no result; open the file in Excel or WPS and save it"},
      {"合并单元格；请拆分后每行都填写", "", "merged cells; unmerge them and fill in each row"},
      {"不是有效的数字或日期", "", "this is no number and no date that exists"},
  };
  return texts[static_cast<std::size_t>(kind)];
}

}  // namespace guiju::app
