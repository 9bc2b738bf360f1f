// What a line of text may not make the program do. Each of these would take the memory or the time
// of the machine, or its stack, if nobody counted.

#include <gmock/gmock.h>

#include "feel/test_support.hpp"

namespace guiju::feel {
namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Limits, LoopsInLoopsEnd) {
  EXPECT_EQ(result("for i in 1..1000000000000 return i"), "null");
  EXPECT_EQ(result("some a in 1..900000, b in 1..900000 satisfies a + b < 0"), "null");
  EXPECT_EQ(result("every a in 1..10**30 satisfies a > 0"), "null");
  EXPECT_EQ(result("count(for a in 1..900000 return for b in 1..900000 return b)"), "null");
}

TEST(Limits, TextsThatDoubleEnd) {
  EXPECT_EQ(result("for i in 1..60 return if i = 1 then \"ab\" else partial[-1] + partial[-1]"),
            "null");
  EXPECT_EQ(result("for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], "
                   "partial[-1])"),
            "null");
  EXPECT_EQ(result("string length(replace(string join(for i in 1..9000 return \"aa\"), \"a\", "
                   "string join(for i in 1..90000 return \"bbbb\")))"),
            "null");
}

TEST(Limits, ValuesThatHoldThemselvesTwiceEachTimeEnd) {
  EXPECT_EQ(result("for i in 1..60 return if i = 1 then 1 else [partial[-1], partial[-1]]"),
            "null");
}

TEST(Limits, ValuesAreNestedOnlySoDeep) {
  EXPECT_EQ(result("(for i in 1..100000 return if i = 1 then [] else [partial[-1]])[-1]"), "null");
  EXPECT_EQ(result("(for i in 1..100000 return if i = 1 then 1 else {a: partial[-1]})[-1]"),
            "null");
  EXPECT_EQ(
      result("(for i in 1..100000 return if i = 1 then 1 else function() partial[-1])[-1] = null"),
      "true");
}

TEST(Limits, FunctionsThatCallThemselvesEnd) {
  const std::string call = "f(f, n + 1)";
  EXPECT_EQ(result("{g: function(f, n) " + call + ", r: g(g, 1)}.r", {}, Checking::lenient),
            "null");
  EXPECT_EQ(result("{g: function(f, n) " + call + " + " + call + ", r: g(g, 1)}.r", {},
                   Checking::lenient),
            "null");
  // A long body takes much of the stack each time.
  EXPECT_EQ(result("{g: function(f, n) " + call + repeated(" + 1", 4000) + ", r: g(g, 1)}.r", {},
                   Checking::lenient),
            "null");
}

TEST(Limits, PatternsThatTryEverythingEnd) {
  EXPECT_EQ(result("matches(\"" + repeated("a", 40) + "\", \"(a*)*b\")"), "null");
  EXPECT_EQ(result("count(for i in 1..1000 return matches(\"" + repeated("a", 4000) +
                   "\", \"(a|a)*b\")) >= 0"),
            "true");
}

TEST(Limits, WhatIsConstantIsRefusedWhereItStands) {
  EXPECT_EQ(
      complaint("[" + repeated("matches(\"" + repeated("a", 40) + "\", \"(a*)*b\"), ", 60) + "1]"),
      "test:1:1: syntax: it takes too much to work this out. help: let it go through less");
}

TEST(Limits, NestedTextsAreRefusedWhereTheyGoTooDeep) {
  EXPECT_EQ(complaint(repeated("(", 5000)),
            "test:1:121: syntax: the expression is nested too deeply");
  EXPECT_THAT(complaint(repeated("[1..", 100)), testing::HasSubstr("syntax: "));
  EXPECT_THAT(complaint(repeated("1 + ", 30000) + "1"),
              testing::HasSubstr("syntax: the expression is too long"));
}

TEST(Limits, TypesThatDoubleEnd) {
  std::string text = "if 1 = 2 then {a0: {x: 1}";
  for (int i = 1; i < 60; ++i) {
    const auto before = "a" + std::to_string(i - 1);
    text += ", a" + std::to_string(i) + ": {p: " + before + ", q: " + before + "}";
  }
  EXPECT_EQ(result(text + "} else 1"), "1");
}

TEST(Limits, NumbersAtTheEdgeOfWhatFitsAreNoFault) {
  EXPECT_EQ(result("1 ** -9223372036854775808"), "1");
  EXPECT_EQ(result("duration(\"P1M\") * 9223372036854775807"), "null");
  EXPECT_EQ(result("duration(\"PT1S\") * -9223372036854775808"), "null");
  EXPECT_EQ(result("-(duration(\"PT1S\") * 4611686018427387903)"), "\"-P53375995583650DT7H45M3S\"");
}

TEST(Limits, WhatPeopleWriteIsFarFromThem) {
  EXPECT_EQ(result("count(for a in 1..1000, b in 1..1000 return a * b)"), "null")
      << "a million turns is the most";
  EXPECT_EQ(result("sum(for a in 1..1000, b in 1..900 return a * b)"), "202927725000");
  EXPECT_EQ(result("count(distinct values(for a in 1..5000 return modulo(a, 7)))"), "7");
}

}  // namespace
}  // namespace guiju::feel
