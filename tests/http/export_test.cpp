#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <cstdlib>
#include <thread>

#include "app/table_file.hpp"
#include "http/workbook.hpp"
#include "rig.hpp"
#include "sheet_file.hpp"

/// Lists and records as Excel files: what is in them, for whom, and what stands in the journal.
namespace guiju::http_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view complaints =
    "/api/v1/exports/cases?pack=huayuan&type=complaint&language=zh-Hans";

class Exports : public testing::Test {
 protected:
  std::string make(std::string_view summary) {
    const auto reply = clerk.post(register_complaint, complaint_body(summary));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply.text("id");
  }
  static std::vector<Sheet> sheets_of(const Reply& reply) {
    EXPECT_EQ(reply.status, 200) << reply.body;
    return read_sheets(reply.body);
  }

  Rig rig;
  Client clerk = rig.as("内勤A");
};

TEST_F(Exports, a_list_has_the_fields_of_its_records_under_the_headings_of_the_page) {
  make("厨房漏水");
  make("墙面开裂");
  const auto reply = clerk.get(complaints);
  EXPECT_THAT(reply.headers.at("content-type"), HasSubstr("spreadsheetml.sheet"));
  EXPECT_THAT(reply.headers.at("content-disposition"), HasSubstr(".xlsx"));
  const auto sheets = sheets_of(reply);
  ASSERT_THAT(sheets, SizeIs(1));
  EXPECT_EQ(sheets[0].name, "客户投诉");
  EXPECT_THAT(sheets[0].column("编号"), SizeIs(2));
  EXPECT_THAT(sheets[0].column("事由"), testing::UnorderedElementsAre("厨房漏水", "墙面开裂"));
  EXPECT_THAT(sheets[0].column("途径"), ElementsAre("电话", "电话"));
  EXPECT_THAT(sheets[0].column("客户"), ElementsAre("客户甲", "客户甲"));
}

TEST_F(Exports, a_list_speaks_the_language_that_its_link_asks_for) {
  make("厨房漏水");
  const auto sheets =
      sheets_of(clerk.get("/api/v1/exports/cases?pack=huayuan&type=complaint&language=en"));
  EXPECT_EQ(sheets[0].rows.at(0).at(0), "Number");
}

TEST_F(Exports, the_filter_of_the_page_is_that_of_the_file) {
  make("厨房漏水");
  const auto with = [&](std::string_view more) {
    return sheets_of(clerk.get(std::string(complaints) + std::string(more)));
  };
  EXPECT_THAT(with("&open=true")[0].rows, SizeIs(2));
  EXPECT_THAT(with("&open=false")[0].rows, SizeIs(1));
  EXPECT_THAT(with("&q=%E5%A2%99")[0].rows, SizeIs(1));
}

TEST_F(Exports, nobody_takes_out_what_he_may_not_see) {
  const auto id = make("厨房漏水");
  Client stranger = rig.as("内勤B");
  EXPECT_THAT(sheets_of(stranger.get(complaints))[0].rows, SizeIs(1));
  EXPECT_EQ(stranger.get("/api/v1/exports/cases/" + id).status, 404);
  EXPECT_EQ(rig.visitor().get(complaints).status, 401);
}

TEST_F(Exports, a_text_never_becomes_a_formula) {
  make("=HYPERLINK(\"http://x\")");
  const auto sheets = sheets_of(clerk.get(complaints));
  EXPECT_FALSE(sheets[0].has_formula());
  EXPECT_THAT(sheets[0].column("事由"), ElementsAre("=HYPERLINK(\"http://x\")"));
}

