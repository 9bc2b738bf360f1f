#include "http/workbook.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "feel/letter_case.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t name_characters_max = 31;     // of a sheet
constexpr std::size_t text_characters_max = 32767;  // of a cell
constexpr std::size_t width_min = 8, width_max = 60;
constexpr int cents = 100;

/// The bytes of the first `count` characters of UTF-8 text.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (std::size_t seen = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && seen++ == count) break;
  }
  return at;
}

/// Chinese characters are as wide as two letters.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) width += byte >= 0xE0U ? 2 : 1;
  }
  return width;
}

lxw_datetime excel_time(LocalTime at) {
  const auto date = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day day(date);
  const auto seconds = (at - date).count();
  return {static_cast<int>(day.year()),
          static_cast<int>(static_cast<unsigned>(day.month())),
          static_cast<int>(static_cast<unsigned>(day.day())),
          static_cast<int>(seconds / 3600),
          static_cast<int>(seconds / 60 % 60),
          static_cast<double>(seconds % 60)};
}

/// What a sheet may not have in its name.
bool is_forbidden(char c) {
  return std::string_view("[]:*?/\\'").find(c) != std::string_view::npos;
}

/// What Excel has a number for.
bool is_known_to_excel(LocalTime at) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(at));
  return day.year() >= std::chrono::year{1900} && day.year() <= std::chrono::year{9999};
}

void check(lxw_error error) {
  if (error == LXW_NO_ERROR) return;
  throw std::runtime_error(std::string("a workbook cannot be written: ") + lxw_strerror(error));
}

/// Amounts with two decimals, dates and moments as pages write them.
constexpr const char* amount_format = "#,##0.00";
constexpr const char* date_format = "yyyy-mm-dd";
constexpr const char* moment_format = "yyyy-mm-dd hh:mm";

}  // namespace

Workbook::TemporaryFile::TemporaryFile() {
  auto pattern = (std::filesystem::temp_directory_path() / "guiju-sheet-XXXXXX").string();
  const int file = ::mkstemp(pattern.data());  // made, so that nobody else takes the name
  if (file < 0) throw std::runtime_error("no temporary file can be made for a workbook");
  ::close(file);
  path_ = pattern;
}

Workbook::TemporaryFile::~TemporaryFile() {
  std::error_code ignored;  // what lies in the folder for temporary files is nobody's harm
  std::filesystem::remove(path_, ignored);
}

Workbook::Workbook() {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  book_ = workbook_new_opt(file_.path().c_str(), &options);
  if (book_ == nullptr) throw std::runtime_error("a workbook cannot be begun");
  heading_ = workbook_add_format(book_);
  format_set_bold(heading_);
  format_set_bg_color(heading_, 0xEDEFF2);
  format_set_border(heading_, LXW_BORDER_THIN);
  amount_ = workbook_add_format(book_);
  format_set_num_format(amount_, amount_format);
  date_ = workbook_add_format(book_);
  format_set_num_format(date_, date_format);
  moment_ = workbook_add_format(book_);
  format_set_num_format(moment_, moment_format);
  text_ = workbook_add_format(book_);
  format_set_num_format(text_, "@");
}

Workbook::~Workbook() {
  if (book_ != nullptr) workbook_close(book_);
}

std::string Workbook::free_name(std::string_view name) {
  std::string plain;
  for (const char c : name) plain += is_forbidden(c) ? ' ' : c;
  plain.resize(bytes_of(plain, name_characters_max));
  if (plain.empty()) plain = "1";
  // Excel takes names that differ in their case only for the same.
  std::string free = plain;
  for (int number = 2; !names_.insert(feel::to_lower(free)).second; ++number) {
    const auto end = " " + std::to_string(number);
    free = plain.substr(0, bytes_of(plain, name_characters_max - end.size())) + end;
  }
  return free;
}

