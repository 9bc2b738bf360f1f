#include "app/table_file.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "app/xlsx_test_file.hpp"

namespace guiju::app {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

TableFault fault_of(const std::string& bytes, const std::string& sheet = {}) {
  try {
    read_table(bytes, {.sheet = sheet});
  } catch (const TableError& error) {
    return error.fault;
  }
  ADD_FAILURE() << "it was read";
  return TableFault::broken;
}

/// 楼栋,房号 and 甲栋,101 in GBK.
constexpr const char* gbk = "\xC2\xA5\xB6\xB0,\xB7\xBF\xBA\xC5\n\xBC\xD7\xB6\xB0,101\n";

TEST(TableFile, reads_csv_as_excel_saves_it_in_china) {
  const auto table = read_table(gbk);
  EXPECT_EQ(table.encoding, "GB18030");
  EXPECT_THAT(table.header, ElementsAre("楼栋", "房号"));
  ASSERT_THAT(table.rows, SizeIs(1));
  EXPECT_THAT(table.rows[0].cells, ElementsAre("甲栋", "101"));
  EXPECT_EQ(table.rows[0].line, 2);
}

TEST(TableFile, reads_utf_8_and_utf_16_and_what_parts_their_cells) {
  EXPECT_EQ(read_table("\xEF\xBB\xBF楼栋;房号\n甲栋;1\n").encoding, "UTF-8");
  EXPECT_THAT(read_table("楼栋;房号\n甲栋;1\n").header, ElementsAre("楼栋", "房号"));
  const std::string utf16(
      "\xFF\xFE"
      "a\0\t\0b\0\n\0"
      "1\0\t\0"
      "2\0",
      16);
  const auto table = read_table(utf16);
  EXPECT_EQ(table.encoding, "UTF-16");
  EXPECT_THAT(table.header, ElementsAre("a", "b"));
}

TEST(TableFile, refuses_what_is_no_text_and_says_so) {
  EXPECT_EQ(fault_of(std::string("\x01\x02\0\xFF", 4)), TableFault::encoding);
  EXPECT_EQ(fault_of("\xFF\x80\x80"), TableFault::encoding);
  EXPECT_EQ(fault_of("a,b\n\"1,2\n"), TableFault::bad_quote);
  EXPECT_EQ(fault_of(""), TableFault::no_rows);
  EXPECT_EQ(fault_of("a,b\n"), TableFault::no_rows);
  EXPECT_EQ(fault_of("\xFD"
                     "7zXZ"),
            TableFault::not_a_table);
}

TEST(TableFile, refuses_more_than_its_limits_and_names_them) {
  const auto refusal = [](const std::string& text, const TableLimits& limits) {
    try {
      read_table(text, {.limits = limits});
    } catch (const TableError& error) {
      return std::string(error.what()).substr(0, std::string(error.what()).find(". help:"));
    }
    return std::string();
  };
  EXPECT_EQ(refusal("a,b\n1,2\n3,4\n", {.rows_max = 1}), "line 3: more than 1 rows");
  EXPECT_EQ(refusal("a,b\n1,2\n", {.rows_max = 1}), "");
  EXPECT_EQ(refusal("a,b\n1,2,3\n", {.columns_max = 2}), "line 2: more than 2 columns");
  EXPECT_EQ(refusal("a,b\n1,long\n", {.cell_bytes_max = 3}), "line 2: a cell of more than 3 bytes");
  EXPECT_EQ(refusal("a,b\n1,2\n3,4\n", {.table_bytes_max = 100}),
            "line 3: cells of more than 100 bytes together");
  // Each row is filled up to the widest.
  EXPECT_EQ(refusal("a,b\n1,2\n1,2\n1,2\n1,2,3,4,5,6,7,8,9\n", {.table_bytes_max = 1000}),
            "line 4: cells of more than 1000 bytes together");
}

TEST(TableFile, stops_when_nobody_wants_it_any_more) {
  std::stop_source stop;
  std::istringstream in("a,b\n1,2\n3,4\n");
  TableReader reader(in, {.stop = stop.get_token()});
  TableRow row;
  EXPECT_TRUE(reader.next(row));
  stop.request_stop();
  EXPECT_THROW(reader.next(row), ReadingStopped);
  const auto book = test::workbook({.sheet_data = "<row><c><v>1</v></c></row>"});
  EXPECT_THROW(read_table(book, {.stop = stop.get_token()}), ReadingStopped);
}

TEST(TableFile, takes_off_the_guard_against_formulas) {
  EXPECT_THAT(read_table("a,b\n'=cmd(),'quoted'\n").rows[0].cells,
              ElementsAre("=cmd()", "'quoted'"));
}

TEST(TableFile, loses_a_column_with_all_that_is_said_of_its_cells) {
  TableFile table{.header = {"a", "b", "c"},
                  .rows = {{2, {"1", "2", "3"}, {{1, {}}, {2, CellFault::Kind::merged}}}}};
  drop_column(table, 1);
  EXPECT_THAT(table.header, ElementsAre("a", "c"));
  EXPECT_THAT(table.rows[0].cells, ElementsAre("1", "3"));
  ASSERT_THAT(table.rows[0].faults, SizeIs(1));
  EXPECT_EQ(table.rows[0].faults[0].column, 1U);
}

TEST(TableFile, passes_over_what_stands_above_the_titles) {
  const auto table = read_table("某某项目房源表\n\n楼栋,房号\n1,2\n");
  EXPECT_EQ(table.header_line, 3);
  EXPECT_THAT(table.header, ElementsAre("楼栋", "房号"));
  EXPECT_THAT(read_table("电话\n138\n").header, ElementsAre("电话"));
}

TEST(TableFile, gives_every_column_a_title_of_its_own) {
  const auto table = read_table("电话,电 话,电话,,\n1,2,3,4\n");
  EXPECT_THAT(table.header, ElementsAre("电话", "电 话", "电话 2", "[D]"));
  EXPECT_THAT(table.rows[0].cells, SizeIs(4));
}

TEST(TableFile, reads_the_sheet_that_is_asked_for) {
  const auto book = test::workbook({.sheet_data = "<row><c t=\"str\"><v>a</v></c><c "
                                                  "t=\"str\"><v>b</v></c></row><row><c><v>1</v></c>"
                                                  "</row>"});
  const auto table = read_table(book, {.sheet = "房源"});
  EXPECT_EQ(table.sheet, "房源");
  EXPECT_EQ(table.encoding, "");
  EXPECT_THAT(table.rows[0].cells, ElementsAre("1", ""));
  EXPECT_EQ(fault_of(book, "没有"), TableFault::no_such_sheet);
}

TEST(TableFile, garbled_text_never_crashes) {
  const std::string text = std::string(gbk) + "\"a\"\"b\",\"c\nd\"\r\n";
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      auto garbled = text;
      garbled[at] = static_cast<char>(byte);
      try {
        EXPECT_FALSE(read_table(garbled).header.empty());
      } catch (const TableError& error) {
        EXPECT_STRNE(error.what(), "");
      }
    }
  }
}

}  // namespace
}  // namespace guiju::app
