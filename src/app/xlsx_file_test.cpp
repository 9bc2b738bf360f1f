#include "app/xlsx_file.hpp"

#include <gmock/gmock.h>

#include "app/table_file.hpp"
#include "app/xlsx_test_file.hpp"

/// Workbooks as Excel, WPS and programs write them, and what is none.
namespace guiju::app {
namespace {

using test::Book;
using test::workbook;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Kind = CellFault::Kind;

std::vector<TableRow> rows_of(const Book& book) {
  const XlsxFile file(workbook(book), {});
  return file.rows(file.sheets().front());
}

/// The one cell of a sheet, `<c …>…</c>`.
TableRow row_of_cell(const std::string& cell, const std::string& styles = {}) {
  const auto rows = rows_of({.sheet_data = "<row r=\"1\">" + cell + "</row>", .styles = styles});
  return rows.empty() ? TableRow{} : rows.front();
}

std::string text_of_cell(const std::string& cell, const std::string& styles = {}) {
  const auto row = row_of_cell(cell, styles);
  EXPECT_THAT(row.faults, IsEmpty());
  return row.cells.empty() ? "" : row.cells.front();
}

std::vector<Kind> faults_of_cell(const std::string& cell, const std::string& styles = {}) {
  std::vector<Kind> kinds;
  for (const auto& fault : row_of_cell(cell, styles).faults) kinds.push_back(fault.kind);
  return kinds;
}

TableFault fault_of(const std::string& bytes, const TableLimits& limits = {}) {
  try {
    read_table(bytes, {.limits = limits});
  } catch (const TableError& error) {
    return error.fault;
  }
  ADD_FAILURE() << "it was read";
  return TableFault::not_a_table;
}

TEST(XlsxFile, reads_shared_and_inline_texts_without_the_readings_of_characters) {
  const auto rows = rows_of(
      {.sheet_data =
           R"(<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>乙 </t></is></c></row>)",
       .shared = "<si><r><t>甲</t></r><r><t>先生</t></r><rPh><t>jia</t></rPh></si>"});
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].line, 2);
  EXPECT_THAT(rows[0].cells, ElementsAre("甲先生", "", "乙 "));
}

TEST(XlsxFile, reads_escaped_characters) {
  EXPECT_EQ(text_of_cell(R"(<c t="inlineStr"><is><t>a_x000A_b_x005F_c_x000D_</t></is></c>)"),
            "a\nb_c");
}

TEST(XlsxFile, reads_names_with_any_prefix_and_cells_without_names) {
  const auto rows = rows_of(
      {.sheet_data = "",
       .more = {{"xl/worksheets/sheet1.xml",
                 "<x:worksheet xmlns:x=\"y\"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2"
                 "</x:v></x:c></x:row></x:sheetData></x:worksheet>"}}});
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_THAT(rows[0].cells, ElementsAre("1", "2"));
}

TEST(XlsxFile, reads_telephone_numbers_that_were_typed_as_numbers) {
  EXPECT_EQ(text_of_cell("<c><v>13800138000</v></c>"), "13800138000");
  EXPECT_EQ(text_of_cell("<c><v>1.3800138E10</v></c>"), "13800138000");
}

TEST(XlsxFile, says_of_an_identity_number_that_its_last_digits_are_lost) {
  EXPECT_THAT(faults_of_cell("<c><v>1.1010119900307E+17</v></c>"), ElementsAre(Kind::shortened));
  EXPECT_THAT(faults_of_cell("<c><v>110101199003070000</v></c>"), ElementsAre(Kind::shortened));
  EXPECT_EQ(text_of_cell(R"(<c t="inlineStr"><is><t>110101199003070011</t></is></c>)"),
            "110101199003070011");
}

TEST(XlsxFile, reads_numbers_as_they_are_shown) {
  EXPECT_EQ(text_of_cell("<c><v>0.30000000000000004</v></c>"), "0.3");
  EXPECT_EQ(text_of_cell("<c><v>89.53</v></c>"), "89.53");
  EXPECT_EQ(text_of_cell("<c><v>-1E-3</v></c>"), "-0.001");
  EXPECT_EQ(text_of_cell(R"(<c s="0"><v>7</v></c>)",
                         R"(<numFmts><numFmt numFmtId="180" formatCode="0000"/></numFmts>)"
                         R"(<cellXfs><xf numFmtId="180"/></cellXfs>)"),
            "0007");
}

