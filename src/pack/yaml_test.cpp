// Texts that say more than they write, or go deeper than anybody reads.

#include "pack/yaml.hpp"

#include <gmock/gmock.h>

#include "feel/test_support.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::pack {
namespace {

std::string findings(const std::string& text) {
  Diagnostics diagnostics;
  const auto yaml = Yaml::parse("t.yaml", text, diagnostics);
  EXPECT_EQ(yaml.is_stated(), diagnostics.empty());
  return feel::to_text(diagnostics);
}

TEST(Yaml, RefusesAliasesThatMakeTooMuchOfTheText) {
  std::string text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char name = 'b'; name <= 'h'; ++name) {
    const std::string before = std::string{"*"} + static_cast<char>(name - 1);
    text += std::string{name} + ": &" + name + " [";
    for (int i = 0; i < 9; ++i) text += before + ", ";
    text += before + "]\n";
  }
  EXPECT_EQ(findings(text), "t.yaml:6:44: yaml-syntax: aliases make too much of this\n");
}

TEST(Yaml, RefusesAnAliasOfWhatItIsPartOf) {
  EXPECT_EQ(findings("a: &a\n  - x\n  - *a\n"),
            "t.yaml:3:5: yaml-syntax: the alias stands for what it is part of\n");
}

TEST(Yaml, RefusesWhatIsNestedTooDeeply) {
  EXPECT_THAT(findings(std::string(20'000, '[')), testing::HasSubstr("t.yaml:1:"));
}

TEST(Yaml, TakesAliasesAsPacksUseThem) {
  EXPECT_EQ(findings("a: &a [x, y]\nb: *a\nc: 2 * 3\n"), "");
}

}  // namespace
}  // namespace guiju::pack
