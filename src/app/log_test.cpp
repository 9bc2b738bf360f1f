#include "app/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace guiju::app {
namespace {

using testing::Eq;
using testing::HasSubstr;
using testing::Not;

const std::chrono::sys_time<std::chrono::milliseconds> at{
    std::chrono::milliseconds(1'764'000'000'007)};

std::string line_of(std::string text) {
  return log_line(at, Log::Level::error, "request", {{"fault", std::move(text)}});
}
std::string text_in(const std::string& line) {
  return std::string(boost::json::parse(line).at("fault").as_string());
}

TEST(LogLine, says_when_how_grave_and_what_in_one_object) {
  EXPECT_EQ(log_line(at, Log::Level::warning, "request",
                     {{"route", "GET /api/v1/cases/{id}"}, {"status", std::int64_t{429}}}),
            "{\"time\":\"2025-11-24T16:00:00.007Z\",\"level\":\"warning\",\"what\":\"request\","
            "\"route\":\"GET /api/v1/cases/{id}\",\"status\":429}\n");
}

TEST(LogLine, nobody_forges_a_second_line) {
  const std::string forged = "x\"}\r\n{\"level\":\"info\",\"what\":\"signed in\"}";
  const auto line = line_of(forged);
  EXPECT_THAT(std::count(line.begin(), line.end(), '\n'), Eq(1));
  EXPECT_THAT(line, Not(HasSubstr("\r")));
  EXPECT_EQ(text_in(line), forged) << "what was sent can still be read";
}

TEST(LogLine, holds_no_character_that_a_terminal_or_a_pager_obeys) {
  // ESC, BEL, NUL, DEL, the C1 of "CSI", line and paragraph separator, right-to-left override,
  // zero-width space, byte-order mark.
  const std::string hostile("\x1b[2J\a\0\x7f\u009b31m\u2028\u2029\u202e\u200b\ufeff", 31);
  const auto line = line_of(hostile);
  for (const char c : line.substr(0, line.size() - 1)) {
    EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7f);
  }
  EXPECT_EQ(text_in(line), hostile);
}

TEST(LogLine, is_utf8_whatever_the_bytes) {
  EXPECT_EQ(
      text_in(line_of("a\xff\xc0\xaf\xed\xa0\x80z\xe5\xae")), "a" + [] {
        std::string marks;
        for (int i = 0; i < 8; ++i) marks += "\xEF\xBF\xBD";
        return marks.insert(marks.size() - 6, "z");
      }());
  EXPECT_EQ(text_in(line_of("客户😀")), "客户😀");
}

TEST(LogLine, keeps_the_beginning_of_what_is_too_long) {
  const auto text = text_in(line_of(std::string(100'000, 'x')));
  EXPECT_EQ(text, std::string(1000, 'x') + "…");
}

}  // namespace
}  // namespace guiju::app
