#include "cli/mapped_table.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace guiju::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string refusal(const std::string& bytes) {
  std::istringstream in(bytes);
  try {
    MappedTable table(in, ',');
  } catch (const app::TableError& error) {
    return error.what();
  }
  return {};
}

TEST(MappedTable, reads_what_excel_saves_in_china) {
  // 楼栋,房号 and 甲栋,101 in GBK.
  std::istringstream in("\xC2\xA5\xB6\xB0,\xB7\xBF\xBA\xC5\n\n\xBC\xD7\xB6\xB0,101\n");
  MappedTable table(in, ',');
  EXPECT_THAT(table.header(), ElementsAre("楼栋", "房号"));
  app::TableRow row;
  ASSERT_TRUE(table.next(row));
  EXPECT_THAT(row.cells, ElementsAre("甲栋", "101"));
  EXPECT_EQ(row.line, 3);
  EXPECT_FALSE(table.next(row));
}

TEST(MappedTable, leaves_rows_of_csv_as_long_as_they_are) {
  std::istringstream in("a,b\n1\n1,2,3\n");
  MappedTable table(in, ',');
  app::TableRow row;
  ASSERT_TRUE(table.next(row));
  EXPECT_THAT(row.cells, ElementsAre("1"));
  ASSERT_TRUE(table.next(row));
  EXPECT_THAT(row.cells, ElementsAre("1", "2", "3"));
}

TEST(MappedTable, says_what_to_do_with_what_it_cannot_read) {
  const std::string old = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  EXPECT_THAT(refusal(old), HasSubstr("help: Open it in Excel or WPS and save it as .xlsx"));
  std::string locked = old;
  for (const char c : std::string("EncryptedPackage")) locked += std::string{c, '\0'};
  EXPECT_THAT(refusal(locked), HasSubstr("help: Take the password off and save it again"));
  EXPECT_THAT(refusal("\xFD"
                      "7zXZ"),
              HasSubstr("xz -dc FILE"));
  EXPECT_THAT(refusal(""), HasSubstr("no row of titles"));
}

}  // namespace
}  // namespace guiju::cli
