#pragma once

#include <map>
#include <string>

namespace guiju::app::test {

/// A zip archive of these files by their names; with a password: encrypted.
std::string zipped(const std::map<std::string, std::string>& files,
                   const std::string& password = {});

/// What of a workbook a test states; the rest is made up.
struct Book {
  std::string sheet_data;   ///< inside of `sheetData`
  std::string after = {};   ///< behind it: merged cells
  std::string shared = {};  ///< inside of `sst`
  std::string styles = {};  ///< inside of `styleSheet`
  std::string properties = {};
  std::map<std::string, std::string> more = {};  ///< further parts, or others in their place
};
std::map<std::string, std::string> parts_of(const Book& book);
inline std::string workbook(const Book& book) { return zipped(parts_of(book)); }

}  // namespace guiju::app::test
