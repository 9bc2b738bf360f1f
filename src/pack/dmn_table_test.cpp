#include "pack/dmn_table.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "feel/dmn/model.hpp"
#include "feel/test_support.hpp"
#include "pack/model.hpp"
#include "pack/yaml.hpp"

namespace guiju::pack {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// The files of a shipped pack, and of the one that it extends.
std::vector<SourceFile> files_of(const fs::path& folder) {
  std::vector<SourceFile> files;
  const auto read = [&files](const fs::path& from, const std::string& before) {
    for (const auto& entry : fs::recursive_directory_iterator(from)) {
      if (!entry.is_regular_file()) continue;
      std::ostringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      files.push_back({before + fs::relative(entry.path(), from).generic_string(), text.str()});
    }
  };
  read(folder, "");
  const auto pack = YAML::LoadFile((folder / "pack.yaml").string());
  if (pack["extends"]) {
    const auto below = pack["extends"].Scalar();
    read(folder.parent_path() / below, "../" + below + "/");
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

WrittenTable table_of(const std::string& yaml) {
  Diagnostics diagnostics;
  const auto table = read_written_table(Yaml::parse("t.yaml", yaml, diagnostics));
  EXPECT_EQ(feel::to_text(diagnostics), "");
  return table;
}

std::string back_and_forth(const WrittenTable& table) {
  Diagnostics diagnostics;
  const auto again = from_dmn(to_dmn(table, "pack"), "t.dmn", "", diagnostics);
  EXPECT_EQ(feel::to_text(diagnostics), "");
  return again ? to_yaml(*again) : "not read";
}

TEST(DmnTable, EveryTableThatShipsComesBackAsItWent) {
  std::size_t tables = 0;
  for (const auto& folder : fs::directory_iterator("packs")) {
    if (!fs::exists(folder.path() / "pack.yaml")) continue;
    const auto files = files_of(folder.path());
    Diagnostics diagnostics;
    for (const auto& id : written_tables(files, diagnostics)) {
      SCOPED_TRACE(folder.path().string() + " " + id);
      const auto table = find_written_table(files, id, diagnostics);
      ASSERT_TRUE(table);
      EXPECT_FALSE(table->rows.empty());
      EXPECT_EQ(back_and_forth(*table), to_yaml(*table));
      // As YAML too: what an import writes is the table.
      EXPECT_EQ(to_yaml(table_of(to_yaml(*table))), to_yaml(*table));
      ++tables;
    }
    EXPECT_EQ(feel::to_text(diagnostics), "");
  }
  EXPECT_GE(tables, 9u);
}

TEST(DmnTable, EveryTableThatShipsIsAModelWithoutFindings) {
  for (const auto& folder : fs::directory_iterator("packs")) {
    if (!fs::exists(folder.path() / "pack.yaml")) continue;
    const auto files = files_of(folder.path());
    Diagnostics diagnostics;
    for (const auto& id : written_tables(files, diagnostics)) {
      const auto table = find_written_table(files, id, diagnostics);
      const auto model = feel::dmn::Model::read(to_dmn(*table, "pack"), id + ".dmn", diagnostics);
      ASSERT_TRUE(model) << id;
      EXPECT_THAT(model->decisions(), testing::ElementsAre(id));
    }
    EXPECT_EQ(feel::to_text(diagnostics), "") << folder.path();
  }
}

/// What the table of `packs/huayuan` about the first reply says, from its exported model.
std::string after_first_reply(const char* nature, const char* outcome, const char* kind) {
  const auto files = files_of("packs/huayuan");
  Diagnostics diagnostics;
  const auto table = find_written_table(files, "after_first_reply", diagnostics);
  const auto model = feel::dmn::Model::read(to_dmn(*table, "huayuan"), "t.dmn", diagnostics);
  const auto text = [](const char* t) {
    return t == nullptr ? feel::Value{} : feel::Value::string(t);
  };
  const auto params =
      feel::Value::context({{"result_counts_as_second_reply", feel::Value::boolean(true)},
                            {"rate_when_declined", feel::Value::boolean(false)}});
  const auto answer = model->decide("after_first_reply",
                                    {{"nature", "", text(nature)},
                                     {"outcome", "", text(outcome)},
                                     {"class", "", text(kind)},
                                     {"params", "", params}},
                                    {});
  return feel::to_text(answer);
}

TEST(DmnTable, TheModelDecidesAsThePackDoes) {
  EXPECT_EQ(after_first_reply("direct", nullptr, "rectification"), "replied");
  EXPECT_EQ(after_first_reply(nullptr, "plan", "rectification"), "executing");
  EXPECT_EQ(after_first_reply(nullptr, "result", "rectification"), "replied_again");
  EXPECT_EQ(after_first_reply(nullptr, "no_rectification", "rectification"), "replied");
  EXPECT_EQ(after_first_reply("indirect", "plan", "consultation"), "replied");
}

constexpr const char* everything = R"(
id: everything
title: {zh: 全部, zh_hant: 全部繁, en: "It's all"}
rules: [AB-1, AB-2]
hit: output_order
inputs:
  - {label: 标签 <&>, value: 'if a < 1 then "x" else b.c', values: ['yes', 12, "12", other]}
  - {value: amount, values: '< 10, [10..20]'}
outputs:
  - {name: who, type: list of person, values: [board, manager], default: '"manager"'}
  - {name: until, type: time}
  - {name: least, type: money, default: '0'}
rows:
  - {when: ['"yes"', '-'], then: ['"board"', 'now + duration("P2D")', '100'], rules: [AB-2]}
  - {when: ['-', '> 3'], then: ['"manager"', 'null', "1\n+ 2"], note: 'ask; first'}
  - {when: ['not("other")', '10'], then: ['"manager"', '', '1'], rules: []}
)";

TEST(DmnTable, LosesNothingThatATableCanHold) {
  const auto table = table_of(everything);
  EXPECT_EQ(back_and_forth(table), to_yaml(table));
  EXPECT_EQ(to_yaml(table_of(to_yaml(table))), to_yaml(table));
  EXPECT_EQ(to_yaml(table), R"(id: everything
title: {zh: '全部', zh_hant: '全部繁', en: 'It''s all'}
rules: [AB-1, AB-2]
hit: output_order
inputs:
  - {label: '标签 <&>', value: 'if a < 1 then "x" else b.c', values: ['yes', 12, '12', other]}
  - {value: 'amount', values: '< 10, [10..20]'}
outputs:
  - {name: who, type: list of person, values: [board, manager], default: '"manager"'}
  - {name: until, type: time}
  - {name: least, type: money, default: '0'}
rows:
  - {when: ['"yes"', '-'], then: ['"board"', 'now + duration("P2D")', '100'], rules: [AB-2]}
  - {when: ['-', '> 3'], then: ['"manager"', 'null', "1\x0A+ 2"], note: 'ask; first'}
  - {when: ['not("other")', '10'], then: ['"manager"', '', '1'], rules: []}
)");
}

TEST(DmnTable, OtherToolsMayNameOurNamespaceAsTheyLike) {
  const auto table = table_of(everything);
  auto text = to_dmn(table, "pack");
  for (std::size_t at = 0; (at = text.find("guiju:", at)) != std::string::npos; at += 3) {
    const bool is_prefix =
        at > 0 && (text[at - 1] == ' ' || text[at - 1] == '<' || text[at - 1] == '/');
    if (is_prefix) text.replace(at, 6, "ns0:");
  }
  text.replace(text.find("xmlns:guiju"), 11, "xmlns:ns0");
  Diagnostics diagnostics;
  const auto again = from_dmn(text, "t.dmn", "", diagnostics);
  ASSERT_TRUE(again) << feel::to_text(diagnostics);
  EXPECT_EQ(to_yaml(*again), to_yaml(table));
}

TEST(DmnTable, EveryHitPolicyGoesAndComes) {
  for (const char* hit : {"unique", "any", "priority", "first", "rule_order", "output_order",
                          "collect", "sum", "min", "max", "count"}) {
    auto table = table_of(everything);
    table.hit = hit;
    EXPECT_THAT(back_and_forth(table), HasSubstr("\nhit: " + std::string(hit) + "\n"));
  }
}

TEST(DmnTable, AsksForTheNamesOfThePack) {
  EXPECT_THAT(names_asked(table_of(everything)), testing::ElementsAre("a", "b", "amount", "now"));
}

constexpr const char* foreign = R"(<?xml version="1.0"?>
<d:definitions xmlns:d="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="n">
  <d:itemDefinition name="tRisk"><d:typeRef>string</d:typeRef>
    <d:allowedValues><d:text>"high", "low"</d:text></d:allowedValues></d:itemDefinition>
  <d:decision id="_1" name="Risk Category">
    <d:decisionTable hitPolicy="COLLECT" aggregation="MAX">
      <d:input label="Score"><d:inputExpression typeRef="number"><d:text>score</d:text>
        </d:inputExpression></d:input>
      <d:output typeRef="tRisk"/>
      <d:annotation name="Why"/>
      <d:rule><d:inputEntry><d:text>&lt; 3</d:text></d:inputEntry>
        <d:outputEntry><d:text>"high"</d:text></d:outputEntry>
        <d:annotationEntry><d:text>few points</d:text></d:annotationEntry></d:rule>
    </d:decisionTable>
  </d:decision>
  <d:decision id="_2" name="Other"><d:literalExpression><d:text>1</d:text>
    </d:literalExpression></d:decision>
</d:definitions>)";

TEST(DmnTable, TablesOfOthersBecomeTablesOfAPack) {
  Diagnostics diagnostics;
  const auto table = from_dmn(foreign, "f.dmn", "", diagnostics);
  ASSERT_TRUE(table);
  EXPECT_EQ(to_yaml(*table), R"(id: risk_category
title: {zh: 'Risk Category', en: 'Risk Category'}
rules: []
hit: max
inputs:
  - {label: 'Score', value: 'score'}
outputs:
  - {name: result, type: text, values: [high, low]}
rows:
  - {when: ['< 3'], then: ['"high"'], note: 'few points'}
)");
}

TEST(DmnTable, SaysWhichTableThereIsWhenTheOneWantedIsNot) {
  Diagnostics diagnostics;
  EXPECT_FALSE(from_dmn(foreign, "f.dmn", "Other", diagnostics));
  EXPECT_FALSE(from_dmn("<definitions/>", "f.dmn", "", diagnostics));
  EXPECT_FALSE(from_dmn("<definitions", "f.dmn", "", diagnostics));
  EXPECT_EQ(feel::to_text(diagnostics),
            "f.dmn: unknown-decision: the model has no decision table `Other`. help: name one of "
            "`Risk Category`\n"
            "f.dmn: unknown-decision: the model has no decision table\n"
            "f.dmn:1:12: unreadable: Error parsing start element tag\n");
}

}  // namespace
}  // namespace guiju::pack
