#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/sheet.hpp"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace guiju::http {

/// An Excel workbook (`.xlsx`). Rows go to temporary files as they come; only the finished file,
/// which is packed, stands in memory as a whole. A text is never taken for a formula; headings stay
/// in sight and can be filtered. A date or moment that Excel does not know (before 1900, after
/// 9999) is written as text.
class Workbook final : public app::SheetWriter {
 public:
  /// Throws std::runtime_error when there is no place for temporary files.
  Workbook();
  ~Workbook() override;
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  void begin_sheet(std::string_view name, const std::vector<std::string>& headings) override;
  void write_row(const std::vector<app::SheetCell>& cells) override;
  /// Stands apart by an empty row: Excel takes what adjoins the rows for one of them.
  void write_footer(const std::vector<app::SheetCell>& cells) override;
  /// The file as bytes; nothing may be written after. Throws when it could not be written.
  std::string finish();

 private:
  /// A file of its own in the folder for temporary files, which goes with its owner.
  class TemporaryFile {
   public:
    TemporaryFile();
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::filesystem::path& path() const { return path_; }

   private:
    std::filesystem::path path_;
  };

  /// Lets the rows so far be filtered; those that follow are none of them.
  void end_rows();
  void end_sheet();
  void write_cells(const std::vector<app::SheetCell>& cells);
  void write_text(std::size_t column, std::string_view text);
  void write_time(std::size_t column, LocalTime at, lxw_format* format, const char* pattern);
  std::string free_name(std::string_view name);
  void widen(std::size_t column, std::string_view text);

  TemporaryFile file_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format *heading_ = nullptr, *amount_ = nullptr, *date_ = nullptr, *moment_ = nullptr,
             *text_ = nullptr;
  std::uint32_t row_ = 0;  ///< the last that was written
  bool is_filtered_ = false;
  std::vector<std::size_t> widths_;  ///< of the present sheet, in columns of a Latin letter
  std::set<std::string> names_;      ///< that are taken, in small letters
};

}  // namespace guiju::http