void Workbook::begin_sheet(std::string_view name, const std::vector<std::string>& headings) {
  end_sheet();
  sheet_ = workbook_add_worksheet(book_, free_name(name).c_str());
  if (sheet_ == nullptr) throw std::runtime_error("a sheet cannot be added");
  worksheet_freeze_panes(sheet_, 1, 0);
  worksheet_set_paper(sheet_, 9);  // A4
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_repeat_rows(sheet_, 0, 0);
  constexpr std::size_t upright_columns_max = 6;
  if (headings.size() > upright_columns_max) worksheet_set_landscape(sheet_);
  widths_.assign(headings.size(), width_min);
  row_ = 0;
  is_filtered_ = false;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    widen(i, headings[i]);
    check(worksheet_write_string(sheet_, 0, static_cast<lxw_col_t>(i), headings[i].c_str(),
                                 heading_));
  }
}

void Workbook::widen(std::size_t column, std::string_view text) {
  constexpr std::size_t room = 3;  // for the filter's arrow
  widths_[column] = std::clamp(width_of(text) + room, widths_[column], width_max);
}

void Workbook::write_row(const std::vector<app::SheetCell>& cells) {
  ++row_;
  write_cells(cells);
}

void Workbook::write_footer(const std::vector<app::SheetCell>& cells) {
  if (!is_filtered_) {
    end_rows();
    ++row_;
  }
  ++row_;
  write_cells(cells);
}

void Workbook::write_text(std::size_t column, std::string_view text) {
  if (text.empty()) return;
  const std::string kept(text.substr(0, bytes_of(text, text_characters_max)));
  check(worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(column), kept.c_str(), text_));
  widen(column, kept);
}

void Workbook::write_time(std::size_t column, LocalTime at, lxw_format* format,
                          const char* pattern) {
  auto time = excel_time(at);
  check(worksheet_write_datetime(sheet_, row_, static_cast<lxw_col_t>(column), &time, format));
  widen(column, pattern);
}

void Workbook::write_cells(const std::vector<app::SheetCell>& cells) {
  for (std::size_t i = 0; i < cells.size() && i < widths_.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    const auto& cell = cells[i];
    if (const auto* text = std::get_if<std::string>(&cell)) {
      write_text(i, *text);
    } else if (const auto* number = std::get_if<app::SheetNumber>(&cell)) {
      double value = 0;
      std::from_chars(number->text.data(), number->text.data() + number->text.size(), value);
      check(worksheet_write_number(sheet_, row_, column, value, nullptr));
      widen(i, number->text);
    } else if (const auto* amount = std::get_if<app::SheetAmount>(&cell)) {
      check(worksheet_write_number(sheet_, row_, column, static_cast<double>(amount->fen) / cents,
                                   amount_));
      widen(i, std::to_string(amount->fen) + ",,");
    } else if (const auto* date = std::get_if<LocalDate>(&cell)) {
      if (is_known_to_excel(LocalTime(*date))) {
        write_time(i, LocalTime(*date), date_, date_format);
      } else {
        write_text(i, guiju::to_text(*date));
      }
    } else if (const auto* moment = std::get_if<LocalTime>(&cell)) {
      if (is_known_to_excel(*moment)) {
        write_time(i, *moment, moment_, moment_format);
      } else {
        write_text(i, guiju::to_text(*moment));
      }
    }
  }
}

void Workbook::end_rows() {
  is_filtered_ = true;
  if (widths_.empty()) return;
  // Now, not later: a sheet that is written row by row knows no range that ends above the last.
  const auto last_column = static_cast<lxw_col_t>(widths_.size() - 1);
  check(worksheet_autofilter(sheet_, 0, 0, row_, last_column));
}

void Workbook::end_sheet() {
  if (sheet_ == nullptr) return;
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    check(worksheet_set_column(sheet_, column, column, static_cast<double>(widths_[i]), nullptr));
  }
  if (!is_filtered_) end_rows();
  sheet_ = nullptr;
}

std::string Workbook::finish() {
  end_sheet();
  auto* const book = std::exchange(book_, nullptr);
  check(workbook_close(book));
  std::ifstream in(file_.path(), std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (bytes.empty()) throw std::runtime_error("a workbook cannot be read back");
  return bytes;
}

}  // namespace guiju::http
