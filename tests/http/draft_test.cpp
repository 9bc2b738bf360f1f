#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "draft_folder.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using DraftList = DraftsOfALadder;

TEST_F(DraftList, states_what_differs_and_compiles_upon_the_pack_in_force) {
  write("property-ladder", shorter_pack);
  const auto list = items();
  ASSERT_EQ(list.size(), 1U);
  const auto& draft = list[0].as_object();
  EXPECT_EQ(draft.at("folder"), "property-ladder");
  EXPECT_EQ(draft.at("pack"), "property-ladder");
  EXPECT_EQ(draft.at("version"), "1.1.0");
  EXPECT_EQ(draft.at("title"), "New complaint ladder");
  ASSERT_TRUE(draft.at("compiles").as_bool()) << json::serialize(draft);
  EXPECT_EQ(drafts.list().front()->pack->find_parameter("dispatch_hours")->value,
            feel::Value::number(6));
}

TEST_F(DraftList, one_that_does_not_compile_tells_where_and_nothing_of_the_machine) {
  write("broken", std::string(shorter_pack) + "  desk_feedback_hour: {value: 6}\n");
  write("empty", "", "notes.txt");
  const auto list = items();
  ASSERT_EQ(list.size(), 2U);
  for (const auto& draft : list) {
    EXPECT_FALSE(draft.at("compiles").as_bool());
    ASSERT_FALSE(draft.at("findings").as_array().empty());
  }
  const auto& finding = list[0].at("findings").as_array()[0];
  EXPECT_EQ(finding.at("file"), "pack.yaml");
  EXPECT_GT(finding.at("line").as_int64(), 0);
  EXPECT_THAT(json::serialize(list), Not(HasSubstr(folder.path().string())));
}

TEST_F(DraftList, follows_the_files_and_compiles_only_what_has_changed) {
  write("one", shorter_pack);
  write("two", shorter_pack);
  items();
  items();
  EXPECT_EQ(compiled, 2);
  write("two", "id: property-ladder\nextends: property-ladder\nversion: 1.2.0\ntitle: T\n");
  EXPECT_EQ(items()[1].at("version"), "1.2.0");
  EXPECT_EQ(compiled, 3);
  std::filesystem::remove_all(folder.path() / "one");
  EXPECT_EQ(items().size(), 1U);
}

TEST_F(DraftList, others_learn_as_much_as_where_there_are_none) {
  write("one", shorter_pack);
  const auto reply = rig.as("客服长").get("/api/v1/drafts");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, Rig().as("内勤A").get("/api/v1/drafts").body);
  EXPECT_THAT(reply.json().at("items").as_array(), IsEmpty());
  EXPECT_EQ(rig.visitor().get("/api/v1/drafts").status, 401);
}

TEST_F(DraftList, is_compared_with_what_is_in_force_and_for_others_does_not_exist) {
  write("shorter", shorter_pack);
  const std::string target = "/api/v1/packs/property-ladder/difference?draft=shorter";
  const auto reply = keeper.get(target);
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto told = reply.json();
  EXPECT_EQ(told.at("before").at("version"), "1.0.0");
  EXPECT_EQ(told.at("after").at("version"), "1.1.0");
  bool is_told = false;
  for (const auto& one : told.at("differences").as_array()) {
    if (one.at("id") != "dispatch_hours") continue;
    is_told = true;
    EXPECT_EQ(one.at("before"), "12 hours");
    EXPECT_EQ(one.at("after"), "6 hours");
    EXPECT_EQ(one.at("title"), "Limit for passing on");
  }
  EXPECT_TRUE(is_told);
  Client other = rig.as("客服长");
  EXPECT_EQ(other.get(target).status, 404);
  EXPECT_EQ(keeper.get("/api/v1/packs/property-ladder/difference?draft=none").status, 404);
  // Anyone may compare what is or was in force.
  const auto same = other.get("/api/v1/packs/property-ladder/difference");
  EXPECT_THAT(same.json().at("differences").as_array(), IsEmpty());
  EXPECT_EQ(other.get("/api/v1/packs/property-ladder/difference?before=9.9.9").status, 404);
}

TEST(PackReader, shows_what_a_clause_does_and_its_table_in_words) {
  Rig rig;
  const auto pack = rig.as("内勤A").get("/api/v1/packs/huayuan").json();
  EXPECT_EQ(pack.at("versions").as_array().size(), 1U);
  const auto written = json::serialize(pack.at("articles"));
  EXPECT_THAT(written, HasSubstr("Channel is “Online”"));
  for (const auto& table : pack.at("tables").as_array()) {
    if (table.at("id") != "client_limit") continue;
    const auto& row = table.at("rows").as_array()[0];
    EXPECT_EQ(row.at("cells").as_array()[0], "“Rectification”");
    EXPECT_EQ(row.at("cells").as_array()[1], "any");
    EXPECT_EQ(row.at("cells").as_array()[2],
              "Limit of the answer to the client on a rectification (3 working days)");
  }
}

TEST(PackReader, gives_a_table_as_a_model) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  const auto model = clerk.get("/api/v1/packs/huayuan/tables/client_limit");
  EXPECT_EQ(model.status, 200);
  EXPECT_THAT(model.body, HasSubstr("<decisionTable"));
  EXPECT_EQ(clerk.get("/api/v1/packs/huayuan/tables/none").status, 404);
}

TEST(ShippedDrafts, compile_and_their_examples_hold) {
  const cli::PackLoader loader(cli::find_places());
  cli::DraftFolder drafts(
      "demo/drafts", [&](const auto& folder) { return loader.read(folder); },
      [&](const auto& files, Diagnostics& findings) { return loader.compile(files, {}, findings); },
      [&](const auto& files) {
        Diagnostics told_when_compiled;
        return cli::play_examples(loader, files, false, told_when_compiled);
      });
  const auto all = drafts.list();
  EXPECT_FALSE(all.empty());
  for (const auto& draft : all) {
    ASSERT_NE(draft->pack, nullptr)
        << draft->folder << ": " << cli::findings_text(draft->findings, draft->folder);
    EXPECT_THAT(app::failing_examples(drafts.play(*draft)), testing::IsEmpty()) << draft->folder;
  }
}

}  // namespace
}  // namespace guiju::http_test
