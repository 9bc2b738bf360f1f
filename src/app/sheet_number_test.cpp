#include "app/sheet_number.hpp"

#include <gtest/gtest.h>

namespace guiju::app {
namespace {

std::string text(std::string_view number) {
  const auto read = read_sheet_decimal(number);
  return read ? decimal_text(*read) : "none";
}

TEST(SheetNumber, has_no_exponent_and_no_more_digits_than_are_shown) {
  EXPECT_EQ(text("0"), "0");
  EXPECT_EQ(text("-0.0"), "0");
  EXPECT_EQ(text("007.50"), "7.5");
  EXPECT_EQ(text("1.5e3"), "1500");
  EXPECT_EQ(text("1234567.8900000001"), "1234567.89");
  EXPECT_EQ(text("0.99999999999999989"), "1");
  EXPECT_EQ(text("999999999999999.9"), "1000000000000000");
  EXPECT_EQ(text("1E-7"), "0.0000001");
}

TEST(SheetNumber, is_none_where_anything_else_stands) {
  for (const char* other : {"", "-", ".", "1e", "1e5x", "1,5", "0x10", "NaN", "1E999", "1e-999"}) {
    EXPECT_FALSE(read_sheet_decimal(other)) << other;
  }
}

TEST(SheetNumber, is_shortened_above_fifteen_digits) {
  EXPECT_FALSE(is_shortened(*read_sheet_decimal("999999999999999")));
  EXPECT_TRUE(is_shortened(*read_sheet_decimal("1000000000000000")));
  EXPECT_TRUE(is_shortened(*read_sheet_decimal("-1.1E17")));
  EXPECT_FALSE(is_shortened(*read_sheet_decimal("0.12345678901234567")));
}

std::string date(std::string_view serial, bool is_1904 = false) {
  return date_text(*read_sheet_decimal(serial), is_1904).value_or("none");
}

TEST(SheetNumber, is_a_date_as_spreadsheets_count_them) {
  EXPECT_EQ(date("1"), "1900-01-01");
  EXPECT_EQ(date("59"), "1900-02-28");
  EXPECT_EQ(date("60"), "none") << "1900 was no leap year";
  EXPECT_EQ(date("61"), "1900-03-01");
  EXPECT_EQ(date("46083"), "2026-03-02");
  EXPECT_EQ(date("46083.999999999"), "2026-03-03") << "to the second";
  EXPECT_EQ(date("0.75"), "18:00:00");
  EXPECT_EQ(date("0", true), "1904-01-01");
  EXPECT_EQ(date("2958466"), "none");
  EXPECT_EQ(date("-1"), "none");
}

TEST(SheetNumber, is_a_date_by_its_format) {
  for (const char* format : {"yyyy/m/d", "[$-804]aaaa", "h:mm", "m\"月\"d\"日\"", "[Red]d"}) {
    EXPECT_TRUE(is_date_format(format)) << format;
  }
  for (const char* format : {"General", "0.00", "#,##0.00\"day\"", "[h]:mm", "0.00E+00", "@",
                             "\\d0", "0;yyyy", "[Red]0", "\"y", "[y"}) {
    EXPECT_FALSE(is_date_format(format)) << format;
  }
}

}  // namespace
}  // namespace guiju::app
