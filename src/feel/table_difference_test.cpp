#include "feel/table_difference.hpp"

#include <gtest/gtest.h>

namespace guiju::feel {
namespace {

struct Row {
  std::string amount, kind, says;
};

DecisionTableSource table(std::vector<Row> rows, HitPolicy policy = HitPolicy::first) {
  DecisionTableSource source;
  source.hit_policy = policy;
  source.inputs = {{"amount", {"amount_fen", {}}, Type::any(), {}},
                   {"kind", {"kind", {}}, Type::any(), {"\"a\", \"b\"", {}}}};
  source.outputs = {{"decides", Type::any(), {}, {}}};
  for (auto& row : rows) {
    source.rules.push_back({{{row.amount, {}}, {row.kind, {}}}, {{row.says, {}}}, "", {}});
  }
  return source;
}

TableDifference compared(const DecisionTableSource& before, const DecisionTableSource& after,
                         const std::string& changed = "") {
  return compare(table_without_names(before), table_without_names(after),
                 {.has_changed =
                      [&](std::string_view text) {
                        return !changed.empty() && text.find(changed) != std::string_view::npos;
                      },
                  .is_whole = [](std::string_view text) { return text == "amount_fen"; }});
}

const DecisionTableSource base = table({{"<= 1000", "-", "\"chief\""},
                                        {"> 1000", "\"a\"", "\"director\""},
                                        {"> 1000", "\"b\"", "\"board\""},
                                        {"-", "-", "\"nobody\""}});

TEST(TableDifference, rows_that_exclude_one_another_may_stand_in_any_order) {
  const auto found = compared(base, table({{"> 1000", "\"b\"", "\"board\""},
                                           {"> 1000", "\"a\"", "\"director\""},
                                           {"<=1000", "-", "\"chief\""},
                                           {"-", "-", "\"nobody\""}}));
  EXPECT_TRUE(found.is_complete);
  EXPECT_TRUE(found.cases.empty());
}

TEST(TableDifference, a_row_split_in_two_decides_alike) {
  const auto found = compared(base, table({{"<= 500", "-", "\"chief\""},
                                           {"[501..1000]", "-", "\"chief\""},
                                           {"> 1000", "\"a\"", "\"director\""},
                                           {"> 1000", "\"b\"", "\"board\""},
                                           {"-", "-", "\"nobody\""}}));
  EXPECT_TRUE(found.is_complete);
  EXPECT_TRUE(found.cases.empty()) << "between 500 and 501 fen there is nothing";
}

TEST(TableDifference, a_bound_that_no_longer_counts_gives_the_bound_itself) {
  const auto found = compared(base, table({{"< 1000", "-", "\"chief\""},
                                           {">= 1000", "\"a\"", "\"director\""},
                                           {"> 1000", "\"b\"", "\"board\""},
                                           {"-", "-", "\"nobody\""}}));
  ASSERT_EQ(found.cases.size(), 2U);
  const auto& first = found.cases.front();
  ASSERT_EQ(first.inputs.front().where.size(), 1U);
  EXPECT_EQ(first.inputs.front().where.front().what, Stretch::What::value);
  EXPECT_EQ(first.inputs.front().example, Value::number(1000));
  EXPECT_EQ(first.inputs.at(1).example, Value::string("a"));
  EXPECT_EQ(first.before, "chief");
  EXPECT_EQ(first.after, "director");
  EXPECT_EQ(found.cases.at(1).after, "nobody");
  EXPECT_TRUE(first.is_certain);
}

TEST(TableDifference, a_bound_that_moved_gives_what_lies_between) {
  const auto found = compared(base, table({{"<= 2000", "-", "\"chief\""},
                                           {"> 2000", "\"a\"", "\"director\""},
                                           {"> 2000", "\"b\"", "\"board\""},
                                           {"-", "-", "\"nobody\""}}));
  ASSERT_EQ(found.cases.size(), 3U) << "kind a, kind b, and nobody said which";
  const auto& where = found.cases.front().inputs.front().where;
  ASSERT_EQ(where.size(), 1U);
  EXPECT_EQ(where.front().low, Value::number(1000));
  EXPECT_FALSE(where.front().low_included);
  EXPECT_EQ(where.front().high, Value::number(2000));
  EXPECT_TRUE(where.front().high_included);
  EXPECT_EQ(found.cases.front().rows_before, std::vector{1});
  EXPECT_EQ(found.cases.front().rows_after, std::vector{0});
}

TEST(TableDifference, every_witness_is_decided_so_by_the_tables_themselves) {
  const auto after = table({{"< 1000", "-", "\"chief\""}, {"-", "-", "\"director\""}});
  Scope scope;
  scope.add_variable("amount_fen", Type::number(), 0);
  scope.add_variable("kind", Type::string(), 1);
  struct Given final : Environment {
    List values;
    Value variable(int slot) const override { return values.at(static_cast<std::size_t>(slot)); }
    Value call(int, std::span<const Value>) const override { return {}; }
  };
  Diagnostics diagnostics;
  const auto was = DecisionTable::compile(base, scope, diagnostics).value();
  const auto is = DecisionTable::compile(after, scope, diagnostics).value();
  const auto found = compared(base, after);
  ASSERT_FALSE(found.cases.empty());
  for (const auto& one : found.cases) {
    Given given;
    for (const auto& input : one.inputs) given.values.push_back(input.example);
    EXPECT_EQ(to_text(was.evaluate(given).value), one.before);
    EXPECT_EQ(to_text(is.evaluate(given).value), one.after);
    EXPECT_NE(one.before, one.after);
  }
}

TEST(TableDifference, the_same_text_is_the_same_unknown) {
  const auto was = table({{"<= limit(kind)", "-", "\"chief\""}, {"-", "-", "holder(\"x\")"}});
  auto is = table({{"<=  limit( kind )", "-", "\"chief\""}, {"-", "-", "holder( \"x\" )"}});
  EXPECT_TRUE(compared(was, is).cases.empty());
  const auto changed = compared(was, is, "limit");
  ASSERT_FALSE(changed.cases.empty()) << "another meaning is not taken for the same";
  EXPECT_FALSE(changed.cases.front().is_certain);
}

TEST(TableDifference, texts_that_differ_are_neither_called_alike_nor_certainly_different) {
  const auto was = table({{"<= 10", "-", "holder(\"x\")"}, {"-", "-", "null"}});
  const auto found = compared(was, table({{"<= 10", "-", "holder(\"y\")"}, {"-", "-", "null"}}));
  ASSERT_EQ(found.cases.size(), 1U);
  EXPECT_FALSE(found.cases.front().is_certain);
}

TEST(TableDifference, an_absent_input_counts_as_one) {
  const auto found =
      compared(table({{"-", "-", "1"}}), table({{"not(null)", "-", "1"}, {"null", "-", "2"}}));
  ASSERT_EQ(found.cases.size(), 1U);
  EXPECT_EQ(found.cases.front().inputs.front().where.front().what, Stretch::What::absent);
}

TEST(TableDifference, of_a_collecting_table_all_rows_count) {
  const auto was = table({{"> 10", "-", "1"}, {"> 20", "-", "2"}}, HitPolicy::collect);
  EXPECT_TRUE(compared(was, was).cases.empty());
  EXPECT_FALSE(compared(was, table({{"> 20", "-", "2"}, {"> 10", "-", "1"}}, HitPolicy::collect))
                   .cases.empty())
      << "the list is in the order of the rows";
}

}  // namespace
}  // namespace guiju::feel
