#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <thread>

#include "http/import_run.hpp"
#include "rig.hpp"
#include "schema_check.hpp"
#include "sheet_file.hpp"

/// Lists that a company brings: tried first, taken in under the rights of who brings them.
namespace guiju::http_test {
namespace {

namespace json = boost::json;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const Headers raw{{"Content-Type", "application/octet-stream"}};

class Imports : public testing::Test {
 protected:
  std::string upload(Client& client, const std::string& bytes) {
    const auto reply = client.post("/api/v1/attachments?name=list.csv", bytes, raw);
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply.text("hash");
  }
  static std::string body(const std::string& hash, const std::string& command,
                          json::object more = {}) {
    more["upload"] = hash;
    more["pack"] = "sales-office";
    more["command"] = command;
    return json::serialize(more);
  }
  json::value table(Client& client, const std::string& hash, const std::string& command) {
    const auto reply = client.post("/api/v1/imports/tables", body(hash, command));
    EXPECT_EQ(reply.status, 200) << reply.body;
    expect_schema(client, reply, "ImportTable");
    return reply.json();
  }
  void expect_schema(Client& client, const Reply& reply, const std::string& schema) {
    const auto document = client.get("/api/v1/openapi.json").json();
    EXPECT_THAT(
        faults_of(reply.json(), document.at_pointer("/components/schemas/" + schema), document),
        IsEmpty())
        << reply.body;
  }
  /// The import when it is over.
  json::object over(Client& client, const Reply& begun) {
    EXPECT_EQ(begun.status, 202) << begun.body;
    for (int tries = 0; tries < 1000; ++tries) {
      const auto reply = client.get("/api/v1/imports/" + begun.text("id"));
      const auto state = reply.text("state");
      if (state != "waiting" && state != "running") {
        expect_schema(client, reply, "ImportJob");
        return reply.json().as_object();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "it does not end";
    return {};
  }
  json::object run(Client& client, const std::string& hash, const std::string& command,
                   const json::object& columns, const std::string& mode, json::object more = {}) {
    more["columns"] = columns;
    more["mode"] = mode;
    return over(client, client.post("/api/v1/imports", body(hash, command, std::move(more))));
  }
  json::object take_units(const std::string& rows, const std::string& mode = "import",
                          const json::object& more = {{"fixed", {{"site", "江畔花园售楼部"}}}}) {
    return run(controller, upload(controller, unit_header + rows), "unit.register", unit_columns,
               mode, more);
  }
  static std::vector<std::string> reasons(const json::object& job) {
    std::vector<std::string> texts;
    for (const auto& row : job.at("problems").as_array()) {
      texts.emplace_back(row.at("reason").as_string());
    }
    return texts;
  }
  /// What handing back has made of a file, as the person gets it.
  std::string handed_back(const json::object& job) {
    return controller
        .get("/api/v1/imports/" + std::string(job.at("id").as_string()) +
             "/faulty?format=csv&language=zh-Hans")
        .body;
  }
  std::vector<journal::Entry> journal() { return rig.store().open_reader()->entries(1, 10'000); }
  std::size_t units() {
    return controller.get("/api/v1/cases?pack=sales-office&type=unit")
        .json()
        .at("items")
        .as_array()
        .size();
  }

  Rig rig{Rig::default_settings(), "sales-office"};
  Client controller = rig.as("总销控", "zh-Hans");
  const std::string unit_header = "楼栋,层,房号,总价（万元）\n";
  const json::object unit_columns{
      {"楼栋", "building"}, {"层", "storey"}, {"房号", "position"}, {"总价（万元）", "price_fen"}};
};

TEST_F(Imports, offers_what_the_person_may_begin) {
  const auto titles = [](Client& client) {
    const auto offered = client.get("/api/v1/imports").json();
    std::vector<std::string> commands;
    for (const auto& item : offered.at("items").as_array()) {
      commands.emplace_back(item.at("command").as_string());
    }
    return commands;
  };
  EXPECT_THAT(titles(controller), testing::Contains("unit.register"));
  Client seller = rig.as("A");
  EXPECT_THAT(titles(seller), Not(testing::Contains("unit.register")));
  EXPECT_EQ(seller.post("/api/v1/imports/tables", body("x", "unit.register")).status, 404);
}

TEST_F(Imports, matches_columns_by_their_titles) {
  const auto hash =
      upload(controller, "楼 栋*,楼层（层）,房号,建筑面积,Price,List price\n1,2,3,4,5,6\n");
  const auto read = table(controller, hash, "unit.register");
  std::vector<std::string> meant;
  for (const auto& column : read.at("columns").as_array()) {
    const auto* input = column.as_object().if_contains("input");
    meant.emplace_back(input == nullptr ? "" : std::string(input->as_string()));
  }
  EXPECT_THAT(meant, ElementsAre("building", "storey", "position", "area_m2", "", "price_fen"));
}

TEST_F(Imports, writes_nothing_when_it_only_tries) {
  const auto job = take_units("1号楼,3,301,125.5\n1号楼,x,302,126\n1号楼,3,301,99\n", "check");
  EXPECT_EQ(job.at("state").as_string(), "done");
  EXPECT_EQ(job.at("ready").as_int64(), 1);
  EXPECT_THAT(reasons(job), ElementsAre("楼层：不是数字", HasSubstr("与文件第 2 行重复")));
  const auto& first = job.at("first").as_array().at(0);
  EXPECT_EQ(first.at("cells").as_array().back().as_string(), "¥1,255,000.00");
  EXPECT_EQ(units(), 0U);
}

TEST_F(Imports, leave_one_line_in_the_journal_when_they_only_try) {
  const auto before = journal().size();
  take_units("1号楼,3,301,125.5\n1号楼,x,302,126\n", "check");
  const auto entries = journal();
  ASSERT_EQ(entries.size(), before + 1) << "who looks what a pack would say is seen";
  EXPECT_EQ(entries.back().stream, "company.import");
  EXPECT_EQ(entries.back().command, "import.check");
  EXPECT_EQ(entries.back().actor, "总销控");
  EXPECT_THAT(entries.back().body, HasSubstr(R"("command":"unit.register")"));
  EXPECT_THAT(entries.back().body, HasSubstr(R"("rows":2)"));
  EXPECT_THAT(entries.back().body, Not(HasSubstr("1号楼")));
}

TEST_F(Imports, know_a_row_again_with_its_columns_in_another_order) {
  take_units("1号楼,3,301,125.5\n");
  const auto hash = upload(controller, "总价（万元）,房号,层,楼栋\n125.5,301,3,1号楼\n");
  const auto again =
      run(controller, hash, "unit.register", unit_columns, "import", {{"fixed", {{"site", "P1"}}}});
  EXPECT_EQ(again.at("known").as_int64(), 1) << reasons(again).size();
}

TEST_F(Imports, say_of_equal_rows_in_one_file_the_same_when_they_try_and_when_they_take) {
  const std::string rows = "1号楼,3,301,125.5\n1号楼,3,301,125.5\n";
  for (const char* mode : {"check", "import"}) {
    const auto job = take_units(rows, mode, {{"fixed", {{"site", "P1"}}}, {"duplicates", "take"}});
    EXPECT_EQ(job.at("ready").as_int64(), 1) << mode;
    EXPECT_EQ(job.at("duplicates").as_int64(), 1) << mode;
    EXPECT_EQ(job.at("takeable").as_int64(), 0) << mode;
    EXPECT_THAT(reasons(job), ElementsAre("整行与文件第 2 行相同")) << mode;
  }
  EXPECT_EQ(units(), 1U);
  EXPECT_EQ(take_units(rows).at("known").as_int64(), 2);
}

TEST_F(Imports, take_duplicates_in_when_the_person_says_so_and_the_pack_lets_them) {
  Client seller = rig.as("A", "zh-Hans");
  const json::object columns{{"姓名", "name"}, {"电话", "phone"}};
  json::object more{{"fixed", {{"site", "P1"}}}};
  const auto hash = upload(seller, "姓名,电话\n周先生,13800001111\n周总,13800001111\n");
  const auto left = run(seller, hash, "call.register", columns, "import", more);
  EXPECT_EQ(left.at("ready").as_int64(), 1);
  EXPECT_EQ(left.at("duplicates").as_int64(), 1);
  more["duplicates"] = "take";
  const auto taken = run(seller, hash, "call.register", columns, "import", more);
  EXPECT_EQ(taken.at("known").as_int64(), 1);
  EXPECT_EQ(taken.at("ready").as_int64(), 1);
  EXPECT_EQ(taken.at("duplicates").as_int64(), 0);
}

TEST_F(Imports, stop_in_the_middle_and_go_on_from_there) {
  std::string rows;
  for (int i = 1; i <= 3000; ++i) rows += "1号楼,3," + std::to_string(i) + ",1\n";
  const auto hash = upload(controller, unit_header + rows);
  const json::object asked{
      {"columns", unit_columns}, {"fixed", {{"site", "P1"}}}, {"mode", "import"}};
  const auto begun = controller.post("/api/v1/imports", body(hash, "unit.register", asked));
  const auto path = "/api/v1/imports/" + begun.text("id");
  while (controller.get(path).json().at("ready").as_int64() == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(controller.erase(path).status, 204);
  const auto job = over(controller, begun);
  EXPECT_EQ(job.at("state").as_string(), "stopped");
  const auto done = job.at("ready").as_int64();
  EXPECT_LT(done, 3000);
  EXPECT_EQ(job.at("done").as_int64(), done);
  const auto other = upload(controller, unit_header + "9号楼,1,101,1\n");
  EXPECT_EQ(table(controller, other, "unit.register").at("settled_by").as_string(), "")
      << "what was stopped settles nothing";
  const auto again =
      over(controller, controller.post("/api/v1/imports", body(hash, "unit.register", asked)));
  EXPECT_EQ(again.at("known").as_int64(), done) << "every row that was told as in is in";
  EXPECT_EQ(again.at("ready").as_int64(), 3000 - done);
}

TEST_F(Imports, refuse_a_column_that_the_table_does_not_have) {
  const auto hash = upload(controller, unit_header + "1号楼,3,301,1\n");
  auto columns = unit_columns;
  columns["单元"] = "area_m2";
  const auto job = run(controller, hash, "unit.register", columns, "import");
  EXPECT_EQ(job.at("state").as_string(), "failed");
  EXPECT_EQ(job.at("problem").at("code").as_string(), "BAD_INPUT");
  EXPECT_EQ(job.at("problem").at("pointer").as_string(), "/columns/单元");
  EXPECT_EQ(units(), 0U);
}

TEST_F(Imports, name_the_limit_that_a_file_has_passed) {
  const auto hash = upload(controller, "楼栋,房号\n1," + std::string(200'000, 'x') + "\n");
  const auto reply = controller.post("/api/v1/imports/tables", body(hash, "unit.register"));
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(reply.text("title"), "有一格超过 128 KB");
  EXPECT_EQ(reply.text("detail"), "行号 2");
}

TEST_F(Imports, takes_rows_in_under_the_name_of_who_brings_them) {
  const auto job = take_units("1号楼,3,301,125.5\n1号楼,3,302,126\n");
  EXPECT_EQ(job.at("ready").as_int64(), 2);
  EXPECT_EQ(units(), 2U);
  const auto entry = rig.store().open_reader()->entries(1, 10'000).back();
  EXPECT_EQ(entry.command, "unit.register");
  EXPECT_EQ(entry.actor, "总销控");
}

TEST_F(Imports, knows_a_row_again_and_shows_what_is_on_file) {
  take_units("1号楼,3,301,125.5\n");
  const auto again = take_units("1号楼,3,301,125.5\n1号楼,3,301,130\n", "check");
  EXPECT_EQ(again.at("known").as_int64(), 1);
  EXPECT_EQ(again.at("duplicates").as_int64(), 1);
  EXPECT_EQ(again.at("takeable").as_int64(), 0) << "the pack would refuse it";
  const auto& row = again.at("problems").as_array().at(0);
  EXPECT_EQ(row.at("record").at("number").as_string(), "1号楼-301");
  EXPECT_THAT(std::string(row.at("reason").as_string()), HasSubstr("SOC-78"));
  EXPECT_EQ(take_units("1号楼,3,301,125.5\n").at("known").as_int64(), 1);
  EXPECT_EQ(units(), 1U);
}

TEST_F(Imports, refuses_each_row_as_the_same_order_by_hand_is_refused) {
  const auto by_hand =
      controller.post("/api/v1/commands/sales-office/unit.register",
                      R"({"with":{"site":"P1","building":"1","storey":1,"price_fen":100}})");
  ASSERT_EQ(by_hand.status, 422) << by_hand.body;
  const auto job = take_units("1号楼,3,,125.5\n");
  EXPECT_THAT(reasons(job), ElementsAre(HasSubstr(by_hand.text("title"))));
  EXPECT_THAT(reasons(job), ElementsAre(HasSubstr("房号")));
}

TEST_F(Imports, hands_the_rows_back_with_reasons_as_a_workbook_and_as_csv) {
  const auto job = take_units("1号楼,x,301,125.5\n=cmd(),y,302,126\n1号楼,3,303,126\n");
  const auto path = "/api/v1/imports/" + std::string(job.at("id").as_string()) + "/faulty";
  const auto reply = controller.get(path + "?language=zh-Hans");
  EXPECT_THAT(reply.headers.at("content-disposition"), HasSubstr(".xlsx"));
  const auto sheets = read_sheets(reply.body);
  ASSERT_THAT(sheets, SizeIs(1));
  EXPECT_THAT(sheets[0].column("层"), ElementsAre("x", "y"));
  EXPECT_THAT(sheets[0].column("原行号"), ElementsAre("2", "3"));
  EXPECT_THAT(sheets[0].column("退回原因"), Each("楼层：不是数字"));
  EXPECT_FALSE(sheets[0].has_formula());
  const auto csv = controller.get(path + "?format=csv&language=zh-Hans");
  EXPECT_THAT(csv.body, HasSubstr("\n'=cmd(),y,302,126,3,楼层：不是数字\r\n"));
}

TEST_F(Imports, a_file_that_was_handed_back_and_mended_is_taken_in) {
  const auto job = take_units("1号楼,x,301,125.5\n");
  const auto file = controller.get("/api/v1/imports/" + std::string(job.at("id").as_string()) +
                                   "/faulty?format=csv&language=zh-Hans");
  auto mended = file.body;
  mended.replace(mended.find(",x,"), 3, ",3,");
  const auto hash = upload(controller, mended);
  EXPECT_EQ(table(controller, hash, "unit.register").at("settled_by").as_string(), "me");
  const auto again =
      run(controller, hash, "unit.register", unit_columns, "import", {{"fixed", {{"site", "P1"}}}});
  EXPECT_EQ(again.at("ready").as_int64(), 1);
}

TEST_F(Imports, a_file_that_is_handed_back_twice_grows_no_columns) {
  const std::string header = "楼栋,层,退回原因,房号,总价（万元）,=注\n";
  auto columns = unit_columns;
  const json::object fixed{{"fixed", {{"site", "P1"}}}};
  const auto first =
      handed_back(run(controller, upload(controller, header + "=1号楼,x,旧,301,1,n\n"),
                      "unit.register", columns, "import", fixed));
  EXPECT_THAT(first, HasSubstr("总价（万元）,'=注,原行号,退回原因\r\n'=1号楼,x,旧,301,1,n,2,楼层"));
  const auto hash = upload(controller, first);
  const auto titles = table(controller, hash, "unit.register").at("columns").as_array();
  std::vector<std::string> seen;
  for (const auto& column : titles) seen.emplace_back(column.at("title").as_string());
  EXPECT_THAT(seen, ElementsAre("楼栋", "层", "退回原因", "房号", "总价（万元）", "=注"))
      << "the table's own column stays, the one that was added is no data";
  EXPECT_EQ(handed_back(run(controller, hash, "unit.register", columns, "import", fixed)), first);
}

TEST_F(Imports, say_nothing_of_inputs_that_there_are_no_longer) {
  take_units("1号楼,3,301,125.5\n", "check");
  const auto hash = upload(controller, unit_header + "2号楼,1,101,99\n");
  rig.store().write([&](app::UnitOfWork& unit) {
    const auto& command =
        *rig.shelf().in_force("sales-office", rig.clock().now())->find_command("unit.register");
    unit.put_setting("总销控", http::setting_of(command, {"楼栋", "层", "房号", "总价（万元）"}),
                     R"({"columns":{"层":"stories"},"fixed":{"site":"P1","colour":"red"}})");
  });
  const auto read = table(controller, hash, "unit.register");
  EXPECT_EQ(read.at("fixed"), (json::object{{"site", "P1"}}));
  EXPECT_FALSE(read.at("columns").at(1).as_object().contains("input"));
}

TEST_F(Imports, settle_nothing_for_others_by_a_trial) {
  take_units("1号楼,3,301,125.5\n", "check");
  const auto hash = upload(controller, unit_header + "2号楼,1,101,99\n");
  EXPECT_EQ(table(controller, hash, "unit.register").at("settled_by").as_string(), "me");
  Client manager = rig.as("销售经理");
  const auto his = upload(manager, unit_header + "2号楼,1,101,99\n");
  EXPECT_EQ(table(manager, his, "unit.register").at("settled_by").as_string(), "");
}

TEST_F(Imports, keeps_what_the_columns_mean_for_the_next_file_of_the_kind) {
  take_units("1号楼,3,301,125.5\n");
  const auto hash = upload(controller, unit_header + "2号楼,1,101,99\n");
  const auto mine = table(controller, hash, "unit.register");
  EXPECT_EQ(mine.at("settled_by").as_string(), "me");
  EXPECT_EQ(mine.at("columns").at(3).at("input").as_string(), "price_fen");
  EXPECT_EQ(mine.at("fixed").at("site").as_string(), "江畔花园售楼部");
  Client manager = rig.as("销售经理");
  const auto his =
      table(manager, upload(manager, unit_header + "2号楼,1,101,99\n"), "unit.register");
  EXPECT_EQ(his.at("settled_by").as_string(), "company");
  EXPECT_EQ(his.at("columns").at(3).at("input").as_string(), "price_fen");
  EXPECT_THAT(his.at("fixed").as_object(), IsEmpty()) << "that is another's own";
  const auto other = upload(controller, "楼栋,房号\n1,2\n");
  EXPECT_EQ(table(controller, other, "unit.register").at("settled_by").as_string(), "");
}

TEST_F(Imports, tells_nothing_of_a_client_that_the_person_may_not_see) {
  Client seller = rig.as("A", "zh-Hans"), other = rig.as("B", "zh-Hans");
  const json::object columns{{"姓名", "name"}, {"电话", "phone"}};
  const json::object more{{"fixed", {{"site", "P1"}}}};
  const std::string calls = "姓名,电话\n周先生,13800001111\n";
  EXPECT_EQ(run(seller, upload(seller, calls), "call.register", columns, "import", more)
                .at("ready")
                .as_int64(),
            1);
  const std::string again = "姓名,电话\n周先生,13800001111 \n吴女士,13900002222\n";
  const std::string renamed = "姓名,电话\n周总,13800001111\n吴女士,13900002222\n";
  const auto mine = run(seller, upload(seller, renamed), "call.register", columns, "check", more);
  EXPECT_EQ(mine.at("duplicates").as_int64(), 1);
  EXPECT_EQ(mine.at("takeable").as_int64(), 1) << "a client may call twice";
  EXPECT_THAT(reasons(mine), ElementsAre(HasSubstr("电话：已在册")));
  const auto his = run(other, upload(other, renamed), "call.register", columns, "check", more);
  EXPECT_EQ(his.at("duplicates").as_int64(), 0);
  EXPECT_EQ(his.at("ready").as_int64(), 2);
  EXPECT_EQ(run(seller, upload(seller, again), "call.register", columns, "check", more)
                .at("known")
                .as_int64(),
            1)
      << "blanks around a cell make no other row";
}

TEST_F(Imports, are_nobody_elses_and_neither_are_their_files) {
  const auto hash = upload(controller, unit_header + "1号楼,3,301,1\n");
  const auto job = run(controller, hash, "unit.register", unit_columns, "check");
  const auto id = std::string(job.at("id").as_string());
  Client manager = rig.as("销售经理");
  EXPECT_EQ(manager.get("/api/v1/imports/" + id).status, 404);
  EXPECT_EQ(manager.get("/api/v1/imports/" + id + "/faulty").status, 404);
  EXPECT_EQ(manager.erase("/api/v1/imports/" + id).status, 404);
  EXPECT_EQ(manager.post("/api/v1/imports/tables", body(hash, "unit.register")).status, 404);
  EXPECT_EQ(rig.visitor().get("/api/v1/imports/" + id).status, 401);
  EXPECT_EQ(controller.erase("/api/v1/imports/" + id).status, 204);
}

TEST_F(Imports, say_what_is_wrong_with_a_file_and_what_to_do) {
  const auto hash = upload(controller, "楼栋,房号\n");
  const auto reply = controller.post("/api/v1/imports/tables", body(hash, "unit.register"));
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(reply.text("code"), "TABLE_UNREADABLE");
  EXPECT_THAT(reply.text("title"), HasSubstr("没有数据"));
  EXPECT_THAT(reply.text("help"), Not(IsEmpty()));
  const auto job = run(controller, hash, "unit.register", unit_columns, "import");
  EXPECT_EQ(job.at("state").as_string(), "failed");
  EXPECT_EQ(job.at("problem").at("code").as_string(), "TABLE_UNREADABLE");
}

TEST_F(Imports, refuse_an_order_that_makes_no_sense) {
  const auto hash = upload(controller, unit_header + "1号楼,3,301,1\n");
  const auto status = [&](json::object more) {
    return controller.post("/api/v1/imports", body(hash, "unit.register", std::move(more))).status;
  };
  EXPECT_EQ(status({{"columns", {{"层", "storey"}}}, {"mode", "try"}}), 400);
  EXPECT_EQ(status({{"columns", {{"层", "stories"}}}, {"mode", "check"}}), 400);
  EXPECT_EQ(status({{"columns", {{"层", 1}}}, {"mode", "check"}}), 400);
  EXPECT_EQ(status({{"columns", {{"层", "storey"}, {"楼栋", "storey"}}}, {"mode", "check"}}), 400);
  EXPECT_EQ(status({{"columns", json::object{}}, {"fixed", {{"x", "1"}}}, {"mode", "check"}}), 400);
  EXPECT_EQ(status({{"columns", json::object{}}, {"mode", "check"}, {"duplicates", "x"}}), 400);
  EXPECT_EQ(controller
                .post("/api/v1/imports",
                      body(hash, "unit.hold", {{"columns", json::object{}}, {"mode", "check"}}))
                .status,
            404);
}

TEST_F(Imports, one_person_has_one_at_a_time_and_a_trial_gives_way) {
  Reply trial, import;
  {
    const Busy busy(rig.server().services().imports, 2);
    const auto hash = upload(controller, unit_header + "1号楼,3,301,1\n");
    const auto begin = [&](const char* mode) {
      return controller.post("/api/v1/imports", body(hash, "unit.register",
                                                     {{"columns", unit_columns}, {"mode", mode}}));
    };
    trial = begin("check");
    EXPECT_EQ(begin("check").status, 202) << "a column was changed";
    import = begin("import");
    EXPECT_EQ(begin("import").status, 429);
    EXPECT_EQ(begin("check").status, 429);
  }
  EXPECT_EQ(over(controller, trial).at("state").as_string(), "stopped");
  EXPECT_EQ(over(controller, import).at("state").as_string(), "done");
}

TEST_F(Imports, take_nothing_in_for_somebody_who_has_left_meanwhile) {
  Reply begun;
  {
    const Busy busy(rig.server().services().imports, 2);
    const auto hash = upload(controller, unit_header + "1号楼,3,301,1\n");
    begun = controller.post(
        "/api/v1/imports",
        body(hash, "unit.register",
             {{"columns", unit_columns}, {"fixed", {{"site", "P1"}}}, {"mode", "import"}}));
    auto people =
        std::make_shared<casework::Directory>(*rig.server().services().access.directory());
    people->people.at("总销控").active = false;
    rig.server().services().access.replace(people);
  }
  EXPECT_EQ(begun.status, 202);
  const auto job = rig.server().services().import_jobs.find(begun.text("id"), "总销控");
  ASSERT_NE(job, nullptr);
  while (!job->is_over()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(job->figures().state, http::ImportJob::State::failed);
  EXPECT_EQ(job->figures().done, 0);
}

}  // namespace
}  // namespace guiju::http_test
