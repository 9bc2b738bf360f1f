#include "app/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace guiju::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Cells = std::vector<std::string>;

std::vector<Cells> read(const std::string& text, char separator = ',') {
  std::istringstream in(text);
  CsvReader reader(in, separator);
  std::vector<Cells> rows;
  for (TableRow row; reader.next(row);) rows.push_back(row.cells);
  return rows;
}

std::string complaint(const std::string& text) {
  try {
    read(text);
  } catch (const CsvError& error) {
    return error.what();
  }
  return "";
}

TEST(CsvReader, reads_quotes_line_ends_and_separators_inside_cells) {
  EXPECT_THAT(read("a,\"b, \"\"c\"\"\r\nd\",e\r\n"), ElementsAre(Cells{"a", "b, \"c\"\r\nd", "e"}));
  EXPECT_THAT(read("a;\"b;c\"\n", ';'), ElementsAre(Cells{"a", "b;c"}));
}

TEST(CsvReader, keeps_empty_cells_and_passes_over_empty_lines) {
  EXPECT_THAT(read("a,,\n\n,\"\",b"), ElementsAre(Cells{"a", "", ""}, Cells{"", "", "b"}));
  EXPECT_THAT(read(""), ElementsAre());
}

TEST(CsvReader, takes_spaces_off_cells_without_quotes_only) {
  EXPECT_THAT(read(" a , \" b \" ,c d"), ElementsAre(Cells{"a", " b ", "c d"}));
}

TEST(CsvReader, passes_over_the_byte_order_mark) {
  EXPECT_THAT(read("\xEF\xBB\xBF姓名,电话\n"), ElementsAre(Cells{"姓名", "电话"}));
}

TEST(CsvReader, counts_lines_as_an_editor_does) {
  std::istringstream in("a\n\"b\nc\"\nd\n");
  CsvReader reader(in);
  std::vector<std::int64_t> lines;
  for (TableRow row; reader.next(row);) lines.push_back(row.line);
  EXPECT_THAT(lines, ElementsAre(1, 2, 4));
}

TEST(CsvReader, reads_rows_longer_than_its_buffer) {
  const std::string cell(200'000, 'x');
  EXPECT_THAT(read(cell + ',' + cell + "\n"), ElementsAre(Cells{cell, cell}));
}

TEST(CsvReader, refuses_what_is_no_table_and_says_what_to_do) {
  EXPECT_THAT(complaint("a\nb,\"c\n"), HasSubstr("line 2: a quote is opened here and not closed"));
  EXPECT_THAT(complaint("\"a\"b\n"), HasSubstr("text after a closing quote"));
  EXPECT_THAT(complaint("a\n\xD5\xC5\xC8\xFD\n"), HasSubstr("line 2: this is no UTF-8"));
  EXPECT_THAT(complaint("\xFF\xFE"
                        "a"),
              HasSubstr("UTF-16"));
  EXPECT_THAT(complaint("PK\x03\x04"), HasSubstr(".xlsx"));
  EXPECT_THAT(complaint("\xFD"
                        "7zXZ"),
              HasSubstr("xz -dc"));
  EXPECT_THAT(complaint(std::string("a\0b", 3)), HasSubstr("NUL"));
}

TEST(CsvRows, are_read_back_as_they_were_written) {
  const Cells cells{"plain", "a,b", "say \"yes\"", "two\nlines", " kept ", ""};
  std::string text;
  append_csv_row(text, cells);
  EXPECT_THAT(read(text), ElementsAre(cells));
}

TEST(Formulas, are_made_harmless_and_numbers_left_alone) {
  EXPECT_EQ(without_formula("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
  EXPECT_EQ(without_formula("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(without_formula("+cmd|calc"), "'+cmd|calc");
  EXPECT_EQ(without_formula("-12.5"), "-12.5");
  EXPECT_EQ(without_formula("-"), "'-");
  EXPECT_EQ(without_formula("张三"), "张三");
}

}  // namespace
}  // namespace guiju::app
