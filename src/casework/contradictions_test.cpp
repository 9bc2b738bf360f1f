#include "pack/contradictions.hpp"

#include <gmock/gmock.h>

#include "casework/test_orders.hpp"
#include "feel/expression.hpp"
#include "feel/source_text.hpp"

/// Contradictions planted one by one in a regulation that has none. Here and not in `pack`, because
/// the regulation takes after kinds of the shipped pack `company`.
namespace guiju {
namespace {

using testing::Contains;
using testing::IsEmpty;

struct Edit {
  const char* file;
  const char* from;  ///< empty: `to` is the whole file
  const char* to;
};

struct Planted {
  const char* what;
  const char* code;
  std::vector<Edit> edits;
};

pack::Findings findings_of(const std::vector<Edit>& edits) {
  auto files = test::orders_files();
  for (const auto& edit : edits) {
    auto& text = files[edit.file];
    const std::string from = edit.from;
    const auto place = from.empty() ? 0 : text.find(from);
    EXPECT_NE(place, std::string::npos) << from;
    if (place == std::string::npos) continue;
    text.replace(place, from.empty() ? text.size() : from.size(), edit.to);
  }
  Diagnostics diagnostics;
  const auto pack = test::compile(files, diagnostics);
  for (const auto& finding : diagnostics) EXPECT_EQ(pack != nullptr, true) << to_text(finding);
  return pack == nullptr ? pack::Findings{} : pack::contradictions(*pack);
}

std::vector<std::string> codes_of(const pack::Findings& findings) {
  std::vector<std::string> codes;
  for (const auto& one : findings.found) codes.push_back(one.diagnostic.code);
  return codes;
}

/// The names of a witness with their values.
class Case final : public feel::Environment {
 public:
  explicit Case(const pack::Finding& finding) {
    for (const auto& [name, literal] : finding.witness) {
      std::string joined = name;
      for (auto at = joined.find(" . "); at != std::string::npos; at = joined.find(" . ")) {
        joined.replace(at, 3, ".");
      }
      scope.add_variable(joined, feel::Type::any(), static_cast<int>(values_.size()));
      values_.push_back(feel::constant_of(literal).value_or(feel::Value{}));
    }
  }
  feel::Value variable(int slot) const override {
    return values_.at(static_cast<std::size_t>(slot));
  }
  feel::Value call(int, std::span<const feel::Value>) const override { return {}; }

  feel::Scope scope;

