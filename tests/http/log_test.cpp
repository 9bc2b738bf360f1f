#include "app/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <set>
#include <sstream>

#include "rig.hpp"

namespace guiju::http_test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;

namespace json = boost::json;

/// The lines of the log; throws where one is no JSON object.
std::vector<json::object> lines_of(const KeptLog& log) {
  std::vector<json::object> lines;
  std::istringstream text(log.text());
  for (std::string line; std::getline(text, line);) lines.push_back(json::parse(line).as_object());
  return lines;
}

TEST(Log, a_failed_request_is_found_by_the_id_that_its_answer_bore) {
  Rig rig;
  auto person = rig.as("内勤A");
  const auto reply = person.get("/api/v1/cases/huayuan.item.none");
  ASSERT_EQ(reply.status, 404);
  const std::string id = reply.headers.at("x-request-id");
  EXPECT_THAT(id, MatchesRegex("[0-9a-f]{16}"));
  const auto line = lines_of(rig.log()).back();
  EXPECT_EQ(line.at("request").as_string(), id);
  EXPECT_EQ(line.at("route").as_string(), "GET /api/v1/cases/{id}");
  EXPECT_EQ(line.at("status").as_int64(), 404);
  EXPECT_EQ(line.at("code").as_string(), "NOT_FOUND");
  EXPECT_EQ(line.at("person").as_string(), "内勤A") << "who was after it";
  EXPECT_GE(line.at("milliseconds").as_int64(), 0);
}

TEST(Log, every_answer_bears_an_id_of_its_own_those_that_come_later_and_refused_ones_too) {
  Rig rig;
  std::set<std::string> ids;
  const auto take = [&](const Reply& reply) { ids.insert(reply.headers.at("x-request-id")); };
  auto person = rig.visitor();
  take(person.sign_in("内勤A", Rig::password));
  take(person.get("/api/v1/me"));
  take(person.get("/nowhere"));
  take(person.post(register_complaint, complaint_body()));
  take(person.post(register_complaint, std::string(300'000, ' ')));
  EXPECT_THAT(ids, testing::SizeIs(5));
}

TEST(Log, what_went_well_is_counted_and_journaled_not_logged) {
  Rig rig;
  auto person = rig.as("内勤A");
  const auto before = rig.log().text();
  EXPECT_EQ(person.get("/api/v1/me").status, 200);
  EXPECT_EQ(person.post(register_complaint, complaint_body()).status, 201);
  EXPECT_EQ(rig.log().text(), before);
}

TEST(Log, says_of_each_try_to_sign_in_who_it_was_from_where_and_how_it_ended) {
  auto settings = Rig::default_settings();
  settings.sign_ins.pair_tries = 1;
  Rig rig(settings);
  auto visitor = rig.visitor();
  visitor.sign_in("内勤A", Rig::password);
  visitor.sign_in("内勤A", "wrong");
  visitor.sign_in("内勤A", "wrong");
  visitor.sign_in("nobody", "wrong");
  std::vector<std::string> outcomes;
  for (const auto& line : lines_of(rig.log())) {
    outcomes.emplace_back(line.at("sign_in").as_string());
    EXPECT_EQ(line.at("address").as_string(), "127.0.0.1");
    EXPECT_EQ(line.at("route").as_string(), "POST /api/v1/session");
  }
  EXPECT_THAT(outcomes, ElementsAre("accepted", "wrong password", "too many tries",
                                    "unknown or locked login"));
  EXPECT_EQ(lines_of(rig.log()).front().at("person").as_string(), "内勤A");
  EXPECT_THAT(rig.log().text(), Not(HasSubstr("nobody")))
      << "a login that is none may be somebody's password";
}

TEST(Log, says_who_made_a_token_and_who_signed_out) {
  Rig rig;
  auto person = rig.as("内勤A");
  const auto id =
      person.post("/api/v1/tokens", R"({"password":"correct horse","name":"x"})").text("id");
  person.erase("/api/v1/tokens/" + id);
  person.erase("/api/v1/session");
  std::vector<std::string> acts;
  for (const auto& line : lines_of(rig.log())) {
    EXPECT_EQ(line.at("person").as_string(), "内勤A");
    if (line.contains("account")) acts.emplace_back(line.at("account").as_string());
  }
  EXPECT_THAT(acts, ElementsAre("token made", "token ended", "signed out"));
}

TEST(Log, never_holds_a_password_a_cookie_a_token_or_what_was_typed) {
  Rig rig;
  auto person = rig.visitor();
  person.sign_in("hunter2-in-the-wrong-field", "also-secret-1");
  person.sign_in("内勤A", "wrong-secret-2");
  person.sign_in("内勤A", Rig::password);
  const auto token =
      person.post("/api/v1/tokens", R"({"password":"correct horse","name":"night import"})")
          .text("token");
  ASSERT_THAT(token, Not(IsEmpty()));
  auto program = rig.visitor();
  program.get("/api/v1/cases/none", {{"Authorization", "Bearer " + token}});
  program.get("/api/v1/me", {{"Authorization", "Bearer stolen-secret-3"}});
  person.post(register_complaint, R"({"with":{"summary":"客户隐私","nonsense":1}})");
  person.get("/api/v1/search?q=客户隐私&limit=none");
  person.get("/api/v1/cases/客户隐私");
  const std::string text = rig.log().text();
  EXPECT_THAT(text, HasSubstr("BAD_INPUT"));
  for (const std::string& secret :
       {std::string("hunter2"), std::string("secret"), std::string(Rig::password), token,
        person.cookie(), std::string("客户隐私"), std::string("Bearer")}) {
    EXPECT_THAT(text, Not(HasSubstr(secret)));
  }
}

TEST(Log, what_people_send_adds_no_line_and_changes_none) {
  Rig rig;
  auto person = rig.as("内勤A");
  const std::size_t before = lines_of(rig.log()).size();
  const std::string forged = "%0d%0a{\"time\":\"x\",\"level\":\"info\",\"what\":\"all well\"}";
  const auto hostile = [&](std::string_view target, const Headers& headers) {
    EXPECT_GE(person.get(target, headers).status, 400);
  };
  hostile("/api/v1/cases/" + forged, {});
  hostile("/api/v1/cases/%1b%5b2J%00%ff", {});
  hostile("/api/v1/search?limit=" + forged, {});
  hostile("/api/v1/cases/none", {{"X-Request-Id", "mine"}, {"Accept-Language", "\x1b[2J"}});
  EXPECT_GE(person.sign_in("x\n{\"level\":\"info\"}\u2028", "y\r\n").status, 400);
  const auto lines = lines_of(rig.log());
  EXPECT_EQ(lines.size(), before + 5) << "a line a request";
  for (const auto& line : lines) EXPECT_EQ(line.at("what").as_string(), "request");
  EXPECT_THAT(rig.log().text(), AllOf(Not(HasSubstr("all well")), Not(HasSubstr("mine")),
                                      Not(HasSubstr("\x1b")), Not(HasSubstr("\r"))));
}

}  // namespace
}  // namespace guiju::http_test
