#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <thread>

#include "draft_folder.hpp"

// From a draft to the version in force: tried on the past, handed in, adopted; COM-11, COM-12.
namespace guiju::http_test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

constexpr const char* edition = "company.edition.property-ladder@1.1.0";

class Adoption : public DraftsOfALadder {
 protected:
  void SetUp() override {
    DraftsOfALadder::SetUp();
    write("shorter", shorter_pack);
    write("shorter", cli::read_file("demo/drafts/dispatch-in-six-hours/examples/six-hours.yaml"),
          "examples/six-hours.yaml");
  }

  Reply submit(Client& client) { return client.post("/api/v1/drafts/shorter/submission", "{}"); }
  Reply adopt(Client& client, std::string_view from) {
    return client.post("/api/v1/commands/company/edition.adopt",
                       json::serialize(json::object{
                           {"on", "property-ladder@1.1.0"},
                           {"with", {{"effective_from", from}, {"reason", "总经理办公会"}}}}));
  }
  std::string version_in_force() {
    return std::string(
        keeper.get("/api/v1/packs/property-ladder").json().at("version").as_string());
  }
  json::value dry_run(Client& client) {
    const auto begun = client.post("/api/v1/dry-runs",
                                   R"({"draft":"shorter","from":"2026-01-01","to":"2026-12-31"})");
    if (begun.status != 202) throw std::runtime_error(begun.body);
    const auto target = "/api/v1/dry-runs/" + std::string(begun.json().at("id").as_string());
    for (;;) {
      auto run = client.get(target).json();
      if (run.at("state") == "done") return run;
      if (run.at("state") == "failed") throw std::runtime_error(json::serialize(run));
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
};

TEST_F(Adoption, a_draft_handed_in_is_in_force_from_its_day_and_the_reader_says_so) {
  const auto submitted = submit(keeper);
  ASSERT_EQ(submitted.status, 201) << submitted.body;
  EXPECT_EQ(submitted.json().at("id"), edition);
  EXPECT_EQ(version_in_force(), "1.0.0");
  const auto adopted = adopt(keeper, "2026-03-04");
  ASSERT_EQ(adopted.status, 200) << adopted.body;
  EXPECT_EQ(version_in_force(), "1.0.0");
  rig.clock().advance_to(*parse_instant("2026-03-04T00:00:00+08:00"));
  EXPECT_EQ(version_in_force(), "1.1.0");
  const auto versions =
      keeper.get("/api/v1/packs/property-ladder").json().at("versions").as_array();
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[1].at("effective_from"), "2026-03-04");
  EXPECT_TRUE(versions[1].at("in_force").as_bool());
  EXPECT_FALSE(versions[0].at("in_force").as_bool());
}

TEST_F(Adoption, the_route_of_what_the_system_made_names_nobody) {
  const auto route = keeper.get("/api/v1/cases/company.edition.property-ladder@1.0.0/route").json();
  EXPECT_EQ(route.at("steps").at(0).at("by"), "the system");
}

TEST_F(Adoption, nobody_else_hands_in_adopts_or_tries_and_a_draft_is_not_read_by_its_version) {
  Client other = rig.as("客服长");
  EXPECT_EQ(submit(other).status, 404);
  EXPECT_EQ(
      other.post("/api/v1/dry-runs", R"({"draft":"shorter","from":"2026-01-01","to":"2026-12-31"})")
          .status,
      404);
  ASSERT_EQ(submit(keeper).status, 201);
  EXPECT_EQ(other.get("/api/v1/packs/property-ladder?version=1.1.0").status, 404);
  EXPECT_EQ(adopt(other, "2026-03-04").status, 403);
  EXPECT_EQ(version_in_force(), "1.0.0");
}

TEST_F(Adoption, the_same_version_again_is_refused_by_its_clause) {
  ASSERT_EQ(submit(keeper).status, 201);
  const auto again = submit(keeper);
  EXPECT_EQ(again.status, 422);
  EXPECT_THAT(again.body, HasSubstr("KEY_TAKEN"));
  EXPECT_THAT(again.body, HasSubstr("COM-11"));
}

TEST_F(Adoption, a_draft_whose_examples_do_not_hold_is_refused_with_their_names_and_lines) {
  write("shorter", R"(- name: 前台还有十二小时
  timeline:
    - {at: 2026-03-07T20:00:00+08:00, as: 前台, do: service_case.record, ref: 门锁, with: {name: 客户甲, address: 1栋101, phone: "13800000001", subject: 门锁, project: P1}}
  expect:
    - {line: 1, ok: true}
    - {deadline: dispatch, due_at: 2026-03-08T08:00:00+08:00}
)",
        "examples/wrong.yaml");
  const auto reply = submit(keeper);
  EXPECT_EQ(reply.status, 422) << reply.body;
  EXPECT_EQ(reply.json().at("code"), "EXAMPLES_FAIL");
  ASSERT_EQ(reply.json().at("names").as_array().size(), 1U) << reply.body;
  const std::string told(reply.json().at("names").at(0).as_string());
  EXPECT_THAT(told, HasSubstr("examples/wrong.yaml:1 前台还有十二小时: "));
  EXPECT_THAT(told, HasSubstr("2026-03-08T08:00:00"));
  EXPECT_EQ(keeper.get(std::string("/api/v1/cases/") + edition).status, 404);
}

