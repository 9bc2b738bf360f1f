// What the conformance kit does not look at: every hit policy of a model, knowledge models and
// services that call one another, boxed expressions over what is no list, imports by name, and
// files that are no models.

#include "feel/dmn/model.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "feel/test_support.hpp"

namespace guiju::feel::dmn {
namespace {

Model model_of(const std::string& elements) {
  Diagnostics diagnostics;
  const auto model = Model::read("<definitions namespace=\"n\">" + elements + "</definitions>",
                                 "m.dmn", diagnostics);
  EXPECT_EQ(feel::to_text(diagnostics), "");
  return model.value();
}

std::string json_of(const Value& value) {
  std::string json;
  append_json(json, value);
  return json;
}

std::string literal(const std::string& text) {
  return "<literalExpression><text>" + text + "</text></literalExpression>";
}

std::string decision(const std::string& name, const std::string& logic,
                     const std::string& requires_ = "") {
  return "<decision id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\"/>" +
         requires_ + logic + "</decision>";
}

std::string knowledge(const std::string& id) {
  return "<knowledgeRequirement><requiredKnowledge href=\"#" + id + "\"/></knowledgeRequirement>";
}

std::string decided(const std::string& logic) {
  return json_of(model_of(decision("d", logic)).decide("d", {}, {}));
}

/// A table over the number `n`: rows that match 1 and 2 give 20 and 10, one that matches 2
/// gives 20.
std::string policy(const std::string& attributes, int n) {
  const auto row = [](const char* test, const char* result) {
    return std::string{"<rule><inputEntry><text>"} + test +
           "</text></inputEntry><outputEntry><text>" + result + "</text></outputEntry></rule>";
  };
  const std::string table =
      "<decisionTable " + attributes +
      "><input><inputExpression><text>n</text></inputExpression></input><output name=\"o\">"
      "<outputValues><text>10, 20</text></outputValues></output>" +
      row("1, 2", "20") + row("1", "10") + row("2", "20") + row("4", "10") + "</decisionTable>";
  const auto model = model_of(
      "<inputData id=\"n\" name=\"n\"><variable name=\"n\"/></inputData>" +
      decision("d", table,
               "<informationRequirement><requiredInput href=\"#n\"/></informationRequirement>"));
  return json_of(model.decide("d", {{"n", "", Value::number(n)}}, {}));
}

struct Policy {
  const char* attributes;
  const char* differ;  ///< 20 and 10 match
  const char* agree;   ///< 20 and 20
  const char* none;
};

class EveryPolicy : public testing::TestWithParam<Policy> {};

TEST_P(EveryPolicy, Decides) {
  EXPECT_EQ(policy(GetParam().attributes, 1), GetParam().differ);
  EXPECT_EQ(policy(GetParam().attributes, 2), GetParam().agree);
  EXPECT_EQ(policy(GetParam().attributes, 3), GetParam().none);
  EXPECT_EQ(policy(GetParam().attributes, 4).find("10") == std::string::npos,
            std::string{GetParam().attributes}.find("COUNT") != std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    HitPolicies, EveryPolicy,
    testing::Values(Policy{"", "null", "null", "null"},
                    Policy{"hitPolicy=\"UNIQUE\"", "null", "null", "null"},
                    Policy{"hitPolicy=\"ANY\"", "null", "20", "null"},
                    Policy{"hitPolicy=\"PRIORITY\"", "10", "20", "null"},
                    Policy{"hitPolicy=\"FIRST\"", "20", "20", "null"},
                    Policy{"hitPolicy=\"RULE ORDER\"", "[20,10]", "[20,20]", "[]"},
                    Policy{"hitPolicy=\"OUTPUT ORDER\"", "[10,20]", "[20,20]", "[]"},
                    Policy{"hitPolicy=\"COLLECT\"", "[20,10]", "[20,20]", "[]"},
                    Policy{"hitPolicy=\"COLLECT\" aggregation=\"SUM\"", "30", "40", "null"},
                    Policy{"hitPolicy=\"COLLECT\" aggregation=\"MIN\"", "10", "20", "null"},
                    Policy{"hitPolicy=\"COLLECT\" aggregation=\"MAX\"", "20", "20", "null"},
                    Policy{"hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", "2", "2", "0"}));

TEST(DmnModel, BoxedIterationsGoThroughRangesAndSingleValues) {
  const auto loop = [](const std::string& in) {
    return decided("<for iteratorVariable=\"i\"><in>" + literal(in) + "</in><return>" +
                   literal("i * 2") + "</return></for>");
  };
  EXPECT_EQ(loop("[1, 2]"), "[2,4]");
  EXPECT_EQ(loop("[1..3]"), "[2,4,6]");
  EXPECT_EQ(loop("(1..3)"), "[4]");
  EXPECT_EQ(loop("5"), "[10]");
  EXPECT_EQ(loop("null"), "null");
  EXPECT_EQ(decided("<every iteratorVariable=\"i\"><in>" + literal("[1..3]") + "</in><satisfies>" +
                    literal("i &gt; 0") + "</satisfies></every>"),
            "true");
}

TEST(DmnModel, BoxedExpressionsStandInOneAnother) {
  EXPECT_EQ(
      decided("<list>" + literal("1") +
              "<context><contextEntry><variable name=\"a\"/><conditional><if>" + literal("true") +
              "</if><then>" + literal("\"x\"") + "</then><else>" + literal("\"y\"") +
              "</else></conditional></contextEntry><contextEntry><variable name=\"b\"/>" +
              "<relation><column name=\"p\"/><column name=\"q\"/><row>" + literal("1") +
              literal("a") + "</row></relation></contextEntry></context></list>"),
      R"([1,{"a":"x","b":[{"p":1,"q":"x"}]}])");
  EXPECT_EQ(decided("<filter><in>" + literal("[{a: 1}, {a: 2}]") + "</in><match>" +
                    literal("item.a &gt; 1") + "</match></filter>"),
            R"([{"a":2}])");
}

TEST(DmnModel, KnowledgeModelsCallThemselvesAndServices) {
  const auto model = model_of(
      "<businessKnowledgeModel id=\"f\" name=\"f\"><variable name=\"f\"/><encapsulatedLogic>"
      "<formalParameter name=\"k\" typeRef=\"number\"/>" +
      literal("if k &lt; 2 then 1 else k * f(k - 1)") +
      "</encapsulatedLogic></businessKnowledgeModel>" + decision("five", literal("5")) +
      "<decisionService id=\"s\" name=\"s\"><variable name=\"s\"/><outputDecision href=\"#five\"/>"
      "</decisionService>" +
      decision("d", literal("f(s())"), knowledge("f") + knowledge("s")));
  EXPECT_EQ(json_of(model.decide("d", {}, {})), "120");
  EXPECT_EQ(json_of(model.invoke("f", {{"k", "", Value::number(4)}}, {})), "24");
  EXPECT_EQ(json_of(model.invoke("f", {{"k", "", Value::string("x")}}, {})), "null");
}

TEST(DmnModel, DecisionsThatRequireEachOtherAreNull) {
  const auto requires_ = [](const char* id) {
    return "<informationRequirement><requiredDecision href=\"#" + std::string{id} +
           "\"/></informationRequirement>";
  };
  const auto model = model_of(decision("a", literal("b"), requires_("b")) +
                              decision("b", literal("a"), requires_("a")));
  EXPECT_EQ(json_of(model.decide("a", {}, {})), "null");
}

TEST(DmnModel, LongChainsOfDecisionsEndBeforeTheStackDoes) {
  std::string chain = decision("d0", literal("1"));
  for (int i = 1; i < 5000; ++i) {
    const auto before = "d" + std::to_string(i - 1);
    chain += decision("d" + std::to_string(i), literal(before + " + 1"),
                      "<informationRequirement><requiredDecision href=\"#" + before +
                          "\"/></informationRequirement>");
  }
  const auto model = model_of(chain);
  EXPECT_EQ(json_of(model.decide("d200", {}, {})), "201");
  EXPECT_EQ(json_of(model.decide("d4999", {}, {})), "null");
}

TEST(DmnModel, ImportsAreFoundBesideAndKnownByTheirName) {
  const auto folder = std::filesystem::path{testing::TempDir()} / "guiju-dmn-imports";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "base.dmn")
      << "<definitions namespace=\"urn:base\"><itemDefinition name=\"small\"><typeRef>number"
         "</typeRef><allowedValues><text>[0..9]</text></allowedValues></itemDefinition>" +
             decision("one", literal("1")) + "</definitions>";
  std::ofstream(folder / "top.dmn")
      << "<definitions namespace=\"urn:top\"><import name=\"b\" namespace=\"urn:base\" "
         "importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/><decision id=\"d\" "
         "name=\"d\"><variable name=\"d\" typeRef=\"b.small\"/><informationRequirement>"
         "<requiredDecision href=\"urn:base#one\"/></informationRequirement>" +
             literal("b.one + 4") + "</decision></definitions>";
  Diagnostics diagnostics;
  const auto model = Model::load((folder / "top.dmn").string(), diagnostics);
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(model) << feel::to_text(diagnostics);
  EXPECT_EQ(json_of(model->decide("d", {}, {})), "5");
}

std::string refusal(std::string_view text) {
  Diagnostics diagnostics;
  EXPECT_FALSE(Model::read(text, "m.dmn", diagnostics));
  return feel::to_text(diagnostics);
}

TEST(DmnModel, WhatIsNoModelIsRefusedWhereItGoesWrong) {
  EXPECT_EQ(refusal("<definitions>\n  <decision"),
            "m.dmn:2:11: unreadable: Error parsing start element tag\n");
  EXPECT_EQ(refusal("<other/>"), "m.dmn:1:1: unreadable: the file is no DMN model\n");
  EXPECT_EQ(refusal("\n<!DOCTYPE d [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><definitions/>"),
            "m.dmn:2:11: unreadable: a document type is not read\n");
  std::string deep = "<definitions>";
  for (int i = 0; i < 300; ++i) deep += "\n<list>";
  for (int i = 0; i < 300; ++i) deep += "</list>";
  EXPECT_EQ(refusal(deep + "</definitions>"),
            "m.dmn:101:2: unreadable: the file is nested too deeply\n");
}

}  // namespace
}  // namespace guiju::feel::dmn
