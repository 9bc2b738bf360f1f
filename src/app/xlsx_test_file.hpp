#pragma once

#include <zip.h>

#include <map>
#include <stdexcept>
#include <string>

/// Workbooks for tests.
namespace guiju::app::test {

/// A zip archive of these files by their names; with a password: encrypted.
inline std::string zipped(const std::map<std::string, std::string>& files,
                          const std::string& password = {}) {
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(memory);  // to read from it when the archive is closed
  zip_t* zip = zip_open_from_source(memory, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  for (const auto& [name, text] : files) {
    zip_source_t* part = zip_source_buffer(zip, text.data(), text.size(), 0);
    const auto index = zip_file_add(zip, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    if (!password.empty()) {
      zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256,
                              password.c_str());
    }
  }
  if (zip_close(zip) != 0) throw std::runtime_error(zip_strerror(zip));
  zip_stat_t stat;
  zip_stat_init(&stat);
  zip_source_open(memory);
  zip_source_stat(memory, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

/// What of a workbook a test states; the rest is made up.
struct Book {
  std::string sheet_data;   ///< inside of `sheetData`
  std::string after = {};   ///< behind it: merged cells
  std::string shared = {};  ///< inside of `sst`
  std::string styles = {};  ///< inside of `styleSheet`
  std::string properties = {};
  std::map<std::string, std::string> more = {};  ///< further parts, or others in their place
};

inline std::map<std::string, std::string> parts_of(const Book& book) {
  const std::string kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const auto relation = [&](const char* id, const char* type, const char* target) {
    return std::string("<Relationship Id=\"") + id + "\" Type=\"" + kind + type + "\" Target=\"" +
           target + "\"/>";
  };
  std::map<std::string, std::string> parts{
      {"_rels/.rels", "<Relationships>" + relation("r1", "officeDocument", "xl/workbook.xml") +
                          "</Relationships>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships>" + relation("r1", "worksheet", "worksheets/sheet1.xml") +
           relation("r2", "sharedStrings", "/xl/sharedStrings.xml") +
           relation("r3", "styles", "styles.xml") + "</Relationships>"},
      {"xl/workbook.xml", "<workbook xmlns:r=\"x\"><workbookPr " + book.properties +
                              "/><sheets><sheet name=\"房源\" sheetId=\"1\" "
                              "r:id=\"r1\"/></sheets></workbook>"},
      {"xl/sharedStrings.xml", "<sst>" + book.shared + "</sst>"},
      {"xl/styles.xml", "<styleSheet>" + book.styles + "</styleSheet>"},
      {"xl/worksheets/sheet1.xml",
       "<worksheet><sheetData>" + book.sheet_data + "</sheetData>" + book.after + "</worksheet>"}};
  for (const auto& [name, text] : book.more) parts[name] = text;
  return parts;
}

inline std::string workbook(const Book& book) { return zipped(parts_of(book)); }

}  // namespace guiju::app::test