TEST(XlsxFile, reads_dates_by_their_style) {
  const std::string styles =
      R"(<numFmts><numFmt numFmtId="180" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>)"
      R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="180"/></cellXfs>)";
  EXPECT_EQ(text_of_cell(R"(<c s="0"><v>46083</v></c>)", styles), "46083");
  EXPECT_EQ(text_of_cell(R"(<c s="1"><v>46083</v></c>)", styles), "2026-03-02");
  EXPECT_EQ(text_of_cell(R"(<c s="2"><v>46083.41666666667</v></c>)", styles),
            "2026-03-02 10:00:00");
  EXPECT_THAT(faults_of_cell(R"(<c s="1"><v>-1</v></c>)", styles), ElementsAre(Kind::bad_number));
  const auto rows = rows_of({.sheet_data = R"(<row><c s="1"><v>44621</v></c></row>)",
                             .styles = styles,
                             .properties = "date1904=\"1\""});
  EXPECT_THAT(rows[0].cells, ElementsAre("2026-03-02"));
}

TEST(XlsxFile, takes_what_was_stored_of_a_formula_and_calculates_none) {
  EXPECT_EQ(text_of_cell("<c><f>1+1</f><v>3</v></c>"), "3");
  EXPECT_EQ(text_of_cell(R"(<c t="str"><f>A1</f><v>甲</v></c>)"), "甲");
  EXPECT_THAT(faults_of_cell("<c r=\"A1\"><f>1+1</f></c>"), ElementsAre(Kind::no_result));
  EXPECT_THAT(faults_of_cell(R"(<c t="e"><f>1/0</f><v>#DIV/0!</v></c>)"), ElementsAre(Kind::error));
}

TEST(XlsxFile, tells_merged_cells_but_the_first) {
  const auto rows = rows_of(
      {.sheet_data =
           R"(<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>)"
           R"(<row r="2"><c r="B2"><v>3</v></c></row><row r="3"><c r="B3"><v>4</v></c></row>)",
       .after = R"(<mergeCells><mergeCell ref="A1:A2"/></mergeCells>)"});
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_THAT(rows[0].faults, IsEmpty());
  ASSERT_THAT(rows[1].faults, SizeIs(1));
  EXPECT_EQ(rows[1].faults[0].kind, Kind::merged);
  EXPECT_EQ(rows[1].faults[0].column, 0U);
  EXPECT_THAT(rows[2].faults, IsEmpty());
}

TEST(XlsxFile, shows_hidden_sheets_last) {
  Book book{.sheet_data = "<row><c><v>1</v></c></row>"};
  book.more["xl/workbook.xml"] =
      "<workbook><sheets><sheet name=\"旧\" state=\"hidden\" r:id=\"r1\"/><sheet name=\"新\" "
      "r:id=\"r1\"/></sheets></workbook>";
  EXPECT_THAT(XlsxFile(workbook(book), {}).sheets(), ElementsAre("新", "旧"));
}

TEST(XlsxFile, refuses_a_small_file_that_would_be_a_gigabyte_of_elements) {
  std::string data;
  for (int i = 0; i < 4'500'000; ++i) data += "<a/>x";
  const auto bytes = workbook({.sheet_data = data});
  EXPECT_LT(bytes.size(), 1U << 20U);
  EXPECT_EQ(fault_of(bytes), TableFault::too_large);
}

TEST(XlsxFile, refuses_what_unpacks_to_an_absurd_size) {
  const Book book{.sheet_data = "<row><c><v>1</v></c></row>",
                  .more = {{"xl/sharedStrings.xml",
                            "<sst><si><t>" + std::string(8 << 20, 'a') + "</t></si></sst>"}}};
  const auto bytes = workbook(book);
  EXPECT_LT(bytes.size(), 64U << 10U);
  EXPECT_EQ(fault_of(bytes, {.unpacked_bytes_max = 1 << 20}), TableFault::too_large);
}

TEST(XlsxFile, refuses_too_many_rows_and_columns) {
  std::string rows;
  for (int i = 1; i <= 30; ++i) rows += "<row><c><v>1</v></c><c><v>2</v></c></row>";
  EXPECT_EQ(fault_of(workbook({.sheet_data = rows}), {.rows_max = 10}), TableFault::too_many_rows);
  EXPECT_EQ(fault_of(workbook({.sheet_data = R"(<row><c r="ZZ1"><v>1</v></c></row>)"})),
            TableFault::too_many_columns);
}

/// As many rows of as many cells as it says, each with the only shared text.
std::string cells_of_one_text(int rows, int cells) {
  std::string row = "<row>", data;
  for (int i = 0; i < cells; ++i) row += R"(<c t="s"><v>0</v></c>)";
  row += "</row>";
  for (int i = 0; i < rows; ++i) data += row;
  return data;
}

