#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/sheet.hpp"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace guiju::http {

/// An Excel workbook (`.xlsx`). Rows go to a temporary file as they come, so memory does not grow
/// with them. A text is never taken for a formula; headings stay in sight and can be filtered.
class Workbook final : public app::SheetWriter {
 public:
  /// Throws std::runtime_error when there is no place for temporary files.
  Workbook();
  ~Workbook() override;
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  void begin_sheet(std::string_view name, const std::vector<std::string>& headings) override;
  void write_row(const std::vector<app::SheetCell>& cells) override;
  /// The file as bytes; nothing may be written after. Throws when it could not be written.
  std::string finish();

 private:
  void end_sheet();
  std::string free_name(std::string_view name);
  void widen(std::size_t column, std::string_view text);

  std::filesystem::path path_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format *heading_ = nullptr, *amount_ = nullptr, *date_ = nullptr, *moment_ = nullptr,
             *text_ = nullptr;
  std::uint32_t row_ = 0;
  std::vector<std::size_t> widths_;  ///< of the present sheet, in columns of a Latin letter
  std::map<std::string, int> names_;
};

}  // namespace guiju::http