TEST(ExportedCells, are_typed_so_that_whatever_text_they_hold_runs_nothing_and_comes_back) {
  const std::vector<std::string> texts{"=cmd|' /C calc'!A0",
                                       "+86 139 1111 0001",
                                       "-2+3",
                                       "@SUM(A1)",
                                       "＝1",
                                       "＋1",
                                       "－1",
                                       "＠A1",
                                       "\t=1",
                                       "'=typed so",
                                       "-12.5",
                                       "plain"};
  http::Workbook book;
  book.begin_sheet("S", texts);
  book.write_row({texts.begin(), texts.end()});
  book.write_row({app::SheetAmount{-1250}});
  const auto bytes = book.finish();
  const auto sheet = std::move(read_sheets(bytes).at(0));
  EXPECT_FALSE(sheet.has_formula());
  for (const int row : {1, 2}) {
    const auto of_row = "//row[@r='" + std::to_string(row) + "']/c";
    EXPECT_THAT(sheet.xml.select_nodes(of_row.c_str()), SizeIs(texts.size()));
    EXPECT_THAT(sheet.xml.select_nodes((of_row + "[@t='inlineStr']").c_str()),
                SizeIs(texts.size()));
  }
  EXPECT_EQ(std::string(sheet.xml.select_node("//row[@r='3']/c/v").node().child_value()), "-12.5");
  const auto again = app::read_table(bytes);
  EXPECT_EQ(again.rows.at(0).cells, texts);
  auto headings = texts;
  std::ranges::replace(headings, "\t=1", "=1");  // read without the space at their ends
  EXPECT_EQ(again.header, headings);
}

TEST_F(Exports, headings_stay_in_sight_and_can_be_filtered) {
  make("厨房漏水");
  const auto sheets = sheets_of(clerk.get(complaints));
  EXPECT_TRUE(sheets[0].xml.select_node("//pane[@state='frozen'][@ySplit='1']"));
  EXPECT_TRUE(sheets[0].xml.select_node("//autoFilter"));
  EXPECT_TRUE(sheets[0].xml.select_node("//col[@customWidth]"));
}

TEST_F(Exports, of_one_record_hold_its_fields) {
  const auto sheets =
      sheets_of(clerk.get("/api/v1/exports/cases/" + make("厨房漏水") + "?language=zh-Hans"));
  const auto titles = sheets[0].column("栏目"), values = sheets[0].column("内容");
  const auto at = std::find(titles.begin(), titles.end(), "事由") - titles.begin();
  ASSERT_LT(static_cast<std::size_t>(at), values.size());
  EXPECT_EQ(values[static_cast<std::size_t>(at)], "厨房漏水");
}

