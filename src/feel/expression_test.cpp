#include "feel/expression.hpp"

#include "feel/test_support.hpp"

namespace guiju::feel {
namespace {

Names complaint_case() {
  Names names;
  names.with("channel", Type::string(), Value::string("phone"))
      .with("amount", Type::number(), Value::number(600'000))
      .with("客户 等级", Type::string(), Value::string("A"))
      .with("parent.complained_at", Type::date_time(),
            Value::date_time(*parse_instant("2026-03-02T10:00:00+08:00"), Seconds{28'800}))
      .with("actor.id", Type::string(), Value::string("u1"))
      .with("unit", Type::context({{"price", Type::number()}, {"floor no", Type::number()}}),
            Value::context({{"price", Value::number(90)}, {"floor no", Value::number(3)}}))
      .with("tags", Type::list(Type::string()),
            Value::list({Value::string("urgent"), Value::string("vip")}));
  return names;
}

TEST(Expressions, compare_names_with_texts_and_numbers) {
  const Names names = complaint_case();
  EXPECT_EQ(result("channel = \"phone\" and amount > 500000", names), "true");
  EXPECT_EQ(result("channel = \"counter\" or amount between 1 and 5", names), "false");
  EXPECT_EQ(result("channel in (\"phone\", \"letter\")", names), "true");
  EXPECT_EQ(result("amount in [1..5]", names), "false");
  EXPECT_EQ(result("if amount >= 600000 then \"major\" else \"general\"", names), "\"major\"");
}

TEST(Names, may_have_spaces_dots_and_chinese_characters) {
  const Names names = complaint_case();
  EXPECT_EQ(result("客户 等级 = \"A\"", names), "true");
  EXPECT_EQ(result("parent.complained_at.year", names), "2026");
  EXPECT_EQ(result("actor.id", names), "\"u1\"");
  EXPECT_EQ(result("unit.floor no + unit.price", names), "93");
}

TEST(Names, of_an_inner_part_hide_the_outer_ones) {
  const Names names = complaint_case();
  EXPECT_EQ(result("for actor in [{id: 1}] return actor.id", names), "[1]");
  EXPECT_EQ(result("{amount: 2, double: amount * 2}.double", names), "4");
}

TEST(Numbers, have_34_decimal_digits) {
  EXPECT_EQ(result("0.1 + 0.2"), "0.3");
  EXPECT_EQ(result("1 / 3"), "0.3333333333333333333333333333333333");
  EXPECT_EQ(result("2 ** 10"), "1024");
  EXPECT_EQ(result("1.10"), "1.1");
  EXPECT_EQ(result("10 ** 30"), "1000000000000000000000000000000");
  EXPECT_EQ(result("9223372036854775807 + 1"), "9223372036854775808");
  EXPECT_EQ(result("-5 / 0"), "null");
}

TEST(ThreeValuedLogic, decides_as_soon_as_it_can) {
  EXPECT_EQ(result("true or null"), "true");
  EXPECT_EQ(result("false and null"), "false");
  EXPECT_EQ(result("true and null"), "null");
  EXPECT_EQ(result("null > 1"), "null");
  EXPECT_EQ(result("null = null"), "true");
}

TEST(Times, are_computed_by_the_calendar) {
  EXPECT_EQ(result("date(\"2026-01-31\") + duration(\"P1M\")"), "\"2026-02-28\"");
  EXPECT_EQ(result("@\"2026-03-02T10:00:00+08:00\" - @\"2026-03-01T10:00:00Z\""), "\"PT16H\"");
  EXPECT_EQ(result("@\"2026-03-02T10:00:00+08:00\" < @\"2026-03-02T03:00:00Z\""), "true");
  EXPECT_EQ(result("@\"2026-03-02T10:00:00@Asia/Shanghai\" = @\"2026-03-02T02:00:00Z\""), "true");
  EXPECT_EQ(result("day of week(@\"2026-03-02\")"), "\"Monday\"");
  EXPECT_EQ(result("duration(\"P2D\") * 1.5"), "\"P3D\"");
}

TEST(Lists, are_filtered_and_gone_through) {
  const Names names = complaint_case();
  EXPECT_EQ(result("[1, 2, 3, 4][item > 2]"), "[3,4]");
  EXPECT_EQ(result("[{a: 1, b: \"x\"}, {a: 2, b: \"y\"}][a = 2].b"), "[\"y\"]");
  EXPECT_EQ(result("tags[-1]", names), "\"vip\"");
  EXPECT_EQ(result("for i in 1..3, j in [10, 20] return i * j"), "[10,20,20,40,30,60]");
  EXPECT_EQ(result("for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]"),
            "[1,1,2,3,5]");
  EXPECT_EQ(result("some t in tags satisfies t = \"vip\"", names), "true");
  EXPECT_EQ(result("every t in tags satisfies t = \"vip\"", names), "false");
  EXPECT_EQ(result("sort([3, 1, 2], function(x, y) x > y)"), "[3,2,1]");
}

TEST(Arguments, may_be_loops_that_give_contexts) {
  EXPECT_EQ(result("concatenate(for i in [1] return {a: i}, for j in [2] return {a: j}).a"),
            "[1,2]");
  EXPECT_EQ(result("count(list: for i in [1, 2] return {a: i})"), "2");
}

TEST(Functions, are_values_that_keep_what_they_were_made_with) {
  EXPECT_EQ(result("{base: 10, add: function(x) x + base, result: add(5)}.result"), "15");
  EXPECT_EQ(result("(function(a: number, b: number) a - b)(b: 1, a: 5)"), "4");
  const Value made = evaluate("function(x) x + amount", complaint_case());
  ASSERT_NE(made.as_function(), nullptr);
  EXPECT_EQ(made.as_function()->call(List{Value::number(1)}), Value::number(600'001));
}

TEST(Expressions, tell_their_type_and_the_names_they_read) {
  const Names names = complaint_case();
  Diagnostics diagnostics;
  const auto expression = Expression::compile("if amount > 5 then channel else \"none\"", {},
                                              names.scope(), diagnostics);
  ASSERT_TRUE(expression);
  EXPECT_EQ(to_text(expression->type()), "string");
  EXPECT_EQ(expression->variables(), (std::vector<int>{0, 1}));
}

TEST(Complaints, name_what_is_unknown_and_what_was_meant) {
  const Names names = complaint_case();
  EXPECT_EQ(complaint("chanel = \"phone\"", names),
            "test:1:1: unknown-name: nothing is called `chanel`. help: did you mean `channel`?");
  EXPECT_EQ(complaint("amount > 1 and\n  unit.prise > 2", names),
            "test:2:8: unknown-name: `unit` has no `prise`. help: did you mean `price`?");
  EXPECT_EQ(complaint("strng length(channel)", names),
            "test:1:1: unknown-function: nothing is called `strng length`. help: did you mean "
            "`string length`?");
}

TEST(Complaints, come_all_at_once) {
  const Names names = complaint_case();
  EXPECT_EQ(complaint("chanel = \"phone\" and amount = \"5\"", names),
            "test:1:1: unknown-name: nothing is called `chanel`. help: did you mean `channel`?\n"
            "test:1:22: wrong-type: `amount`, a number, is compared with `\"5\"`, a string. help: "
            "write `5` without quotes");
}

TEST(Complaints, are_about_types_that_cannot_meet) {
  const Names names = complaint_case();
  EXPECT_EQ(complaint("amount + channel", names),
            "test:1:1: wrong-type: `+` has no meaning between `amount`, a number, and `channel`, a "
            "string");
  EXPECT_EQ(complaint("if amount then 1 else 2", names),
            "test:1:4: wrong-type: `amount` is a number, but the condition of `if` must be true or "
            "false");
  EXPECT_EQ(complaint("amount * 2", names, {.type = Type::boolean()}),
            "test:1:1: wrong-type: `amount * 2` is a number, but a boolean is wanted here");
  EXPECT_EQ(complaint("string length(amount)", names),
            "test:1:15: wrong-type: `amount` is a number, but `string` must be a string");
  EXPECT_EQ(complaint("parent.complained_at > \"2026-01-01T00:00:00Z\"", names),
            "test:1:1: wrong-type: `parent.complained_at`, a date and time, is compared with "
            "`\"2026-01-01T00:00:00Z\"`, a string. help: write `@\"2026-01-01T00:00:00Z\"`");
}

TEST(Complaints, are_about_arguments_that_do_not_fit) {
  EXPECT_EQ(complaint("substring(\"abc\")"),
            "test:1:1: wrong-arguments: the arguments do not fit `substring`. help: write "
            "`substring(string, start position, length?)`");
  EXPECT_EQ(complaint("@\"2026-02-30\""),
            "test:1:1: wrong-value: `@\"2026-02-30\"` is no date, time, date and time or duration. "
            "help: write for example `@\"2026-03-02\"`, `@\"08:30:00\"` or `@\"P2D\"`");
  EXPECT_EQ(complaint("{a: 1, a: 2}"), "test:1:8: double-name: `a` stands twice in the context");
}

TEST(Complaints, are_about_what_cannot_be_read) {
  const Names names = complaint_case();
  EXPECT_EQ(complaint("amount >", names), "test:1:9: syntax: the expression ends too early");
  EXPECT_EQ(complaint("amount == 5", names),
            "test:1:9: syntax: `=` is not expected here. help: write a single `=`");
  EXPECT_EQ(complaint("channel = “phone”", names),
            "test:1:11: syntax: `“` is a Chinese sign. help: write `\"`");
  EXPECT_EQ(complaint("\"abc"),
            "test:1:1: syntax: the text in quotes does not end. help: close it with `\"`");
  EXPECT_EQ(complaint(std::string(500, '(') + "1" + std::string(500, ')')),
            "test:1:121: syntax: the expression is nested too deeply");
  EXPECT_EQ(complaint(""), "test:1:1: syntax: an expression is missing");
}

TEST(ForeignModels, get_null_where_a_pack_would_be_refused) {
  EXPECT_EQ(result("unknown + 1", {}, Checking::lenient), "null");
  EXPECT_EQ(result("1 + \"a\"", {}, Checking::lenient), "null");
  EXPECT_EQ(result("100 = \"100\"", {}, Checking::lenient), "null");
}

}  // namespace
}  // namespace guiju::feel
