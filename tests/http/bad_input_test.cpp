#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>

#include "rig.hpp"

namespace guiju::http_test {
namespace {

struct Case {
  const char* name;
  std::string target;
  std::string body;
  int status;
  const char* pointer;
};

std::string with(const std::string& inputs) { return R"({"with":{)" + inputs + "}}"; }

class BadInput : public testing::TestWithParam<Case> {
 protected:
  static void SetUpTestSuite() { rig_ = new Rig; }
  static void TearDownTestSuite() {
    delete rig_;
    rig_ = nullptr;
  }
  static Rig* rig_;
};
Rig* BadInput::rig_ = nullptr;

TEST_P(BadInput, is_a_problem_that_names_the_place_and_stores_nothing) {
  const Case& bad = GetParam();
  Client clerk = rig_->as("内勤A");
  const auto before = clerk.get("/api/v1/cases").json().at("total").as_int64();
  const auto reply = clerk.post(bad.target, bad.body);
  EXPECT_EQ(reply.status, bad.status) << reply.body;
  EXPECT_EQ(reply.headers.at("content-type"), "application/problem+json");
  EXPECT_EQ(reply.text("pointer"), bad.pointer) << reply.body;
  EXPECT_FALSE(reply.text("title").empty());
  EXPECT_EQ(clerk.get("/api/v1/cases").json().at("total").as_int64(), before);
}

const std::string complaint{register_complaint};
const std::string deep = std::string(100, '[') + std::string(100, ']');

INSTANTIATE_TEST_SUITE_P(
    Bodies, BadInput,
    testing::Values(
        Case{"broken", complaint, R"({"with":{"channel":"phone")", 400, ""},
        Case{"trailing", complaint, R"({"with":{}} x)", 400, ""},
        Case{"a_comma_too_many", complaint, R"({"with":{},})", 400, ""},
        Case{"a_list", complaint, R"([1,2])", 400, ""},
        Case{"too_deep", complaint, R"({"with":{"summary":)" + deep + "}}", 400, ""},
        Case{"no_utf8", complaint, with("\"summary\":\"\xff\xfe\""), 400, ""},
        Case{"half_a_surrogate_pair", complaint, R"({"on":"\ud800","with":{}})", 400, "/on"},
        Case{"a_zero_character", complaint, with(R"("summary":"a\u0000b")"), 400, ""},
        Case{"unknown_member", complaint, R"({"wiht":{}})", 400, "/wiht"},
        Case{"the_same_member_twice", complaint, R"({"on":"a","on":"b"})", 400, "/on"},
        Case{"with_is_no_object", complaint, R"({"with":[]})", 400, "/with"},
        Case{"on_is_no_text", complaint, R"({"on":7})", 400, "/on"},
        Case{"unknown_input", complaint, with(R"("chanel":"phone")"), 400, "/with/chanel"},
        Case{"text_is_a_number", complaint, with(R"("summary":7)"), 400, "/with/summary"},
        Case{"moment_is_no_moment", complaint, with(R"("complained_at":"yesterday")"), 400,
             "/with/complained_at"},
        Case{"date_that_does_not_exist", complaint,
             with(R"("complained_at":"2026-02-30T10:00:00+08:00")"), 400, "/with/complained_at"},
        Case{"moment_without_zone", complaint, with(R"("complained_at":"2026-03-02T10:00:00")"),
             400, "/with/complained_at"},
        Case{"person_is_a_list", complaint, with(R"("intake_officer":["内勤A"])"), 400,
             "/with/intake_officer"},
        Case{"sign_in_without_password", "/api/v1/session", R"({"login":"内勤A"})", 400,
             "/password"},
        Case{"sign_in_with_a_number", "/api/v1/session", R"({"login":1,"password":"x"})", 400,
             "/login"},
        Case{"clock_to_no_moment", "/api/v1/clock", R"({"to":"2026-13-01T00:00:00Z"})", 400, "/to"},
        Case{"clock_backward", "/api/v1/clock", R"({"to":"2020-01-01T00:00:00Z"})", 400, "/to"},
        Case{"notices_up_to_text", "/api/v1/notices/read", R"({"up_to":"all"})", 400, "/up_to"},
        Case{"screen_of_no_pack", "/api/v1/screens", R"({"pack":"none","command":"x"})", 400,
             "/pack"}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(BadQuery, names_the_parameter) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  const std::pair<const char*, const char*> queries[] = {
      {"/api/v1/cases?limit=0", "limit"},
      {"/api/v1/cases?limit=201", "limit"},
      {"/api/v1/cases?limit=ten", "limit"},
      {"/api/v1/cases?limt=10", "limt"},
      {"/api/v1/cases?open=perhaps", "open"},
      {"/api/v1/cases?sort=random", "sort"},
      {"/api/v1/cases?due=tomorrow", "due"},
      {"/api/v1/cases?state=a&state=b", "state"},
      {"/api/v1/cases?cursor=nonsense", "cursor"},
      {"/api/v1/breaches?from=2026-02-30", "from"},
      {"/api/v1/calendar?from=2026-01-01", "to"},
      {"/api/v1/calendar?from=2026-01-02&to=2026-01-01", "to"},
      {"/api/v1/calendar/limit?from=now&unit=hours&amount=1", "from"},
      {"/api/v1/calendar/limit?from=2026-01-01T00:00:00Z&unit=moons&amount=1", "unit"},
      {"/api/v1/search", "q"},
  };
  for (const auto& [target, field] : queries) {
    const auto reply = clerk.get(target);
    EXPECT_EQ(reply.status, 400) << target << " " << reply.body;
    EXPECT_EQ(reply.text("field"), field) << target;
  }
}

TEST(BadRequest, a_client_who_does_not_exist_is_not_taken_for_one) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  const auto reply =
      clerk.post(register_complaint,
                 R"({"with":{"channel":"phone","project":"P1","client":"无此人","summary":"x"}})");
  EXPECT_GE(reply.status, 400) << reply.body;
  EXPECT_LT(reply.status, 500);
  EXPECT_EQ(reply.text("field"), "client");
}

TEST(BadRequest, another_media_type_than_json_is_not_read) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  const auto reply = clerk.post(register_complaint, complaint_body(),
                                {{"Content-Type", "application/x-www-form-urlencoded"}});
  EXPECT_EQ(reply.status, 400);
}

TEST(BadRequest, ids_that_cannot_be_are_not_found) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  for (const char* target :
       {"/api/v1/cases/nothing", "/api/v1/cases/huayuan.complaint.%FF", "/api/v1/cases/%",
        "/api/v1/cases/huayuan.complaint.P1-999", "/api/v1/clients/nobody", "/api/v1/packs/none",
        "/api/v1/cases/a/b/c/d", "/api/v1/nothing", "/api/v1/tokens/none"}) {
    const auto reply = clerk.get(target);
    EXPECT_TRUE(reply.status == 404 || reply.status == 405) << target << " " << reply.status;
  }
  EXPECT_EQ(clerk.post("/api/v1/commands/huayuan/no.such", "{}").status, 404);
  EXPECT_EQ(clerk.post("/api/v1/commands/none/complaint.register", "{}").status, 404);
}

TEST(BadRequest, a_key_or_a_version_that_is_none_is_named) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  EXPECT_EQ(clerk.post(register_complaint, complaint_body(), {{"If-Match", "seven"}}).text("field"),
            "If-Match");
  EXPECT_EQ(
      clerk.post(register_complaint, complaint_body(), {{"Idempotency-Key", std::string(300, 'k')}})
          .text("field"),
      "Idempotency-Key");
}

}  // namespace
}  // namespace guiju::http_test
