#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace guiju::http_test {

/// The files in a zip archive by their paths. Throws std::runtime_error on what is none.
std::map<std::string, std::string> unzip(std::string_view archive);

/// One sheet of an Excel file, as it was read back.
struct Sheet {
  std::string name;
  std::vector<std::vector<std::string>> rows;  ///< what stands in the cells; a blank one is empty
  pugi::xml_document xml;

  /// The cells of a column below its heading. Throws std::runtime_error when there is none.
  std::vector<std::string> column(std::string_view heading) const;
  bool has_formula() const { return xml.select_node("//f") != nullptr; }
};

/// The sheets of an Excel file in their order, with texts written in line.
std::vector<Sheet> read_sheets(std::string_view file);

}  // namespace guiju::http_test
