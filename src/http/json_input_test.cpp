#include "http/json_input.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace guiju::http {
namespace {

using app::InputFault;

const std::vector<Member> members{{"name", Member::Kind::text, true, ""},
                                  {"count", Member::Kind::integer, false, ""},
                                  {"at", Member::Kind::instant, false, ""},
                                  {"with", Member::Kind::object, false, ""}};

std::vector<MemberValue> values_of(std::string_view body) {
  auto read = read_body(body, members);
  if (const auto* fault = std::get_if<BodyFault>(&read)) {
    ADD_FAILURE() << body << ": fault " << static_cast<int>(fault->fault) << fault->pointer;
    return std::vector<MemberValue>(members.size());
  }
  return std::get<0>(std::move(read));
}

BodyFault fault_of(std::string_view body) {
  const auto read = read_body(body, members);
  const auto* fault = std::get_if<BodyFault>(&read);
  EXPECT_NE(fault, nullptr) << body;
  return fault ? *fault : BodyFault{};
}

TEST(JsonInput, reads_members_in_any_order_and_hands_objects_on_as_they_are) {
  const auto values = values_of(
      R"( { "with" : {"a":[1,2,{"b":"}"}]} , "name":"甲\n\u4e59\ud83d\ude00", "count": -7 } )");
  EXPECT_EQ(values[0].text, "甲\n乙😀");
  EXPECT_EQ(values[1].integer, -7);
  EXPECT_FALSE(values[2].present);
  EXPECT_EQ(values[3].json, R"({"a":[1,2,{"b":"}"}]})");
}

TEST(JsonInput, null_is_absence) {
  const auto values = values_of(R"({"name":"x","count":null})");
  EXPECT_FALSE(values[1].present);
  EXPECT_EQ(fault_of(R"({"name":null})").fault, InputFault::missing);
}

TEST(JsonInput, every_fault_points_to_its_place) {
  const auto missing = fault_of("{}");
  EXPECT_EQ(missing.fault, InputFault::missing);
  EXPECT_EQ(missing.pointer, "/name");
  EXPECT_EQ(fault_of("").fault, InputFault::missing);
  EXPECT_EQ(fault_of(R"({"nmae":"x"})").pointer, "/nmae");
  EXPECT_EQ(fault_of(R"({"a/b":"x"})").pointer, "/a~1b");
  EXPECT_EQ(fault_of(R"({"name":7})").fault, InputFault::wrong_type);
  EXPECT_EQ(fault_of(R"({"name":"x","count":1.5})").pointer, "/count");
  EXPECT_EQ(fault_of(R"({"name":"x","count":99999999999999999999})").pointer, "/count");
  EXPECT_EQ(fault_of(R"({"name":"x","at":"2026-02-30T00:00:00Z"})").fault,
            InputFault::no_such_date);
  EXPECT_EQ(fault_of(R"({"name":"x","with":[]})").pointer, "/with");
  EXPECT_EQ(fault_of(R"({"name":"x","name":"y"})").fault, InputFault::duplicate_field);
  EXPECT_EQ(fault_of(R"([])").fault, InputFault::not_an_object);
  EXPECT_EQ(fault_of("\"\xc3\x28\"").fault, InputFault::not_utf8);
}

TEST(JsonInput, no_exponent_is_beyond_what_can_be_parsed) {
  EXPECT_EQ(fault_of(R"({"name":"x","with":{"a":1e12345678901234567890}})").fault,
            InputFault::not_json);
  EXPECT_EQ(values_of(R"({"name":"x","with":{"a":1e9999,"b":1e-9999}})")[3].json,
            R"({"a":1e9999,"b":1e-9999})");
}

TEST(JsonInput, half_a_character_is_none) {
  for (const char* half : {R"(\ud83d)", R"(\ude00)", R"(\ude00\ud83d)", R"(\ud83d\ud83d)",
                           R"(\ud83dx)", R"(\ud83d\n)", R"(\uDFFF)"}) {
    const auto text = '"' + std::string(half) + '"';
    EXPECT_EQ(fault_of(R"({"name":"x","with":{"a":)" + text + "}}").fault, InputFault::not_utf8)
        << half;
    EXPECT_EQ(fault_of(R"({"name":)" + text + "}").fault, InputFault::not_utf8) << half;
  }
  EXPECT_EQ(values_of(R"({"name":"\uD83D\uDE00"})")[0].text, "😀");
}

TEST(JsonInput, takes_exactly_what_a_whole_parser_takes) {
  const char* const texts[] = {
      "{}",
      "{\"a\":1}",
      "{\"a\":01}",
      "{\"a\":-}",
      "{\"a\":1.}",
      "{\"a\":.5}",
      "{\"a\":1e}",
      "{\"a\":1e+5}",
      "{\"a\":-0.0E-1}",
      "{\"a\":+1}",
      "{\"a\":tru}",
      "{\"a\":true}",
      "{\"a\":nul}",
      "{\"a\":\"\\x\"}",
      "{\"a\":\"\\u12\"}",
      "{\"a\":\"\\u12g4\"}",
      "{\"a\":\"\t\"}",
      "{\"a\":\"\\t\"}",
      "{\"a\":[1,]}",
      "{\"a\":[,1]}",
      "{\"a\":[1 2]}",
      "{\"a\":{\"b\":}}",
      "{\"a\":{b:1}}",
      "{\"a\"1}",
      "{\"a\":1,}",
      "{,}",
      "{\"a\":1}}",
      "{\"a\":1",
      "{\"a\":\"",
      "{\"a\":[[[[]]]]}",
      "{\"a\":1}\n",
      "\v{}",
      "{\"a\":NaN}",
      "{'a':1}",
      "{\"a\":1/**/}",
      "{\"a\":0x1}",
  };
  const std::vector<Member> any{{"a", Member::Kind::object, false, ""}};
  for (const char* text : texts) {
    boost::system::error_code error;
    boost::json::parse(text, error);
    const auto read = read_body(text, any);
    const auto* fault = std::get_if<BodyFault>(&read);
    const bool is_json = fault == nullptr || fault->fault != InputFault::not_json;
    EXPECT_EQ(is_json, !error) << text;
  }
}

}  // namespace
}  // namespace guiju::http
