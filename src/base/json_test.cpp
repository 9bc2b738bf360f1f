#include "base/json.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace guiju {

TEST(Json_strings, are_read_back_as_they_were_wherever_an_escape_stands) {
  for (const char special : {'"', '\\', '\n', '\x01', '\x1f', ' ', '\x7f', '/'}) {
    for (std::size_t length = 1; length <= 20; ++length) {
      for (std::size_t place = 0; place < length; ++place) {
        std::string text(length, 'x');
        text[place] = special;
        text += "规矩";
        std::string json;
        append_json_string(json, text);
        ASSERT_EQ(boost::json::parse(json).as_string(), text) << json;
      }
    }
  }
}

TEST(Json_strings, are_written_with_few_named_escapes) {
  std::string json;
  append_json_string(json, "12345678\"\\/\b\f\n\r\t\x01规");
  EXPECT_EQ(json, R"("12345678\"\\/\u0008\u000c\n\r\t\u0001规")");
}

}  // namespace guiju