TEST_F(Adoption, the_list_of_drafts_says_what_was_handed_in_and_what_was_changed_since) {
  const auto first = [&] { return items().at(0).as_object(); };
  EXPECT_FALSE(first().contains("handed_in"));
  ASSERT_EQ(submit(keeper).status, 201);
  const auto handed_in = first().at("handed_in");
  EXPECT_EQ(handed_in.at("edition"), edition);
  EXPECT_EQ(handed_in.at("by"), "管理员");
  EXPECT_EQ(handed_in.at("at"), "2026-03-02T10:00:00+08:00");
  EXPECT_FALSE(handed_in.at("changed_since").as_bool());
  write("shorter", "- {name: 又加一例, timeline: [], expect: []}\n", "examples/more.yaml");
  EXPECT_TRUE(first().at("handed_in").at("changed_since").as_bool());
}

TEST_F(Adoption, a_trial_is_reported_and_the_version_before_can_be_played_on_its_time) {
  const std::string target = std::string("/api/v1/editions/") + edition + "/trial";
  ASSERT_EQ(submit(keeper).status, 201);
  EXPECT_EQ(keeper.get(target).status, 404);  // not on trial yet
  const auto adopted = keeper.post(
      "/api/v1/commands/company/edition.adopt",
      R"({"on":"property-ladder@1.1.0","with":{"effective_from":"2026-03-02","trial_until":"2026-03-11","after_trial":"returns","reason":"总经理办公会"}})");
  ASSERT_EQ(adopted.status, 200) << adopted.body;
  rig.clock().advance_to(*parse_instant("2026-03-04T10:00:00+08:00"));
  const auto reply = keeper.get(target);
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto report = reply.json();
  EXPECT_EQ(report.at("version"), "1.1.0");
  EXPECT_EQ(report.at("previous"), "1.0.0");
  EXPECT_EQ(report.at("from"), "2026-03-02");
  EXPECT_EQ(report.at("to"), "2026-03-04");
  EXPECT_EQ(report.at("days_so_far"), 3);
  EXPECT_EQ(report.at("days_left"), 7);
  EXPECT_TRUE(report.at("running").as_bool());
  EXPECT_TRUE(report.at("returns").as_bool());
  EXPECT_EQ(report.at("cases_begun"), 0);
  EXPECT_EQ(rig.as("客服长").get(target).status, 404);
  const auto begun = keeper.post(
      "/api/v1/dry-runs",
      R"({"pack":"property-ladder","version":"1.0.0","from":"2026-03-02","to":"2026-03-04"})");
  EXPECT_EQ(begun.status, 202) << begun.body;
  EXPECT_EQ(
      keeper
          .post(
              "/api/v1/dry-runs",
              R"({"pack":"property-ladder","version":"0.9","from":"2026-03-02","to":"2026-03-04"})")
          .status,
      404);
}

TEST_F(Adoption, a_dry_run_is_its_owners_alone_and_tells_only_what_he_may_see) {
  const auto run = dry_run(keeper);
  const auto& report = run.at("report");
  EXPECT_EQ(run.at("version"), "1.1.0");
  EXPECT_EQ(run.at("done"), run.at("entries"));
  EXPECT_GT(report.at("acts").as_int64(), 0);
  const auto target = "/api/v1/dry-runs/" + std::string(run.at("id").as_string());
  EXPECT_EQ(rig.as("客服长").get(target).status, 404);
}

TEST_F(Adoption, how_often_clauses_decided_is_told_to_the_keeper_of_regulations_alone) {
  const std::string target = "/api/v1/packs/property-ladder/use?from=2026-01-01&to=2026-12-31";
  const auto reply = keeper.get(target);
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.json().at("items").as_array().size(), 36U);
  EXPECT_FALSE(reply.json().as_object().contains("acts"));
  EXPECT_TRUE(keeper.get(target + "&rule=PSL-7").json().as_object().contains("acts"));
  EXPECT_EQ(rig.as("客服长").get(target).status, 404);
}

TEST_F(Adoption, what_its_reader_may_not_see_does_not_count_in_the_use_of_clauses) {
  const auto recorded = rig.as("前台").post(
      "/api/v1/commands/property-ladder/service_case.record",
      R"({"with":{"name":"客户甲","address":"1栋101","phone":"13800000001","subject":"门锁","project":"P1"}})");
  ASSERT_EQ(recorded.status, 201) << recorded.body;
  const auto acts = [](Client& client) {
    std::int64_t sum = 0;
    const auto uses =
        client.get("/api/v1/packs/property-ladder/use?from=2026-01-01&to=2026-12-31").json();
    for (const auto& use : uses.at("items").as_array()) {
      for (const char* effect : {"decided", "refused", "breached", "overridden"})
        sum += use.at(effect).as_int64();
    }
    return sum + uses.at("cases_begun").as_int64();
  };
  EXPECT_EQ(acts(keeper), 0);
  const auto reply = keeper.post(
      "/api/v1/commands/company/person.update",
      R"({"on":"客服长","with":{"name":"客服长","roles":[{"role":"client_centre"},{"role":"company/regulation_keeper"}]}})");
  ASSERT_EQ(reply.status, 200) << reply.body;
  Client sees = rig.as("客服长");
  EXPECT_GT(acts(sees), 1);
}

TEST_F(Adoption, a_period_that_ends_before_it_begins_is_refused_with_the_member) {
  const auto reply = keeper.post("/api/v1/dry-runs",
                                 R"({"draft":"shorter","from":"2026-02-01","to":"2026-01-01"})");
  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, HasSubstr("/to"));
}

}  // namespace
}  // namespace guiju::http_test
