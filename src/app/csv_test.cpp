#include "app/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <streambuf>

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
  } catch (const TableError& error) {
    return error.what();
  }
  return "";
}

/// The same signs without an end.
class Endless final : public std::streambuf {
 public:
  explicit Endless(std::string signs) {
    while (chunk_.size() < 1 << 16) chunk_ += signs;
  }

 private:
  int_type underflow() override {
    setg(chunk_.data(), chunk_.data(), chunk_.data() + chunk_.size());
    return traits_type::to_int_type(chunk_.front());
  }
  std::string chunk_;
};

/// How a file without an end is refused; how much of it was read by then.
std::pair<TableFault, std::int64_t> fault_of_endless(const std::string& signs) {
  Endless endless(signs);
  std::istream in(&endless);
  CsvReader reader(in);
  try {
    for (TableRow row; reader.next(row);) {
    }
  } catch (const TableError& error) {
    EXPECT_NE(error.limit, "");
    return {error.fault, reader.bytes()};
  }
  ADD_FAILURE() << "it was read";
  return {};
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
  const std::string cell(100'000, 'x');
  EXPECT_THAT(read(cell + ',' + cell + "\n"), ElementsAre(Cells{cell, cell}));
}

TEST(CsvReader, refuses_what_is_no_table_and_says_what_to_do) {
  EXPECT_THAT(complaint("a\nb,\"c\n"), HasSubstr("line 2: a quote is opened here and not closed"));
  EXPECT_THAT(complaint("\"a\"b\n"), HasSubstr("text after a closing quote"));
  EXPECT_THAT(complaint("张\n\xD5\xC5\xC8\xFD\n"), HasSubstr("line 1: bytes that mean nothing"));
  EXPECT_THAT(complaint("张" + std::string(70'000, ' ') + "\n三\n\xD5\xC5\xC8\xFD\n"),
              HasSubstr("line 3: this is no UTF-8, although it began so. help: Save it as"));
  EXPECT_THAT(complaint(std::string("a\0b", 3)), HasSubstr("NUL"));
}

TEST(CsvReader, reads_the_encodings_in_which_spreadsheets_save) {
  EXPECT_THAT(read("a\n\xD5\xC5\xC8\xFD\n"), ElementsAre(Cells{"a"}, Cells{"张三"}));
  EXPECT_THAT(read(std::string("\xFF\xFE\x20\x5F\n\0", 6)), ElementsAre(Cells{"张"}));
}

TEST(CsvReader, keeps_characters_whole_that_stand_across_two_chunks) {
  for (const std::string& text : {std::string("张"), std::string("\xD5\xC5")}) {
    for (std::size_t before = 65'530; before < 65'540; ++before) {
      const auto rows = read(std::string(before, ' ') + "," + text + "\n");
      EXPECT_THAT(rows, ElementsAre(Cells{"", "张"})) << before;
    }
  }
}

TEST(CsvReader, refuses_a_line_without_end_before_it_is_read) {
  constexpr std::int64_t few = 1 << 20;
  const auto [cell, cell_bytes] = fault_of_endless("x");
  EXPECT_EQ(cell, TableFault::long_cell);
  EXPECT_LT(cell_bytes, few);
  const auto [quoted, quoted_bytes] = fault_of_endless("\"");
  EXPECT_EQ(quoted, TableFault::long_cell);
  EXPECT_LT(quoted_bytes, few);
  const auto [row, row_bytes] = fault_of_endless("x,");
  EXPECT_EQ(row, TableFault::too_many_columns);
  EXPECT_LT(row_bytes, few);
}

TEST(CsvReader, passes_over_separators_of_columns_that_nobody_filled) {
  EXPECT_THAT(read("a" + std::string(500, ',') + "\n").front(), ::testing::SizeIs(200));
}

TEST(CsvRows, are_read_back_as_they_were_written) {
  const Cells cells{"plain", "a,b", "say \"yes\"", "two\nlines", " kept ", ""};
  std::string text;
  append_csv_row(text, cells);
  EXPECT_THAT(read(text), ElementsAre(cells));
}

/// As it stands in an export of that one cell.
std::string exported(const std::string& cell) {
  std::string text;
  append_export_row(text, {cell});
  return text.substr(0, text.size() - 2);  // the line end
}

TEST(ExportedRows, hold_nothing_that_a_spreadsheet_takes_for_a_formula) {
  EXPECT_EQ(exported("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
  EXPECT_EQ(exported("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(exported("+cmd|calc"), "'+cmd|calc");
  EXPECT_EQ(exported("-2+3+cmd|calc"), "'-2+3+cmd|calc");
  EXPECT_EQ(exported("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
  for (const char* sign : {"＝", "＋", "－", "＠"}) {
    EXPECT_EQ(exported(std::string(sign) + "1"), "'" + std::string(sign) + "1");
  }
  for (const char* hidden : {"\t=1", "\r=1", "\n=1"}) {
    EXPECT_EQ(exported(hidden).find_first_not_of('"'), exported(hidden).find('\'')) << hidden;
  }
  EXPECT_EQ(exported(std::string("\0=1", 3)).front(), '\'');
}

TEST(ExportedRows, leave_negative_numbers_and_plain_words_alone) {
  for (const char* cell :
       {"-12.5", "-3", "-1E+5", "-1e-7", "12.5", "张三", "'quoted'", "a=b", ""}) {
    EXPECT_EQ(exported(cell), cell);
  }
  // A spreadsheet would make a number of it and lose the sign.
  EXPECT_EQ(exported("+8613911110001"), "'+8613911110001");
  for (const char* cell : {"-", "--1", "-1.", "-1E", "-1-1", "-1.2.3"}) {
    EXPECT_EQ(exported(cell), std::string("'") + cell);
  }
}

TEST(ExportedRows, are_read_back_as_the_cells_that_they_were) {
  const Cells cells{"=cmd()", "-12.5",    "+86 139 1111 0001",
                    "＝1",    "'quoted'", "'=typed so",
                    "''@a",   "-",        "@a",
                    "\t=1\n", "'",        "\"=1\","};
  std::string text;
  append_export_row(text, cells);
  auto row = read(text).front();
  for (auto& cell : row) take_off_guard(cell);
  EXPECT_EQ(row, cells);
}

}  // namespace
}  // namespace guiju::app