 private:
  feel::List values_;
};

/// Both clauses apply in the case that a finding gives.
void expect_case_to_hold(const pack::Finding& finding) {
  const Case given(finding);
  for (const auto& condition : finding.conditions) {
    Diagnostics ignored;
    const auto compiled = feel::Expression::compile(condition, {}, given.scope, ignored,
                                                    {.checking = feel::Checking::lenient});
    ASSERT_TRUE(compiled) << condition;
    EXPECT_TRUE(compiled->evaluate(given).is_true())
        << condition << " in the case of: " << to_text(finding.diagnostic);
  }
}

TEST(Contradictions, there_are_none_in_a_regulation_that_holds) {
  for (const auto& one : findings_of({}).found) ADD_FAILURE() << to_text(one.diagnostic);
}

TEST(Contradictions, name_both_clauses_and_a_case) {
  const auto found =
      findings_of({{"cases/order.yaml", "amount_fen >= 500000", "amount_fen > 2000000"}}).found;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(to_text(found.front().diagnostic),
            "cases/order.yaml:37:34: warning: excluded: marker `LARGE` of `order.ask` can never "
            "come: refusal `TOO_MUCH` refuses the act wherever it would (clause 1), for example "
            "where `amount_fen` is 2000001");
}

TEST(Contradictions, are_told_to_people_in_the_words_of_the_pack) {
  const auto found =
      findings_of({{"cases/order.yaml", "amount_fen >= 500000", "amount_fen > 2000000"}}).found;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found.front().words.zh, testing::Not(testing::HasSubstr("`")));
  EXPECT_THAT(found.front().words.zh, testing::Not(testing::HasSubstr("order.ask")));
  EXPECT_THAT(found.front().example.zh, testing::HasSubstr("¥20,000.01"));
}

/// Of these too a case can be given, though no two conditions meet in it.
TEST(Contradictions, gaps_and_dead_ends_come_with_a_case) {
  const Edit gap{"tables/authority.yaml", "'> 10000', '\"goods\"'", "'> 20000', '\"goods\"'"};
  const Edit dead_end{"cases/order.yaml", "void: {title: {zh: 废, en: Void}, final: true}",
                      "void: {title: {zh: 废, en: Void}}"};
  for (const auto& [edit, code] : {std::pair{gap, "gap"}, std::pair{dead_end, "dead-end"}}) {
    const auto findings = findings_of({edit});
    const auto& found = findings.found;
    const auto one = std::find_if(found.begin(), found.end(), [&](const auto& finding) {
      return finding.diagnostic.code == code;
    });
    ASSERT_NE(one, found.end()) << code;
    EXPECT_FALSE(one->witness.empty()) << to_text(one->diagnostic);
  }
}

class PlantedContradiction : public testing::TestWithParam<Planted> {};

TEST_P(PlantedContradiction, is_found) {
  const auto& planted = GetParam();
  const auto findings = findings_of(planted.edits);
  EXPECT_THAT(codes_of(findings), Contains(planted.code)) << planted.what;
  for (const auto& one : findings.found) expect_case_to_hold(one);
}

constexpr const char* order = "cases/order.yaml";
constexpr const char* table = "tables/authority.yaml";
constexpr const char* ladders = "ladders.yaml";
constexpr const char* too_much = "when: amount_fen > params.largest_fen";
constexpr const char* first_row =
    "  - {when: ['<= 10000', '-'], then: ['\"chief\"', '[]'], rules: [O-3]}\n";
constexpr const char* marks = "    mark: [{marker: LARGE";

INSTANTIATE_TEST_SUITE_P(
    Conditions, PlantedContradiction,
    testing::Values(
        Planted{"below and above",
                "never-fires",
                {{order, too_much, "when: amount_fen > 5 and amount_fen < 3"}}},
        Planted{"nothing between two fen",
                "never-fires",
                {{order, too_much, "when: amount_fen > 5 and amount_fen < 6"}}},
        Planted{
            "a choice that is none", "never-fires", {{order, too_much, "when: kind = \"good\""}}},
        Planted{"two choices at once",
                "never-fires",
                {{order, too_much, "when: kind = \"goods\" and kind = \"lease\""}}},
        Planted{"none of the choices",
                "never-fires",
                {{order, too_much, "when: 'kind in (\"gods\", \"servic\")'"}}},
        Planted{"a state that is none",
                "never-fires",
                {{order, too_much, "when: state = \"waiting\""}}},
        Planted{"true and false",
                "never-fires",
                {{order, too_much, "when: urgent = true and not(urgent)"}}},
        Planted{"before and after",
                "never-fires",
                {{order, "when: wanted_on < @\"2026-01-01\"",
                  "when: wanted_on < @\"2026-01-01\" and wanted_on > @\"2026-06-01\""}}},
        Planted{"no day between",
                "never-fires",
                {{order, "when: wanted_on < @\"2026-01-01\"",
                  "when: wanted_on > @\"2026-01-01\" and wanted_on < @\"2026-01-02\""}}},
        Planted{"a constant", "never-fires", {{order, too_much, "when: 1 > 2"}}},
        Planted{"between the wrong way round",
                "never-fires",
                {{order, too_much, "when: amount_fen between 10 and 5"}}},
        Planted{"absent and large",
                "never-fires",
                {{order, too_much, "when: amount_fen = null and amount_fen > 3"}}},
        Planted{"something and its opposite",
                "never-fires",
                {{order, too_much,
                  "when: amount_fen > 5 and (kind = \"goods\" and kind != \"goods\" or amount_fen "
                  "< 2)"}}},
        Planted{"a notice of a state that the act does not lead to",
                "never-fires",
                {{order, "when: urgent = true}]", "when: state = \"asked\"}]"}}},
        Planted{"a start of a deadline",
                "never-fires",
                {{ladders, "start: {on: [order_asked]}",
                  "start: {on: [order_asked], when: amount_fen < 0 and amount_fen > 10}"}}},
        Planted{"an end of a deadline",
                "never-fires",
                {{ladders, "stop: {on: [order_paid]}",
                  "stop: {on: [order_paid], when: kind = \"loan\"}"}}},
        Planted{"a second state by the same condition",
                "never-fires",
                {{order, "when: amount_fen = 0}, {state: paid}",
                  "when: urgent = true}, {state: paid}"}}},
        Planted{"a state after one without condition",
                "never-fires",
                {{order, "{state: paid, when: urgent = true}", "{state: paid}"}}}));

INSTANTIATE_TEST_SUITE_P(
    Refusals, PlantedContradiction,
    testing::Values(
        Planted{"a narrower one behind a wider",
                "never-told",
                {{order, too_much, "when: amount_fen < -5"}}},
        Planted{
            "the same condition again", "never-told", {{order, too_much, "when: amount_fen <= 0"}}},
        Planted{
            "missing behind missing", "never-told", {{order, too_much, "missing: [amount_fen]"}}},
        Planted{"a bound beyond a parameter's",
                "never-told",
                {{order, marks,
                  "      - {code: NOT_URGENT, when: amount_fen > params.largest_fen + 100, rules: "
                  "[O-2]}\n    mark: [{marker: LARGE"}}},
        Planted{"behind two that together hold",
                "never-told",
                {{order, marks,
                  "      - {code: NOT_URGENT, when: amount_fen < 0 or amount_fen > 2000000, rules: "
                  "[O-2]}\n    mark: [{marker: LARGE"}}},
        Planted{"all amounts by two refusals",
                "always-refused",
                {{order, too_much, "when: amount_fen > 0"}}},
        Planted{"one that always holds",
                "always-refused",
                {{order, "when: wanted_on < @\"2026-01-01\"",
                  "when: wanted_on = null or wanted_on != null"}}},
        Planted{"a marker above what is refused",
                "excluded",
                {{order, "amount_fen >= 500000", "amount_fen > 1000000"}}},
        Planted{"a marker below what is refused",
                "excluded",
                {{order, "amount_fen >= 500000", "amount_fen < 0"}}},
        Planted{"a breach before what is refused",
                "excluded",
                {{order, "wanted_on > @\"2030-01-01\"", "wanted_on < @\"2025-12-01\""}}},
        Planted{"an approval above what is refused",
                "excluded",
                {{order, "{do: approval.request, with",
                  "{do: approval.request, when: amount_fen > 1000000, with"}}}));

INSTANTIATE_TEST_SUITE_P(
    Tables, PlantedContradiction,
    testing::Values(
        Planted{"a bound in two rows",
                "rows-overlap",
                {{table, "'> 10000', '\"goods\"'", "'>= 10000', '\"goods\"'"}}},
        Planted{"a bound that moved", "rows-overlap", {{table, "'<= 10000'", "'<= 20000'"}}},
        Planted{"a kind in two rows",
                "rows-overlap",
                {{table, "'\"service\", \"lease\"'", "'\"service\", \"lease\", \"goods\"'"}}},
        Planted{"a row for all beside others",
                "rows-overlap",
                {{table, "'> 10000', '\"goods\"'", "'-', '\"goods\"'"}}},
        Planted{"rows that must agree and do not",
                "rows-overlap",
                {{table, "hit: unique", "hit: any"}, {table, "'<= 10000'", "'<= 20000'"}}},
        Planted{"an amount without row",
                "gap",
                {{table, "'> 10000', '\"goods\"'", "'> 20000', '\"goods\"'"}}},
        Planted{
            "a kind without row", "gap", {{table, "'\"service\", \"lease\"'", "'\"service\"'"}}},
        Planted{"a row that nothing matches",
                "row-unreachable",
                {{table, "'<= 10000', '-'", "'[10000..1]', '-'"}}},
        Planted{"a row behind one that covers it",
                "row-unreachable",
                {{table, "hit: unique", "hit: first"},
                 {table, "'> 10000', '\"goods\"'", "'<= 5000', '\"goods\"'"}}},
        Planted{"a row that says what the next says",
                "row-subsumed",
                {{table, "hit: unique", "hit: first"},
                 {table, first_row,
                  "  - {when: ['<= 500', '-'], then: ['\"chief\"', '[]'], rules: [O-3]}\n  - "
                  "{when: ['<= 10000', '-'], then: ['\"chief\"', '[]'], rules: [O-3]}\n"}}},
        Planted{
            "two tables, two answers",
            "tables-differ",
            {{"tables/other.yaml", "",
              "id: other\ntitle: {zh: 另, en: Other}\nrules: [O-3]\ninputs: [{value: amount_fen}, "
              "{value: kind}]\noutputs: [{name: decides, type: text}, {name: countersigns, type: "
              "list of text}]\nrows:\n  - {when: ['-', '-'], then: ['\"chief\"', '[]']}\n"}}},
        Planted{"a row that names nobody", "no-approver", {{table, "'\"chief\"'", "'null'"}}},
        Planted{"a row that names one who may not",
                "no-approver",
                {{table, "'\"chief\"'", "'\"cashier\"'"}}},
        Planted{"a countersigner who may not",
                "no-approver",
                {{table, "'[\"lawyer\"]'", "'[\"asker\"]'"}}},
        Planted{"a level that may not approve",
                "no-approver",
                {{"cases/approval.yaml", "&levels [chief, director]", "&levels [chief]"}}}));

INSTANTIATE_TEST_SUITE_P(
    Duties, PlantedContradiction,
    testing::Values(
        Planted{
            "two limits",
            "two-limits",
            {{ladders, "  payment:",
              "  answer_too:\n    title: {zh: 答, en: Answer}\n    type: order\n    rules: [O-3]\n "
              "   start: {on: [order_asked]}\n    due: {working_days: 5}\n    stop: {on: "
              "[order_granted]}\n    owed_by: chief\n    breach: {code: LATE}\n  payment:"}}},
        Planted{"two limits for some amounts",
                "two-limits",
                {{ladders, "  payment:",
                  "  answer_too:\n    title: {zh: 答, en: Answer}\n    type: order\n    rules: "
                  "[O-3]\n    start: {on: [order_asked], when: amount_fen > 100000}\n    due: "
                  "{hours: 5}\n    stop: {on: [order_granted]}\n    owed_by: chief\n    breach: "
                  "{code: UNPAID}\n  payment:"}}},
        Planted{"two owners",
                "two-owners",
                {{ladders, "  payment:",
                  "  answer_too:\n    title: {zh: 答, en: Answer}\n    type: order\n    rules: "
                  "[O-3]\n    start: {on: [order_asked], when: 'kind in (\"goods\", \"lease\")'}\n "
                  "   due: {working_days: params.answer_days}\n    stop: {on: [order_granted]}\n   "
                  " owed_by: director\n    breach: {code: LATE}\n  payment:"}}},
        Planted{"a breach with two owners",
                "two-owners",
                {{order, "owed_by: cashier, rules: [O-7]}",
                  "owed_by: cashier, rules: [O-7]}\n      - {code: LATE, when: wanted_on > "
                  "@\"2031-01-01\", owed_by: asker, rules: [O-6]}"}}},
        Planted{"a breach with two limits",
                "two-limits",
                {{order, "owed_by: cashier, rules: [O-7]}",
                  "owed_by: cashier, rules: [O-7]}\n      - {code: LATE, when: wanted_on > "
                  "@\"2031-01-01\", owed_by: cashier, due_at: now, rules: [O-6]}"}}},
        Planted{"two approvals",
                "two-approvals",
                {{order, "    then:\n",
                  "    then:\n      - {do: approval.request, when: amount_fen > 100, with: "
                  "{matter: key, amount_fen: amount_fen, decides: '\"director\"', levels: "
                  "'[\"director\"]', countersigns: '[]'}}\n"}}},
        Planted{"an end that does not come",
                "never-met",
                {{ladders, "    stop: {on: [order_paid]}\n", ""}}},
        Planted{"who owes it may not do it",
                "other-owner",
                {{ladders, "owed_by: cashier", "owed_by: asker"}}},
        Planted{
            "an act of the system that nothing makes",
            "nobody",
            {{order, "who: [asker], from: [draft], to: void", "who: [], from: [draft], to: void"}}},
        Planted{"an act of one who is never named",
                "nobody",
                {{order, "who: [asker], from: [draft], to: void",
                  "who: [buyer], from: [draft], to: void"},
                 {order, "wanted_on: {}, buyer: {}", "wanted_on: {}"}}},
        Planted{"a state that is no end and has no exit",
                "dead-end",
                {{order, "void: {title: {zh: 废, en: Void}, final: true}",
                  "void: {title: {zh: 废, en: Void}}"}}},
        Planted{
            "a step that is left out", "dead-end", {{order, "from: [granted]", "from: [asked]"}}},
        Planted{"acts that make one another",
                "endless-then",
                {{order, "to: granted, fact: order_granted",
                  "to: granted, fact: order_granted, then: [{do: order.redraft}]"},
                 {order, "to: draft, fact: order_redrafted",
                  "to: draft, fact: order_redrafted, then: [{do: order.grant}]"}}},
        Planted{
            "a deadline that starts itself",
            "endless-ladder",
            {{ladders, "start: {on: [order_granted]}", "start: {on: [order_granted, order_urged]}"},
             {ladders, "breach: {code: UNPAID}",
              "breach: {code: UNPAID, then: [{do: order.urge}]}"},
             {order, "  order.drop:",
              "  order.urge: {title: {zh: 催, en: Urge}, rules: [O-7], who: [], from: [granted], "
              "fact: order_urged}\n  order.drop:"}}},
        Planted{"a parameter's number in a deadline",
                "same-number",
                {{ladders, "working_days: params.answer_days", "working_days: 3"}}},
        Planted{"a parameter's number in a refusal",
                "same-number",
                {{order, too_much, "when: amount_fen > 900000"}}}));

}  // namespace
}  // namespace guiju
