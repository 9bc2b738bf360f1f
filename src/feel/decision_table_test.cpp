#include "feel/decision_table.hpp"

#include <initializer_list>

#include "feel/test_support.hpp"

namespace guiju::feel {
namespace {

struct Row {
  std::vector<std::string> tests;
  std::vector<std::string> outputs;
};

/// A table over `channel` (phone, letter, visit) and `amount` that says a `grade`.
class Grades {
 public:
  explicit Grades(std::string_view policy) {
    source_.hit_policy = *parse_hit_policy(policy);
    source_.place = {"table", 1, 1};
    source_.inputs = {{"channel", {"channel", {"table", 2, 1}}, Type::string(), {}},
                      {"amount", {"amount", {"table", 2, 9}}, Type::number(), {}}};
    source_.outputs = {{"grade", Type::string(), {}, {}}};
  }

  Grades& row(std::vector<std::string> tests, std::vector<std::string> outputs) {
    DecisionTableSource::Rule rule;
    const int line = 3 + static_cast<int>(source_.rules.size());
    int column = 1;
    for (auto& test : tests) rule.tests.push_back({std::move(test), {"table", line, column++}});
    for (auto& out : outputs) rule.outputs.push_back({std::move(out), {"table", line, column++}});
    rule.place = {"table", line, 1};
    source_.rules.push_back(std::move(rule));
    return *this;
  }

  DecisionTableSource& source() { return source_; }

  std::optional<DecisionTable> compile(Diagnostics& diagnostics) const {
    return DecisionTable::compile(source_, names("", 0).scope(), diagnostics);
  }

  std::string decide(const std::string& channel, std::int64_t amount) const {
    Diagnostics diagnostics;
    const auto table = compile(diagnostics);
    EXPECT_TRUE(table) << to_text(diagnostics);
    if (!table) return "did not compile";
    const TableResult result = table->evaluate(names(channel, amount));
    std::string text;
    append_json(text, result.value);
    for (const int r : result.rows) text += " row " + std::to_string(r);
    return result.fault.empty() ? text : text + " " + std::string{result.fault};
  }

  std::string readings(const std::string& channel, std::int64_t amount) const {
    Diagnostics diagnostics;
    const auto table = compile(diagnostics);
    EXPECT_TRUE(table) << to_text(diagnostics);
    std::string text;
    for (const auto& reading : table->read(names(channel, amount))) {
      text += std::to_string(reading.row) + ' ';
      append_json(text, reading.value);
      if (!reading.but_for.empty()) {
        text.append(" but for ")
            .append(reading.but_for)
            .append(" ")
            .append(to_text(reading.stands));
      }
      text += '\n';
    }
    return text;
  }

  std::string findings() const {
    Diagnostics diagnostics;
    const auto table = compile(diagnostics);
    if (table) diagnostics = table->check();
    std::string text = to_text(diagnostics);
    if (!text.empty()) text.pop_back();
    return text;
  }

 private:
  static Names names(const std::string& channel, std::int64_t amount) {
    Names names;
    names.with("channel", Type::string(), Value::string(channel));
    names.with("amount", Type::number(), Value::number(amount));
    return names;
  }