TEST_F(Exports, each_leaves_a_line_in_the_journal) {
  make("厨房漏水");
  ASSERT_EQ(clerk.get(complaints).status, 200);
  const auto entry = rig.store().open_reader()->entries(1, 10'000).back();
  EXPECT_EQ(entry.command, "export.cases");
  EXPECT_EQ(entry.actor, "内勤A");
  EXPECT_THAT(entry.body, HasSubstr("type=complaint"));
  EXPECT_THAT(entry.body, HasSubstr(R"("searched":false)"));
}

TEST_F(Exports, leave_no_word_of_what_was_searched_for_in_the_journal) {
  make("厨房漏水");
  ASSERT_EQ(clerk.get(std::string(complaints) + "&site=P1&q=13800000001").status, 200);
  const auto entry = rig.store().open_reader()->entries(1, 10'000).back();
  EXPECT_EQ(entry.command, "export.cases");
  EXPECT_THAT(entry.body, HasSubstr("type=complaint&site=P1"));
  EXPECT_THAT(entry.body, HasSubstr(R"("searched":true)"));
  EXPECT_THAT(entry.body, testing::Not(HasSubstr("13800000001")));
}

TEST_F(Exports, are_made_under_the_rights_of_the_moment_in_which_they_are_made) {
  make("厨房漏水");
  auto& services = rig.server().services();
  std::future<Reply> answer;
  {
    const Busy busy(services.exports, 1);
    answer = std::async(std::launch::async, [&] { return clerk.get(complaints); });
    const auto reader = rig.store().open_reader();
    while (reader->entries(1, 10'000).back().command != "export.cases") {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    // He leaves while his file waits to be made.
    auto people = std::make_shared<casework::Directory>(*services.access.directory());
    people->people.at("内勤A").active = false;
    services.access.replace(people);
  }
  EXPECT_EQ(answer.get().status, 401);
}

TEST(Workbooks, hold_amounts_numbers_dates_and_moments_as_such) {
  using namespace std::chrono;
  http::Workbook book;
  book.begin_sheet("扣款", {"金额", "数量", "日期", "时间", "空"});
  const LocalDate day{2026y / March / 2};
  book.write_row({app::SheetAmount{262501},
                  app::SheetNumber{"49.99"},
                  day,
                  LocalTime(day) + hours{10} + minutes{30},
                  {}});
  const auto sheets = read_sheets(book.finish());
  ASSERT_THAT(sheets, SizeIs(1));
  ASSERT_THAT(sheets[0].rows, SizeIs(2));
  EXPECT_THAT(sheets[0].rows[1], ElementsAre("2625.01", "49.99", "46083", "46083.4375"));
  EXPECT_FALSE(sheets[0].xml.select_node("//row[@r='2']/c[@t='inlineStr']"));
}

TEST(Workbooks, give_sheets_of_one_name_different_names_that_excel_takes) {
  http::Workbook book;
  book.begin_sheet("按性质/分类", {"甲"});
  book.begin_sheet("按性质/分类", {"甲"});
  book.begin_sheet(std::string(120, 'x'), {"甲"});
  const auto sheets = read_sheets(book.finish());
  ASSERT_THAT(sheets, SizeIs(3));
  EXPECT_EQ(sheets[0].name, "按性质 分类");
  EXPECT_EQ(sheets[1].name, "按性质 分类 2");
  EXPECT_THAT(sheets[2].name, SizeIs(31));
}

TEST(Workbooks, filter_the_rows_and_leave_the_sums_below_them) {
  http::Workbook book;
  book.begin_sheet("台账", {"甲", "乙"});
  book.write_row({std::string("一"), app::SheetAmount{100}});
  book.write_row({std::string("二"), app::SheetAmount{200}});
  book.write_footer({{}, app::SheetAmount{300}});
  book.write_footer({std::string("只列前一万行"), {}});
  const auto sheets = read_sheets(book.finish());
  ASSERT_THAT(sheets[0].rows, SizeIs(5));
  const auto filter = sheets[0].xml.select_node("//autoFilter").node();
  EXPECT_STREQ(filter.attribute("ref").value(), "A1:B3");
  // What adjoins the rows is taken for one of them when they are sorted.
  EXPECT_FALSE(sheets[0].xml.select_node("//row[@r='4']/c"));
  EXPECT_TRUE(sheets[0].xml.select_node("//row[@r='5']/c"));
  EXPECT_TRUE(sheets[0].xml.select_node("//row[@r='6']/c"));
}

TEST(Workbooks, give_names_that_differ_in_more_than_their_case) {
  http::Workbook book;
  for (const char* name : {"Fees", "FEES", "fees 2", "Ｆees", "ｆEES"}) {
    book.begin_sheet(name, {"甲"});
  }
  std::vector<std::string> names;
  for (const auto& sheet : read_sheets(book.finish())) names.push_back(sheet.name);
  EXPECT_THAT(names, ElementsAre("Fees", "FEES 2", "fees 2 2", "Ｆees", "ｆEES 2"));
}

TEST(Workbooks, hold_what_excel_knows_no_date_for_as_text) {
  using namespace std::chrono;
  http::Workbook book;
  book.begin_sheet("日期", {"日期", "时间"});
  const LocalDate early{1899y / December / 31};
  book.write_row({early, LocalTime(early) + hours{9}});
  book.write_row({LocalDate{1900y / January / 1}, LocalTime(LocalDate{10000y / January / 1})});
  const auto sheets = read_sheets(book.finish());
  EXPECT_THAT(sheets[0].rows[1], ElementsAre("1899-12-31", HasSubstr("1899-12-31T09:00")));
  EXPECT_THAT(sheets[0].rows[2], ElementsAre("1", HasSubstr("10000-01-01")));
}

TEST(Workbooks, leave_no_file_behind_finished_or_not) {
  const TemporaryFolder folder;
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", folder.path().c_str(), 1);
  {
    http::Workbook finished;
    finished.begin_sheet("甲", {"甲"});
    finished.finish();
    http::Workbook abandoned;
    abandoned.begin_sheet("甲", {"甲"});
    EXPECT_FALSE(std::filesystem::is_empty(folder.path()));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  ::setenv("TMPDIR", (folder.path() / "none").c_str(), 1);
  EXPECT_THROW(http::Workbook(), std::exception);
  if (before == nullptr) {
    ::unsetenv("TMPDIR");
  } else {
    ::setenv("TMPDIR", kept.c_str(), 1);
  }
}

}  // namespace
}  // namespace guiju::http_test
