#include "feel/unary_tests.hpp"

#include "feel/test_support.hpp"

namespace guiju::feel {
namespace {

bool passes(std::string_view tests, const Value& input, const Type& type) {
  Names names;
  names.with("limit", Type::number(), Value::number(7));
  Diagnostics diagnostics;
  const auto compiled = UnaryTests::compile(tests, {}, type, names.scope(), diagnostics);
  EXPECT_TRUE(compiled) << tests << '\n' << to_text(diagnostics);
  return compiled && compiled->matches(input, names);
}

bool number_passes(std::string_view tests, std::int64_t n) {
  return passes(tests, Value::number(n), Type::number());
}

TEST(UnaryTests, pass_what_one_of_them_describes) {
  EXPECT_TRUE(number_passes("-", 5));
  EXPECT_TRUE(number_passes("> 4", 5));
  EXPECT_FALSE(number_passes("> 5", 5));
  EXPECT_TRUE(number_passes("[1..5]", 5));
  EXPECT_FALSE(number_passes("[1..5)", 5));
  EXPECT_TRUE(number_passes("1, 5, > 100", 5));
  EXPECT_TRUE(number_passes("not(1, 2)", 5));
  EXPECT_FALSE(number_passes("not(5)", 5));
  EXPECT_TRUE(number_passes("!= 4", 5));
  EXPECT_TRUE(number_passes("? > 3 and ? < limit", 5));
  EXPECT_TRUE(number_passes("< limit", 5));
  EXPECT_TRUE(passes("\"A\", \"B\"", Value::string("B"), Type::string()));
  EXPECT_TRUE(passes("starts with(?, \"SC\")", Value::string("SCU"), Type::string()));
  EXPECT_TRUE(passes("false", Value::boolean(false), Type::boolean()));
  EXPECT_FALSE(number_passes("> 4", 4));
}

TEST(UnaryTests, let_null_pass_only_where_null_is_asked_for) {
  EXPECT_FALSE(passes("> 4", Value{}, Type::number()));
  EXPECT_FALSE(passes("not(4)", Value::string("x"), Type::any()));
  EXPECT_TRUE(passes("null", Value{}, Type::number()));
  EXPECT_TRUE(passes("-", Value{}, Type::number()));
}

TEST(UnaryTests, are_refused_when_the_input_is_of_another_type) {
  Diagnostics diagnostics;
  EXPECT_FALSE(UnaryTests::compile("\"A\"", {"t", 3, 7}, Type::number(), Scope{}, diagnostics));
  EXPECT_EQ(to_text(diagnostics),
            "t:3:7: wrong-type: `\"A\"` is a string, but what it is compared with is a number\n");
  diagnostics.clear();
  EXPECT_FALSE(UnaryTests::compile("", {"t", 3, 7}, Type::number(), Scope{}, diagnostics));
  EXPECT_EQ(to_text(diagnostics), "t:3:7: syntax: a test is missing. help: write `-` for any\n");
}

}  // namespace
}  // namespace guiju::feel
