#include "http/wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/response_head.hpp"

namespace guiju::http {
namespace {

TEST(Wire, undoes_percent_encoding_or_says_that_it_is_broken) {
  EXPECT_EQ(percent_decode("%E5%AE%A2%E6%88%B7", false), "客户");
  EXPECT_EQ(percent_decode("a+b", true), "a b");
  EXPECT_EQ(percent_decode("a+b", false), "a+b");
  EXPECT_FALSE(percent_decode("%E5%AE", false));
  EXPECT_FALSE(percent_decode("%4", false));
  EXPECT_FALSE(percent_decode("%zz", false));
  EXPECT_FALSE(percent_decode("a%00b", false));
}

TEST(Wire, what_it_encodes_it_decodes_again) {
  const std::string text = "huayuan.item.项目一-17/1 ?#&+%";
  EXPECT_EQ(percent_decode(percent_encode(text), false), text);
}

TEST(Wire, reads_a_query_in_order_with_empty_values) {
  const auto pairs = parse_query("a=1&b=&c&&d=%E7%94%B2+%3D");
  ASSERT_TRUE(pairs);
  const QueryPairs expected{{"a", "1"}, {"b", ""}, {"c", ""}, {"d", "甲 ="}};
  EXPECT_EQ(*pairs, expected);
  EXPECT_FALSE(parse_query("a=%"));
}

TEST(Wire, finds_one_cookie_among_others_and_no_part_of_a_name) {
  const std::string_view header = "theme=dark; guiju_session=abc ; other=1";
  EXPECT_EQ(cookie_value(header, "guiju_session"), "abc");
  EXPECT_EQ(cookie_value(header, "session"), "");
  EXPECT_EQ(cookie_value("xguiju_session=1", "guiju_session"), "");
}

TEST(Wire, takes_a_token_only_from_a_bearer) {
  EXPECT_EQ(bearer_token("Bearer abc"), "abc");
  EXPECT_EQ(bearer_token("bearer  abc "), "abc");
  EXPECT_EQ(bearer_token("Basic abc"), "");
  EXPECT_EQ(bearer_token("Bearer"), "");
}

TEST(Wire, reads_versions_from_tags) {
  EXPECT_EQ(parse_version_tag("\"17\""), 17);
  EXPECT_EQ(parse_version_tag(" W/\"17\" "), 17);
  EXPECT_FALSE(parse_version_tag("17"));
  EXPECT_FALSE(parse_version_tag("\"seventeen\""));
  EXPECT_FALSE(parse_version_tag("\"-1\""));
  EXPECT_FALSE(parse_version_tag("\"\""));
  EXPECT_FALSE(parse_version_tag("\"99999999999999999999\""));
}

TEST(Wire, compares_tags_weakly) {
  EXPECT_TRUE(matches_tag("\"a\", W/\"b\"", "\"b\""));
  EXPECT_TRUE(matches_tag("*", "\"b\""));
  EXPECT_FALSE(matches_tag("\"a\"", "\"b\""));
  EXPECT_FALSE(matches_tag("", "\"b\""));
}

TEST(Wire, knows_who_takes_gzip) {
  EXPECT_TRUE(accepts_gzip("gzip, deflate, br"));
  EXPECT_TRUE(accepts_gzip("br;q=1.0, gzip;q=0.5"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0, br"));
  EXPECT_FALSE(accepts_gzip("identity"));
  EXPECT_FALSE(accepts_gzip(""));
}

TEST(ResponseHead, states_the_length_of_what_is_not_sent_and_none_where_there_is_no_body) {
  Response response;
  response.body = "{}";
  response.add_header("Content-Security-Policy", "own");
  std::string head;
  append_head(head, response, "Date: x\r\n", true, true);
  EXPECT_EQ(head,
            "HTTP/1.1 200 OK\r\nDate: x\r\nX-Content-Type-Options: nosniff\r\n"
            "Content-Type: application/json\r\nContent-Length: 2\r\n"
            "Content-Security-Policy: own\r\n\r\n");
  Response empty;
  empty.status = 204;
  empty.add_header("Content-Security-Policy", "own");
  head.clear();
  append_head(head, empty, "", false, false);
  EXPECT_EQ(head,
            "HTTP/1.1 204 No Content\r\nX-Content-Type-Options: nosniff\r\n"
            "Connection: close\r\nContent-Security-Policy: own\r\n\r\n");
}

TEST(ResponseHead, what_states_no_policy_gets_one_under_which_nothing_runs) {
  std::string head;
  append_head(head, {}, "", true, false);
  EXPECT_THAT(head, testing::HasSubstr("\r\nContent-Security-Policy: default-src 'none'; "));
  EXPECT_THAT(head, testing::HasSubstr("\r\nReferrer-Policy: no-referrer\r\n"));
}

TEST(ResponseHead, dates_are_english_whatever_the_host_speaks) {
  EXPECT_EQ(make_date_line(1772416800), "Date: Mon, 02 Mar 2026 02:00:00 GMT\r\n");
}

}  // namespace
}  // namespace guiju::http