TEST(XlsxFile, refuses_a_small_file_that_would_be_a_large_table) {
  const auto book = [](std::size_t bytes, const std::string& data) {
    return workbook(
        {.sheet_data = data, .shared = "<si><t>" + std::string(bytes, 'a') + "</t></si>"});
  };
  const auto data = cells_of_one_text(1000, 100);
  EXPECT_EQ(fault_of(book(1 << 20, data)), TableFault::long_cell);
  const TableLimits limits{.table_bytes_max = 8U << 20U};
  EXPECT_EQ(fault_of(book(100'000, data), limits), TableFault::too_much);
  std::string far;
  for (int row = 1; row <= 2'000; ++row) far += R"(<row><c r="GR1"><v>1</v></c></row>)";
  EXPECT_EQ(fault_of(workbook({.sheet_data = far}), limits), TableFault::too_much);
  std::string farthest;
  for (int row = 1; row <= 40'000; ++row) farthest += R"(<row><c r="XFD1"><v>1</v></c></row>)";
  EXPECT_EQ(fault_of(workbook({.sheet_data = farthest})), TableFault::too_many_columns);
}

TEST(XlsxFile, refuses_more_merged_areas_than_anybody_made_by_hand) {
  std::string areas, overlapping;
  for (int row = 1; row <= 30'000; ++row) {
    const auto number = std::to_string(row);
    areas += "<mergeCell ref=\"A" + number + ":B" + number + "\"/>";
    if (row <= 300) overlapping += "<mergeCell ref=\"A" + number + ":A1000\"/>";
  }
  const auto book = [](const std::string& merged) {
    return workbook({.sheet_data = R"(<row r="500"><c><v>1</v></c><c><v>2</v></c></row>)",
                     .after = "<mergeCells>" + merged + "</mergeCells>"});
  };
  EXPECT_EQ(fault_of(book(areas)), TableFault::too_many_merged);
  EXPECT_EQ(fault_of(book(overlapping)), TableFault::broken);
}

TEST(XlsxFile, refuses_what_is_locked_or_of_the_old_format) {
  const auto parts = test::parts_of({.sheet_data = "<row><c><v>1</v></c></row>"});
  EXPECT_EQ(fault_of(test::zipped(parts, "secret")), TableFault::encrypted);
  const std::string old = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old";
  EXPECT_EQ(fault_of(old), TableFault::old_workbook);
  std::string locked = old;
  for (const char c : std::string("EncryptedPackage")) locked += std::string{c, '\0'};
  EXPECT_EQ(fault_of(locked), TableFault::encrypted);
  EXPECT_EQ(fault_of(test::zipped({{"readme.txt", "hello"}})), TableFault::not_a_table);
}

TEST(XlsxFile, does_not_expand_entities_of_a_document) {
  const auto rows =
      rows_of({.sheet_data = "",
               .more = {{"xl/worksheets/sheet1.xml",
                         "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet><sheetData><row><c "
                         "t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>"}}});
  EXPECT_THAT(rows[0].cells, ElementsAre("&a;"));
}

/// Whatever the bytes are: rows, or a TableError.
void read_anything(const std::string& bytes) {
  try {
    for (const auto& row : read_table(bytes).rows) EXPECT_FALSE(row.cells.empty());
  } catch (const TableError& error) {
    EXPECT_STRNE(error.what(), "");
  }
}

Book full_book() {
  return {.sheet_data =
              R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
              R"(<row r="2"><c r="A2" s="1"><v>46083.5</v></c><c r="B2"><f>1</f><v>2</v></c></row>)"
              R"(<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3" t="b"><v>1</v></c></row>)",
          .after = R"(<mergeCells><mergeCell ref="A2:B3"/></mergeCells>)",
          .shared = "<si><t>楼栋</t></si><si><t>房_x000A_号</t></si>",
          .styles = R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>)"};
}

TEST(XlsxFile, a_file_that_is_cut_off_anywhere_is_refused) {
  const auto bytes = workbook(full_book());
  for (std::size_t size = 0; size < bytes.size(); ++size) read_anything(bytes.substr(0, size));
}

TEST(XlsxFile, a_garbled_archive_never_crashes) {
  const auto bytes = workbook(full_book());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const unsigned flip : {0x01U, 0x80U, 0xFFU}) {
      auto garbled = bytes;
      garbled[at] = static_cast<char>(static_cast<unsigned char>(garbled[at]) ^ flip);
      read_anything(garbled);
    }
  }
}

/// Inside of intact archives, where no checksum helps.
TEST(XlsxFile, garbled_parts_never_crash) {
  const auto parts = test::parts_of(full_book());
  std::uint32_t seed = 20260301;
  const auto next = [&seed] { return seed = seed * 1664525U + 1013904223U, seed >> 8U; };
  const std::string signs = "<>&\"'=/ 0A9:;-E.\x01\xFF";
  for (int round = 0; round < 3000; ++round) {
    auto garbled = parts;
    auto part = garbled.begin();
    std::advance(part, next() % garbled.size());
    auto& text = part->second;
    for (unsigned change = 0; change <= next() % 3; ++change) {
      text[next() % text.size()] = signs[next() % signs.size()];
    }
    if (next() % 4 == 0) text.resize(next() % text.size());
    if (text.empty()) text = "<";
    read_anything(test::zipped(garbled));
  }
}

}  // namespace
}  // namespace guiju::app