  DecisionTableSource source_;
};

TEST(DecisionTables, under_u_answer_by_the_one_row_that_matches) {
  Grades table{"U"};
  table.row({"\"phone\"", "<= 100"}, {"\"general\""}).row({"-", "> 100"}, {"\"major\""});
  EXPECT_EQ(table.decide("phone", 50), "\"general\" row 0");
  EXPECT_EQ(table.decide("phone", 500), "\"major\" row 1");
  EXPECT_EQ(table.decide("letter", 50), "null");
  table.row({"\"phone\"", "-"}, {"\"odd\""});
  EXPECT_EQ(table.decide("phone", 50), "null row 0 row 2 two-rows-match");
}

TEST(DecisionTables, under_each_policy_choose_or_gather_differently) {
  const auto decide = [](std::string_view policy) {
    Grades table{policy};
    table.source().outputs[0].allowed_values.text = "\"major\", \"general\"";
    table.row({"\"phone\"", "-"}, {"\"general\""})
        .row({"-", "> 100"}, {"\"major\""})
        .row({"-", "> 200"}, {"\"general\""});
    return table.decide("phone", 300);
  };
  EXPECT_EQ(decide("A"), "null row 0 row 1 row 2 rows-disagree");
  EXPECT_EQ(decide("F"), "\"general\" row 0");
  EXPECT_EQ(decide("P"), "\"major\" row 1");
  EXPECT_EQ(decide("R"), "[\"general\",\"major\",\"general\"] row 0 row 1 row 2");
  EXPECT_EQ(decide("C"), "[\"general\",\"major\",\"general\"] row 0 row 1 row 2");
  EXPECT_EQ(decide("O"), "[\"major\",\"general\",\"general\"] row 1 row 0 row 2");
  EXPECT_EQ(decide("C#"), "3 row 0 row 1 row 2");
}

TEST(DecisionTables, add_up_what_rows_give_under_c_plus) {
  const auto decide = [](std::string_view policy) {
    Grades table{policy};
    table.source().outputs[0].type = Type::number();
    table.row({"\"phone\"", "-"}, {"5"}).row({"-", "> 100"}, {"amount / 10"});
    return table.decide("phone", 300);
  };
  EXPECT_EQ(decide("C+"), "35 row 0 row 1");
  EXPECT_EQ(decide("C<"), "5 row 0 row 1");
  EXPECT_EQ(decide("C>"), "30 row 0 row 1");
}

TEST(DecisionTables, take_the_default_when_no_row_matches) {
  Grades table{"U"};
  table.source().outputs[0].default_value.text = "\"none\"";
  table.row({"\"phone\"", "-"}, {"\"general\""});
  EXPECT_EQ(table.decide("letter", 1), "\"none\"");
}

TEST(DecisionTables, do_not_answer_inputs_that_are_not_allowed) {
  Grades table{"U"};
  table.source().inputs[0].allowed_values.text = "\"phone\", \"letter\"";
  table.row({"-", "-"}, {"\"general\""});
  EXPECT_EQ(table.decide("phone", 1), "\"general\" row 0");
  EXPECT_EQ(table.decide("visit", 1), "null input-not-allowed");
}

TEST(DecisionTables, with_several_outputs_give_a_context) {
  Grades table{"F"};
  table.source().outputs.push_back({"days", Type::number(), {}, {}});
  table.row({"-", "-"}, {"\"general\"", "3"});
  EXPECT_EQ(table.decide("phone", 1), "{\"grade\":\"general\",\"days\":3} row 0");
}

TEST(TableCheck, finds_rows_that_overlap_and_what_no_row_answers) {
  Grades table{"U"};
  table.row({"\"phone\"", "<= 100"}, {"\"a\""})
      .row({"\"phone\"", ">= 100"}, {"\"b\""})
      .row({"not(\"phone\")", "[0..50]"}, {"\"c\""});
  EXPECT_EQ(table.findings(),
            "table:4:1: warning: rows-overlap: row 2 and row 1 both match, for example where "
            "`channel` is \"phone\", `amount` is 100. help: make them exclude one another, or "
            "choose hit policy `F` if the first shall win\n"
            "table:1:1: warning: gap: no row answers where `channel` is anything else, `amount` is "
            "below 0. help: add a row, or a default");
}

TEST(TableCheck, is_silent_about_a_table_that_is_complete) {
  Grades table{"U"};
  table.source().inputs[0].allowed_values.text = "\"phone\", \"letter\"";
  table.row({"\"phone\"", "< 100"}, {"\"a\""})
      .row({"\"phone\"", ">= 100"}, {"\"b\""})
      .row({"\"letter\"", "-"}, {"\"c\""});
  EXPECT_EQ(table.findings(), "");
}

TEST(TableCheck, finds_rows_that_are_never_reached) {
  Grades table{"F"};
  table.row({"-", "< 100"}, {"\"a\""})
      .row({"-", ">= 50"}, {"\"b\""})
      .row({"\"phone\"", "[10..200]"}, {"\"c\""})
      .row({"-", "[9..3]"}, {"\"d\""});
  EXPECT_EQ(table.findings(),
            "table:6:1: warning: row-unreachable: row 4 can match nothing\n"
            "table:5:1: warning: row-unreachable: row 3 is never reached: other rows win wherever "
            "it matches. help: move it up, or remove it");
}

TEST(TableCheck, says_where_it_cannot_decide) {
  Grades table{"U"};
  table.row({"starts with(?, \"p\")", "-"}, {"\"a\""}).row({"\"phone\"", "-"}, {"\"b\""});
  EXPECT_EQ(table.findings(),
            "table:3:1: warning: cannot-decide: this cell is more than a comparison with "
            "constants: overlaps and gaps that depend on it are not found");
}

TEST(Tables, of_a_wrong_shape_are_refused) {
  Grades table{"C+"};
  table.source().outputs.push_back({"days", Type::number(), {}, {}});
  table.row({"-"}, {"\"a\"", "1"});
  EXPECT_EQ(table.findings(),
            "table:1:1: wrong-shape: hit policy `C+` wants one output, the table has 2\n"
            "table:3:1: wrong-shape: the row has 1 input cells, the table 2 inputs");
  EXPECT_EQ(Grades{"P"}.findings(),
            "table:1:1: wrong-shape: hit policy `P` ranks the results, but no output lists its "
            "allowed values. help: list them, the most important first");
}

TEST(Tables, with_values_that_are_not_allowed_are_refused) {
  Grades table{"U"};
  table.source().inputs[0].allowed_values.text = "\"phone\", \"letter\"";
  table.source().outputs[0].allowed_values.text = "\"general\", \"major\"";
  table.row({"\"fone\"", "-"}, {"\"majr\""});
  EXPECT_EQ(table.findings(),
            "table:3:1: wrong-value: `fone` is none of the allowed values. help: did you mean "
            "`phone`?\n"
            "table:3:3: wrong-value: `majr` is none of the allowed values. help: did you mean "
            "`major`?");
}

TEST(DecisionTable, IsReadRowByRowWithTheOneInputThatKeepsARowOut) {
  Grades grades("F");
  grades.row({"\"phone\"", "> 100"}, {"\"a\""})
      .row({"\"letter\"", "-"}, {"\"b\""})
      .row({"\"visit\"", "> 100"}, {"\"c\""})
      .row({"-", "-"}, {"\"d\""});
  EXPECT_EQ(grades.readings("phone", 7),
            "0 \"a\" but for amount 7\n1 \"b\" but for channel phone\n3 \"d\"\n");
}

}  // namespace
}  // namespace guiju::feel
