#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>

#include "rig.hpp"

namespace guiju::http_test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Session, the_cookie_is_out_of_reach_of_scripts_and_of_other_sites) {
  Rig rig;
  Client visitor = rig.visitor();
  auto reply = visitor.sign_in("内勤A", Rig::password);
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_THAT(reply.headers["set-cookie"], HasSubstr("HttpOnly"));
  EXPECT_THAT(reply.headers["set-cookie"], HasSubstr("SameSite=Strict"));
  EXPECT_THAT(reply.headers["set-cookie"], HasSubstr("Path=/"));
  EXPECT_EQ(reply.json().at("person").at("key").as_string(), "内勤A");
}

TEST(Session, a_wrong_password_and_an_unknown_login_get_the_same_answer) {
  Rig rig;
  Client visitor = rig.visitor();
  const auto wrong = visitor.sign_in("内勤A", "not this one");
  const auto unknown = visitor.sign_in("nobody", "not this one");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(wrong.body, unknown.body);
}

TEST(Session, after_too_many_failures_nobody_is_let_in_from_there_for_a_while) {
  auto settings = Rig::default_settings();
  settings.sign_in_tries = 3;
  Rig rig(settings);
  Client visitor = rig.visitor();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(visitor.sign_in("内勤A", "wrong").status, 401);
  const auto reply = visitor.sign_in("内勤A", Rig::password);
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(reply.text("code"), "TOO_MANY_REQUESTS");
  EXPECT_TRUE(reply.headers.contains("retry-after"));
  EXPECT_EQ(visitor.sign_in("内勤B", Rig::password).status, 200);
}

TEST(Session, successes_do_not_count_as_failures) {
  auto settings = Rig::default_settings();
  settings.sign_in_tries = 2;
  Rig rig(settings);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(rig.visitor().sign_in("内勤A", Rig::password).status, 200);
}

TEST(Session, nothing_is_told_without_one) {
  Rig rig;
  Client visitor = rig.visitor();
  for (const char* target : {"/api/v1/me", "/api/v1/desk", "/api/v1/cases", "/api/v1/people",
                             "/api/v1/events", "/api/v1/packs", "/api/v1/search?q=a"}) {
    EXPECT_EQ(visitor.get(target).status, 401) << target;
  }
  EXPECT_EQ(visitor.post(register_complaint, complaint_body()).status, 401);
}

TEST(Session, a_write_with_the_cookie_needs_the_header_that_no_foreign_page_can_send) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  const auto reply = clerk.post(register_complaint, complaint_body(), {{"X-Guiju", ""}});
  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(clerk.get("/api/v1/cases", {{"X-Guiju", ""}}).status, 200);
}

TEST(Session, signing_out_ends_it_everywhere) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  ASSERT_EQ(clerk.get("/api/v1/me").status, 200);
  EXPECT_EQ(clerk.erase("/api/v1/session").status, 204);
  EXPECT_EQ(clerk.get("/api/v1/me").status, 401);
}

TEST(Session, signing_in_again_ends_the_session_before) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  const std::string old = clerk.cookie();
  ASSERT_EQ(clerk.sign_in("内勤A", Rig::password).status, 200);
  EXPECT_NE(clerk.cookie(), old);
  EXPECT_EQ(rig.visitor().get("/api/v1/me", {{"Cookie", "guiju_session=" + old}}).status, 401);
  EXPECT_EQ(clerk.get("/api/v1/me").status, 200);
}

TEST(Session, it_ends_after_its_longest_time_however_busy) {
  auto settings = Rig::default_settings();
  settings.sessions.absolute = std::chrono::seconds(0);
  Rig rig(settings);
  Client visitor = rig.visitor();
  ASSERT_EQ(visitor.sign_in("内勤A", Rig::password).status, 200);
  EXPECT_EQ(visitor.get("/api/v1/me").status, 401);
}

TEST(Session, whoever_has_left_is_not_let_in) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  const std::string cookie = clerk.cookie();
  rig.store().write([](app::UnitOfWork& unit) {
    for (const auto& [key, person] : unit.directory().people) unit.drop_sessions_of(key);
    unit.put_credential(
        {.login = "内勤A", .person = "内勤A", .password_hash = "", .active = false});
  });
  EXPECT_EQ(rig.visitor().sign_in("内勤A", Rig::password).status, 401);
}

TEST(Token, a_program_acts_for_the_person_who_made_its_token_until_it_is_dropped) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  const auto made = clerk.post("/api/v1/tokens", R"({"name":"night import","expires_in_days":7})");
  ASSERT_EQ(made.status, 201) << made.body;
  const Headers bearer{{"Authorization", "Bearer " + made.text("token")}, {"X-Guiju", ""}};
  Client program = rig.visitor();
  EXPECT_EQ(program.get("/api/v1/me", bearer).json().at("person").at("key").as_string(), "内勤A");
  EXPECT_EQ(program.post(register_complaint, complaint_body(), bearer).status, 201);
  EXPECT_THAT(clerk.get("/api/v1/tokens").body, HasSubstr("night import"));
  EXPECT_THAT(clerk.get("/api/v1/tokens").body, Not(HasSubstr(made.text("token"))));
  EXPECT_EQ(clerk.erase("/api/v1/tokens/" + made.text("id")).status, 204);
  EXPECT_EQ(program.get("/api/v1/me", bearer).status, 401);
}

TEST(Token, a_cookie_is_no_token_and_a_token_no_cookie) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  const auto token = clerk.post("/api/v1/tokens", R"({"name":"x"})").text("token");
  Client visitor = rig.visitor();
  EXPECT_EQ(visitor.get("/api/v1/me", {{"Authorization", "Bearer " + clerk.cookie()}}).status, 401);
  EXPECT_EQ(visitor.get("/api/v1/me", {{"Cookie", "guiju_session=" + token}}).status, 401);
}

}  // namespace
}  // namespace guiju::http_test
