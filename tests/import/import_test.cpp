#include <gmock/gmock.h>

#include <sstream>

#include "app/importer.hpp"
#include "small_company.hpp"

/// Tables into a company: each row whole or not at all, and no row twice.
namespace guiju::app {
namespace {

namespace json = boost::json;
using test::at;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* mapping_yaml = R"(
mapping: matters
pack: small
key: row.no
lines:
  - {at: moment(row.opened), as: row.who, do: matter.open, ref: '"m"', with: {name: row.name, site: row.site, size: number(row.size)}}
  - {at: moment(row.answered), as: row.who, do: matter.answer, on: '"m"', when: row.answered != null}
)";

constexpr const char* header = "no,who,opened,answered,name,site,size\n";

class Importing : public SmallCompany {
 protected:
  void SetUp() override {
    SmallCompany::SetUp();
    found("person.register",
          R"({"key":"甲","name":"甲先生","roles":[{"role":"clerk","site":"P1"}]})");
  }

  ImportFigures import(const std::string& rows, Importer::Mode mode = Importer::Mode::keep,
                       const std::string& yaml = mapping_yaml) {
    std::istringstream in(header + rows);
    CsvReader csv(in);
    TableRow first;
    csv.next(first);
    Diagnostics diagnostics;
    const auto mapping = Mapping::compile({"m.yaml", yaml}, first.cells, *pack, diagnostics);
    for (const auto& finding : diagnostics) ADD_FAILURE() << to_text(finding);
    handed_back.clear();
    Importer importer({store, desk, *mapping, at("2026-06-01T00:00:00Z"), mode},
                      [&](const Entry&, const EntryFault& fault) {
                        handed_back.push_back(std::to_string(fault.csv_line) + ": " + fault.reason);
                      });
    EntryReader entries(csv, *mapping);
    for (Entry entry; entries.next(entry);) importer.take(entry);
    importer.finish();
    return importer.figures();
  }

  casework::RecordPtr matter(const char* key) {
    return store.open_reader()->find({std::string("small.matter.") + key});
  }

  std::vector<std::string> handed_back;
};

TEST_F(Importing, does_what_the_rows_say_at_their_own_moments) {
  const auto figures = import("1,甲,2026-03-02 10:00,2026-03-03 09:00,漏水,P1,3\n");
  EXPECT_EQ(figures.imported, 1);
  const auto made = matter("P1-001");
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->state, "done");
  EXPECT_EQ(made->created_at, at("2026-03-02T10:00:00+08:00"));
  EXPECT_EQ(made->clocks.front().status, casework::ClockStatus::met);
}

TEST_F(Importing, finds_people_by_name_too) {
  EXPECT_EQ(import("1,甲先生,2026-03-02 10:00,,漏水,P1,\n").imported, 1);
  EXPECT_EQ(matter("P1-001")->entered_by, "甲");
}

TEST_F(Importing, lets_the_clock_do_what_it_owes_in_between) {
  import("1,甲,2026-03-02 10:00,2026-03-09 09:00,漏水,P1,3\n");
  EXPECT_EQ(matter("P1-001")->clocks.front().status, casework::ClockStatus::late);
}

TEST_F(Importing, hands_a_refused_row_back_with_its_clause_and_keeps_nothing_of_it) {
  const auto figures = import(
      "1,甲,2026-03-02 10:00,,漏水,P1,99\n"
      "2,甲,2026-03-02 10:00,,断电,P1,1\n");
  EXPECT_EQ(figures.imported, 1);
  EXPECT_EQ(figures.faulty, 1);
  EXPECT_THAT(handed_back, ElementsAre("2: matter.open: TOO_BIG size (T-3): 大"));
  EXPECT_EQ(matter("P1-001")->field("name").as_string(), "断电") << "no number is lost";
}

TEST_F(Importing, takes_a_row_back_that_is_refused_half_way) {
  const std::string yaml =
      std::string(mapping_yaml) +
      "  - {at: moment(row.answered), as: row.who, do: matter.answer, on: '\"m\"'}\n";
  const auto figures =
      import("1,甲,2026-03-02 10:00,2026-03-03 09:00,漏水,P1,3\n", Importer::Mode::keep, yaml);
  EXPECT_EQ(figures.faulty, 1);
  EXPECT_THAT(handed_back.front(), HasSubstr("matter.answer: STEP_ORDER done (T-9)"));
  EXPECT_EQ(matter("P1-001"), nullptr);
}

