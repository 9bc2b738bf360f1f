// A workbook as somebody uploads it to be taken in: one part of a sound one is another, or the
// archive itself. The first line says which: its first letter, `a` for the sheet and so on.

#include <array>
#include <string>
#include <string_view>

#include "app/table_file.hpp"
#include "app/xlsx_test_file.hpp"
#include "base/json.hpp"
#include "target.hpp"

namespace {

using namespace guiju;

constexpr std::array part_names{
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
    "xl/workbook.xml",          "_rels/.rels",          "xl/_rels/workbook.xml.rels"};

app::test::Book sound_book() {
  return {
      .sheet_data =
          R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
          R"(<row r="2"><c r="A2" s="1"><v>46083.5</v></c><c r="B2"><f>1</f><v>2</v></c></row>)",
      .shared = "<si><t>楼栋</t></si><si><r><t>房_x000A_号</t></r></si>",
      .styles = R"(<numFmts><numFmt numFmtId="164" formatCode="0000"/></numFmts>)"
                R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>)"};
}

void read(std::string bytes) {
  try {
    const auto table = app::read_table(std::move(bytes));
    for (const auto& row : table.rows) {
      if (row.cells.size() != table.header.size()) __builtin_trap();
      for (const auto& cell : row.cells) {
        if (!is_valid_utf8(cell)) __builtin_trap();  // it goes into JSON as it is
      }
      for (const auto& fault : row.faults) {
        if (fault.column >= app::TableLimits{}.columns_max) __builtin_trap();
      }
    }
    for (const auto& title : table.header) {
      if (title.empty() || !is_valid_utf8(title)) __builtin_trap();
    }
  } catch (const app::TableError&) {
    return;  // refused, with words
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  const auto line_end = input.find('\n');
  if (line_end == std::string_view::npos || line_end == 0) return 0;
  const auto which = static_cast<unsigned char>(input[0] - 'a') % (part_names.size() + 1);
  const std::string text{input.substr(line_end + 1)};
  if (which == part_names.size()) {
    read(text);
    return 0;
  }
  auto book = sound_book();
  book.more = {{part_names[which], text}};
  read(app::test::workbook(book));
  return 0;
}
