#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "app/table.hpp"
#include "app/zip_file.hpp"

namespace guiju::app {
namespace xlsx {
struct Part;
}

/// An Excel workbook (`.xlsx`, ISO 29500), as Excel, WPS and programs write it. Values only:
/// formulas are never calculated, what was stored as their result is taken.
class XlsxFile {
 public:
  /// Throws TableError, and ReadingStopped once `stop` asks for it.
  XlsxFile(std::string bytes, const TableLimits& limits, std::stop_token stop = {});

  /// Names of the sheets in their order, those that are hidden last.
  std::vector<std::string> sheets() const;
  /// Rows with anything in them, by number. Texts are as they stand there; whole numbers have no
  /// exponent, dates are `2026-03-02`. Throws TableError, and ReadingStopped.
  std::vector<TableRow> rows(std::string_view sheet) const;

 private:
  struct Sheet {
    std::string name;
    std::string part;
    bool is_hidden = false;
  };
  /// How cells of a style show a number.
  struct Style {
    bool is_date = false;
    int digits_min = 0;  ///< of `0000`
  };
  class RowsOfSheet;

  bool read_part(const std::string& name, xlsx::Part& part) const;
  void heed_stop() const;
  void read_workbook(const std::string& part);
  void read_shared_texts(const std::string& part);
  void read_styles(const std::string& part);

  ZipFile zip_;
  TableLimits limits_;
  std::stop_token stop_;
  std::vector<Sheet> sheets_;
  std::vector<std::string> shared_;
  std::vector<Style> styles_;
  bool is_1904_ = false;
};

/// The column of a cell's name, from 0: 27 of `AB12`. Empty for what is none.
std::optional<std::size_t> column_of(std::string_view cell);

}  // namespace guiju::app
