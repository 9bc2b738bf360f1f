#include "pack/mutants.hpp"

#include <gmock/gmock.h>

namespace guiju::pack {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> changes(const std::string& path, const std::string& text) {
  std::vector<std::string> out;
  for (const auto& mutant : mutants_of({{path, text}})) {
    out.push_back(std::to_string(mutant.place.line) + ':' + std::to_string(mutant.place.column) +
                  ' ' + mutant.change);
  }
  return out;
}

TEST(Mutants, OfATableAreNumbersComparisonsRangesRowsAndOutcomes) {
  EXPECT_THAT(changes("tables/level.yaml",
                      "hit: first\n"
                      "inputs: [{value: 'count(names) > 0'}, {value: age, values: [1]}]\n"
                      "rows:\n"
                      "  - {when: ['true', '[3..9)'], then: ['\"chief\"'], rules: [R-8]}\n"
                      "  - {when: ['-', '<= 5'], then: [params.b], rules: [R-8]}\n"),
              ElementsAre("2:32 `count(names) > 0` → `count(names) >= 0`",
                          "2:34 `count(names) > 0` → `count(names) > -1`",
                          "2:34 `count(names) > 0` → `count(names) > 1`", "4:1 row 1 left out",
                          "4:1 row 1 swapped with the next", "4:22 `[3..9)` → `(3..9)`",
                          "4:23 `[3..9)` → `[2..9)`", "4:23 `[3..9)` → `[4..9)`",
                          "4:26 `[3..9)` → `[3..10)`", "4:26 `[3..9)` → `[3..8)`",
                          "4:27 `[3..9)` → `[3..9]`", "4:39 `\"chief\"` → `params.b`",
                          "5:1 row 2 left out", "5:19 `<= 5` → `< 5`", "5:22 `<= 5` → `<= 4`",
                          "5:22 `<= 5` → `<= 6`", "5:34 `params.b` → `\"chief\"`"));
}

TEST(Mutants, OfAParameterAreItsNumbersAndTimesButNoNames) {
  EXPECT_THAT(changes("pack.yaml",
                      "parameters:\n"
                      "  day: {type: number, value: 21.75, rules: [R-1]}\n"
                      "  due: {value: \"23:59:59\"}\n"
                      "  span: {value: PT4H}\n"
                      "  rows: {value: [\"5\", 8, name]}\n"
                      "  gone: !absent\n"),
              ElementsAre("2:30 `21.75` → `20.75`", "2:30 `21.75` → `22.75`",
                          "3:17 `23:59:59` → `23:58:59`", "4:17 `PT4H` → `PT3H`",
                          "4:17 `PT4H` → `PT5H`", "5:23 `8` → `7`", "5:23 `8` → `9`"));
}

TEST(Mutants, OfADeadlineAreItsConditionsSpanAndUnit) {
  EXPECT_THAT(changes("ladders.yaml",
                      "deadlines:\n"
                      "  reply:\n"
                      "    start: {on: [sent], when: class != \"a\"}\n"
                      "    due: {from: sent_at, working_days: params.reply_days}\n"
                      "    warn: {before: 'duration(\"PT4H\")'}\n"),
              ElementsAre("3:37 `class != \"a\"` → `class = \"a\"`",
                          "4:26 `working_days` → `calendar_days`",
                          "4:40 `params.reply_days` → `(params.reply_days) + 1`",
                          "4:40 `params.reply_days` → `(params.reply_days) - 1`",
                          "5:31 `duration(\"PT4H\")` → `duration(\"PT3H\")`",
                          "5:31 `duration(\"PT4H\")` → `duration(\"PT5H\")`"));
}

TEST(Mutants, OfACommandAreTheComparisonsOfItsConditions) {
  EXPECT_THAT(changes("cases/item.yaml",
                      "commands:\n"
                      "  item.sort:\n"
                      "    let: {target: 'a = 1'}\n"
                      "    refuse:\n"
                      "      - {code: A, when: 'x >= 2'}\n"
                      "      - {code: B, names: 'for i in list[n = 1] return i.k'}\n"
                      "      - code: C\n"
                      "        when: >-\n"
                      "          x = 1 and\n"
                      "          y < 3\n"
                      "  item.gone: !absent\n"),
              ElementsAre("5:28 `x >= 2` → `x > 2`",
                          "6:43 `for i in list[n = 1] return i.k` → `for i in list[n != 1] return "
                          "i.k`",
                          "9:13 `x = 1 and y < 3` → `x != 1 and y < 3`",
                          "10:13 `x = 1 and y < 3` → `x = 1 and y <= 3`"));
}

TEST(Mutants, AreNoneOfTheFilesBelow) {
  EXPECT_THAT(changes("../below/pack.yaml", "parameters: {days: {value: 3}}\n"), IsEmpty());
}

TEST(Mutants, ChangeOneFileInOnePlace) {
  const std::vector<SourceFile> files{
      {"tables/a.yaml",
       "rows:\n  - {when: ['1'], then: [x]}\n  - {when: ['2'], then: [y]}\nhit: any\n"},
      {"pack.yaml", "id: small\n"}};
  const auto mutants = mutants_of(files);
  const auto swapped = std::find_if(mutants.begin(), mutants.end(), [](const auto& mutant) {
    return mutant.change == "row 1 swapped with the next";
  });
  ASSERT_NE(swapped, mutants.end());
  const auto changed = with_mutant(files, *swapped);
  EXPECT_EQ(changed[0].text,
            "rows:\n  - {when: ['2'], then: [y]}\n  - {when: ['1'], then: [x]}\nhit: any\n");
  EXPECT_EQ(changed[1].text, files[1].text);
}

}  // namespace
}  // namespace guiju::pack
