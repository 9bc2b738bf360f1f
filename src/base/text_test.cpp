#include "base/text.hpp"

#include <gtest/gtest.h>

namespace guiju {
namespace {

TEST(Text, reads_and_writes_code_points_of_every_length) {
  const std::string text = "a\xC2\xA0规\xF0\xA0\xAE\xB7";
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) points += next_code_point(text, at);
  EXPECT_EQ(points, (std::u32string{U'a', 0xA0, U'规', 0x20BB7}));
  std::string written;
  for (const char32_t point : points) append_utf8(written, point);
  EXPECT_EQ(written, text);
}

TEST(Text, is_trimmed_of_chinese_blanks_too) {
  EXPECT_EQ(trimmed(" \t\r\n　规 矩\xC2\xA0　\n"), "规 矩");
  EXPECT_EQ(trimmed("　 　"), "");
  EXPECT_EQ(trimmed("规矩"), "规矩");
}

}  // namespace
}  // namespace guiju