TEST_F(Importing, may_be_run_twice) {
  const std::string rows = "1,甲,2026-03-02 10:00,,漏水,P1,3\n2,甲,2026-03-02 11:00,,断电,P1,3\n";
  EXPECT_EQ(import(rows).imported, 2);
  const auto again = import(rows + "3,甲,2026-03-03 11:00,,噪声,P1,3\n");
  EXPECT_EQ(again.known, 2);
  EXPECT_EQ(again.imported, 1);
  EXPECT_EQ(matter("P1-004"), nullptr);
}

TEST_F(Importing, hands_back_a_row_that_contradicts_what_was_imported) {
  import("1,甲,2026-03-02 10:00,,漏水,P1,3\n");
  EXPECT_EQ(import("1,甲,2026-03-02 10:00,,断电,P1,3\n").faulty, 1);
  EXPECT_THAT(handed_back, ElementsAre("2: the key `1` was imported already, with other cells"));
}

TEST_F(Importing, names_people_and_records_that_do_not_exist) {
  import(
      "1,乙,2026-03-02 10:00,,漏水,P1,3\n2,甲,2026-03-02 "
      "10:00,,漏水,P9,3\n3,甲,2026-02-30,,漏水,P1,3\n");
  EXPECT_THAT(handed_back,
              ElementsAre("2: matter.open: there is no person `乙`", HasSubstr("3: matter.open: "),
                          "4: step 1 (matter.open): `at` is empty"));
}

TEST_F(Importing, keeps_nothing_in_a_dry_run) {
  const auto figures = import(
      "1,甲,2026-03-02 10:00,,漏水,P1,3\n2,甲,2026-03-02 10:00,,漏水,P1,99\n1,甲,2026-03-02 "
      "10:00,,漏水,P1,3\n",
      Importer::Mode::dry_run);
  EXPECT_EQ(figures.imported, 1);
  EXPECT_THAT(handed_back,
              ElementsAre(HasSubstr("TOO_BIG"), HasSubstr("stands in the file twice")));
  EXPECT_EQ(matter("P1-001"), nullptr);
  EXPECT_EQ(import("1,甲,2026-03-02 10:00,,漏水,P1,3\n").imported, 1);
}

TEST_F(Importing, finds_what_earlier_rows_and_earlier_imports_made) {
  const std::string yaml = R"(
mapping: events
pack: small
refs: file
lines:
  - {at: moment(row.opened), as: '"甲"', do: matter.open, ref: row.no, when: row.name = "open", with: {name: row.name, site: '"P1"'}}
  - {at: moment(row.opened), as: '"甲"', do: matter.answer, on: row.no, when: row.name = "answer"}
)";
  EXPECT_EQ(import("7,,2026-03-02 10:00,,open,,\n", Importer::Mode::keep, yaml).imported, 1);
  EXPECT_EQ(import("7,,2026-03-02 11:00,,answer,,\n8,,2026-03-02 11:00,,answer,,\n",
                   Importer::Mode::keep, yaml)
                .imported,
            1);
  EXPECT_THAT(handed_back, ElementsAre("3: matter.answer: there is no record `8`"));
  EXPECT_EQ(matter("P1-001")->state, "done");
}

TEST_F(Importing, takes_in_very_many_rows_in_order) {
  std::string rows;
  for (int i = 0; i < 5000; ++i) {
    rows += std::to_string(i) + ",甲,2026-03-02 10:00,," + (i % 100 == 7 ? "" : "漏水") + ",P1,3\n";
  }
  const auto figures = import(rows);
  EXPECT_EQ(figures.imported, 4950);
  EXPECT_EQ(figures.faulty, 50);
  ASSERT_EQ(handed_back.size(), 50U);
  EXPECT_THAT(handed_back.front(), HasSubstr("9: matter.open: NAME_MISSING name"));
  EXPECT_THAT(handed_back.back(), HasSubstr("4909: "));
}

}  // namespace
}  // namespace guiju::app
