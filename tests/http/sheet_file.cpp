#include "sheet_file.hpp"

#include <zlib.h>

#include <stdexcept>

namespace guiju::http_test {
namespace {

std::size_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  if (at + count > bytes.size()) throw std::runtime_error("the archive ends too early");
  std::size_t value = 0;
  for (std::size_t i = count; i-- > 0;) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

std::string inflated(std::string_view packed, std::size_t size) {
  std::string out(size, '\0');
  z_stream stream{};
  constexpr int raw_deflate = -15;
  if (inflateInit2(&stream, raw_deflate) != Z_OK) throw std::runtime_error("zlib does not begin");
  std::string in(packed);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int end = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  if (end != Z_STREAM_END) throw std::runtime_error("a file of the archive is damaged");
  return out;
}

/// `BC12` is in column 54, counted from 0.
std::size_t column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
  }
  return column - 1;
}

}  // namespace

std::map<std::string, std::string> unzip(std::string_view archive) {
  const auto end = archive.rfind("PK\x05\x06");
  if (end == std::string_view::npos) throw std::runtime_error("this is no zip archive");
  std::map<std::string, std::string> files;
  auto at = little_endian(archive, end + 16, 4);
  for (auto left = little_endian(archive, end + 10, 2); left > 0; --left) {
    const auto method = little_endian(archive, at + 10, 2);
    const auto packed = little_endian(archive, at + 20, 4),
               size = little_endian(archive, at + 24, 4);
    const auto name = little_endian(archive, at + 28, 2),
               extra = little_endian(archive, at + 30, 2),
               comment = little_endian(archive, at + 32, 2),
               local = little_endian(archive, at + 42, 4);
    const auto from =
        local + 30 + little_endian(archive, local + 26, 2) + little_endian(archive, local + 28, 2);
    const auto bytes = archive.substr(from, packed);
    files[std::string(archive.substr(at + 46, name))] =
        method == 0 ? std::string(bytes) : inflated(bytes, size);
    at += 46 + name + extra + comment;
  }
  return files;
}

std::vector<std::string> Sheet::column(std::string_view heading) const {
  for (std::size_t i = 0; i < rows.at(0).size(); ++i) {
    if (rows[0][i] != heading) continue;
    std::vector<std::string> cells;
    for (std::size_t row = 1; row < rows.size(); ++row) {
      cells.push_back(i < rows[row].size() ? rows[row][i] : std::string());
    }
    return cells;
  }
  throw std::runtime_error("no column " + std::string(heading));
}

std::vector<Sheet> read_sheets(std::string_view file) {
  const auto files = unzip(file);
  pugi::xml_document book;
  if (!book.load_string(files.at("xl/workbook.xml").c_str())) throw std::runtime_error("no book");
  std::vector<Sheet> sheets;
  for (const auto entry : book.child("workbook").child("sheets").children("sheet")) {
    Sheet& sheet = sheets.emplace_back();
    sheet.name = entry.attribute("name").value();
    const auto path = "xl/worksheets/sheet" + std::to_string(sheets.size()) + ".xml";
    if (!sheet.xml.load_string(files.at(path).c_str(),
                               pugi::parse_default | pugi::parse_ws_pcdata)) {
      throw std::runtime_error(path + " is no XML");
    }
    for (const auto row : sheet.xml.child("worksheet").child("sheetData").children("row")) {
      auto& cells = sheet.rows.emplace_back();
      for (const auto cell : row.children("c")) {
        cells.resize(column_of(cell.attribute("r").value()) + 1);
        const auto text = cell.child("is").child("t");
        cells.back() = text ? text.child_value() : cell.child_value("v");
      }
    }
  }
  return sheets;
}

}  // namespace guiju::http_test
