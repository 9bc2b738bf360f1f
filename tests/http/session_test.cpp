#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <future>
#include <map>
#include <thread>

#include "app/reader.hpp"
#include "http/secrets.hpp"
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

TEST(Session, behind_tls_the_cookie_is_of_this_host_alone) {
  auto settings = Rig::default_settings();
  settings.secure_cookie = true;
  Rig rig(settings);
  auto visitor = rig.visitor();
  auto reply = visitor.sign_in("内勤A", Rig::password);
  const std::string cookie = reply.headers["set-cookie"];
  EXPECT_TRUE(cookie.starts_with("__Host-guiju_session=")) << cookie;
  EXPECT_THAT(cookie, HasSubstr("; Secure"));
  EXPECT_THAT(cookie, Not(HasSubstr("Domain")));
  const auto sent = cookie.substr(0, cookie.find(';'));
  EXPECT_EQ(rig.visitor().get("/api/v1/me", {{"Cookie", sent}}).status, 200);
  EXPECT_EQ(rig.visitor().get("/api/v1/me", {{"Cookie", sent.substr(7)}}).status, 401)
      << "a cookie that another host could have set";
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
  settings.sign_ins.pair_tries = 3;
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
  settings.sign_ins.pair_tries = 2;
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

TEST(Session, an_unknown_login_takes_as_long_as_a_wrong_password) {
  Rig rig;
  const auto quickest = [&](const std::string& login) {
    auto shortest = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 4; ++i) {
      const auto begun = std::chrono::steady_clock::now();
      EXPECT_EQ(rig.visitor().sign_in(login, "not this one").status, 401);
      shortest = std::min(shortest, std::chrono::steady_clock::now() - begun);
    }
    return std::chrono::duration<double>(shortest).count();
  };
  quickest("warms up");
  const double known = quickest("内勤A"), unknown = quickest("nobody");
  EXPECT_GT(unknown, 0.5 * known) << "it is hashed, too";
  EXPECT_LT(unknown, 2 * known);
  rig.store().write([](app::UnitOfWork& unit) {
    unit.put_credential({.login = "locked",
                         .person = "内勤A",
                         .password_hash = http::hash_password(Rig::password),
                         .active = false});
  });
  EXPECT_GT(quickest("locked"), 0.5 * known);
}

TEST(Session, too_many_failures_get_the_same_answer_for_a_login_that_is_none) {
  auto settings = Rig::default_settings();
  settings.sign_ins.pair_tries = 1;
  Rig rig(settings);
  auto visitor = rig.visitor();
  for (const char* login : {"内勤A", "nobody"}) {
    EXPECT_EQ(visitor.sign_in(login, "wrong").status, 401);
  }
  const auto known = visitor.sign_in("内勤A", "wrong"),
             unknown = visitor.sign_in("nobody", "wrong");
  EXPECT_EQ(known.status, 429);
  EXPECT_EQ(unknown.status, 429);
  EXPECT_EQ(known.body, unknown.body);
}

TEST(Session, behind_a_proxy_its_last_word_tells_who_guesses) {
  auto settings = Rig::default_settings();
  settings.sign_ins = {.pair_tries = 10, .login_tries = 10, .address_tries = 2};
  settings.behind_proxy = true;
  Rig rig(settings);
  const auto try_from = [&](const std::string& forwarded, const std::string& login) {
    return rig.visitor()
        .post("/api/v1/session", R"({"login":")" + login + R"(","password":"wrong"})",
              {{"X-Forwarded-For", forwarded}})
        .status;
  };
  EXPECT_EQ(try_from("192.0.2.1", "a"), 401);
  EXPECT_EQ(try_from("203.0.113.9, 192.0.2.1", "b"), 401) << "what he sends himself stands first";
  EXPECT_EQ(try_from("203.0.113.10, 192.0.2.1", "c"), 429);
  EXPECT_EQ(try_from("192.0.2.2", "c"), 401);
  EXPECT_THAT(rig.log().text(), HasSubstr("\"address\":\"192.0.2.1\""));
  EXPECT_THAT(rig.log().text(), Not(HasSubstr("203.0.113")));
}

TEST(Session, it_ends_when_nobody_has_used_it_for_a_while) {
  auto settings = Rig::default_settings();
  settings.sessions.idle = std::chrono::seconds(1);
  Rig rig(settings);
  auto clerk = rig.as("内勤A");
  EXPECT_EQ(clerk.get("/api/v1/me").status, 200);
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  EXPECT_EQ(clerk.get("/api/v1/me").status, 401);
}

TEST(Session, whoever_leaves_is_out_at_once_with_every_session_and_token) {
  Rig rig(Rig::default_settings(), "property-ladder");
  auto clerk = rig.as("前台");
  const auto token =
      clerk.post("/api/v1/tokens", R"({"password":"correct horse","name":"x"})").text("token");
  ASSERT_EQ(clerk.get("/api/v1/me").status, 200);
  const auto left =
      rig.as("管理员").post("/api/v1/commands/company/person.leave", R"({"on":"前台","with":{}})");
  ASSERT_EQ(left.status, 200) << left.body;
  EXPECT_EQ(clerk.get("/api/v1/me").status, 401);
  EXPECT_EQ(rig.visitor().get("/api/v1/me", {{"Authorization", "Bearer " + token}}).status, 401);
  EXPECT_EQ(rig.visitor().sign_in("前台", Rig::password).status, 401);
}

TEST(Session, only_so_many_live_at_once_and_the_oldest_makes_room) {
  Rig rig;
  auto first = rig.as("内勤A");
  std::vector<Client> others;
  for (int i = 0; i < 19; ++i) others.push_back(rig.as("内勤A"));
  EXPECT_EQ(first.get("/api/v1/me").status, 200);
  rig.as("内勤A");
  EXPECT_THAT(rig.store().open_reader()->account_of("内勤A").sessions, testing::SizeIs(20));
}

/// Locks the login out while what `ask` sends waits for its password to be checked.
Reply locked_out_meanwhile(Rig& rig, std::string_view login, const std::function<Reply()>& ask) {
  std::future<Reply> answer;
  {
    const Busy busy(rig.server().services().workers, Rig::default_settings().worker_threads);
    answer = std::async(std::launch::async, ask);
    answer.wait_for(std::chrono::milliseconds(300));
    auto credential = rig.store().open_reader()->find_credential(login);
    credential->active = false;
    rig.store().write([&](app::UnitOfWork& unit) {
      unit.put_credential(*credential);
      unit.drop_sessions_of(credential->person);
    });
  }
  return answer.get();
}

TEST(Account, who_is_locked_out_while_signing_in_is_not_let_in) {
  Rig rig;
  auto visitor = rig.visitor();
  const auto reply =
      locked_out_meanwhile(rig, "内勤A", [&] { return visitor.sign_in("内勤A", Rig::password); });
  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(visitor.get("/api/v1/me").status, 401);
}

TEST(Account, who_is_locked_out_while_changing_the_password_stays_out) {
  Rig rig;
  auto person = rig.as("内勤A");
  const auto reply = locked_out_meanwhile(rig, "内勤A", [&] {
    return person.post("/api/v1/password",
                       R"({"password":"correct horse","new_password":"battery staple"})");
  });
  EXPECT_EQ(reply.status / 100, 4);
  EXPECT_EQ(person.get("/api/v1/me").status, 401);
  EXPECT_FALSE(rig.store().open_reader()->find_credential("内勤A")->active);
}

TEST(Account, sessions_are_listed_and_one_or_all_others_ended_with_the_password) {
  Rig rig;
  auto desk = rig.as("内勤A"), phone = rig.as("内勤A"), lost = rig.as("内勤A");
  const auto ids = [](Client& client) {
    std::map<bool, std::vector<std::string>> found;
    const auto list = client.get("/api/v1/sessions").json();
    for (const auto& item : list.at("items").as_array()) {
      found[item.at("current").as_bool()].emplace_back(item.at("id").as_string());
    }
    return found;
  };
  EXPECT_THAT(ids(desk)[true], testing::SizeIs(1));
  EXPECT_THAT(ids(desk)[false], testing::SizeIs(2));
  const auto end = [&](const std::string& body) {
    return desk.post("/api/v1/sessions/end", body).status;
  };
  EXPECT_EQ(end(R"({"password":"not mine"})"), 422);
  EXPECT_EQ(phone.get("/api/v1/me").status, 200);
  const std::string of_lost = ids(lost)[true].front();
  EXPECT_EQ(end(R"({"password":"correct horse","id":")" + of_lost + "\"}"), 204);
  EXPECT_EQ(lost.get("/api/v1/me").status, 401);
  EXPECT_EQ(phone.get("/api/v1/me").status, 200);
  EXPECT_EQ(end(R"({"password":"correct horse"})"), 204);
  EXPECT_EQ(phone.get("/api/v1/me").status, 401);
  EXPECT_EQ(desk.get("/api/v1/me").status, 200);
}

TEST(Account, nobody_ends_the_sessions_of_another) {
  Rig rig;
  auto mine = rig.as("内勤A"), his = rig.as("内勤B");
  const std::string id(his.get("/api/v1/sessions").json().at("items").at(0).at("id").as_string());
  mine.post("/api/v1/sessions/end", R"({"password":"correct horse","id":")" + id + "\"}");
  EXPECT_EQ(his.get("/api/v1/me").status, 200);
}

TEST(Account, a_new_password_ends_all_sessions_and_goes_on_in_a_new_one) {
  Rig rig;
  auto desk = rig.as("内勤A"), phone = rig.as("内勤A");
  const std::string old = desk.cookie();
  const auto change = [&](std::string_view current, std::string_view wanted) {
    return desk.post("/api/v1/password", R"({"password":")" + std::string(current) +
                                             R"(","new_password":")" + std::string(wanted) + "\"}");
  };
  EXPECT_EQ(change("not mine", "ponies in the rain").text("code"), "WRONG_PASSWORD");
  for (const char* weak : {"short", "password1", "内勤A内勤A2026"}) {
    EXPECT_EQ(change(Rig::password, weak).text("code"), "WEAK_PASSWORD") << weak;
  }
  EXPECT_EQ(phone.get("/api/v1/me").status, 200);
  const auto reply = change(Rig::password, "ponies in the rain");
  ASSERT_EQ(reply.status, 204) << reply.body;
  EXPECT_EQ(phone.get("/api/v1/me").status, 401);
  EXPECT_EQ(rig.visitor().get("/api/v1/me", {{"Cookie", "guiju_session=" + old}}).status, 401);
  const auto cookie = reply.headers.at("set-cookie");
  const auto fresh = cookie.substr(0, cookie.find(';'));
  EXPECT_EQ(rig.visitor().get("/api/v1/me", {{"Cookie", fresh}}).status, 200);
  EXPECT_EQ(rig.visitor().sign_in("内勤A", Rig::password).status, 401);
  EXPECT_EQ(rig.visitor().sign_in("内勤A", "ponies in the rain").status, 200);
}

TEST(Account, whoever_has_found_a_desk_unlocked_cannot_guess_the_password_there) {
  auto settings = Rig::default_settings();
  settings.sign_ins.pair_tries = 2;
  Rig rig(settings);
  auto desk = rig.as("内勤A");
  const std::string body = R"({"password":"guess","new_password":"ponies in the rain"})";
  EXPECT_EQ(desk.post("/api/v1/password", body).status, 422);
  EXPECT_EQ(desk.post("/api/v1/sessions/end", R"({"password":"guess"})").status, 422);
  EXPECT_EQ(desk.post("/api/v1/password", body).status, 429);
}

TEST(Token, a_program_acts_for_the_person_who_made_its_token_until_it_is_dropped) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  const auto made =
      clerk.post("/api/v1/tokens",
                 R"({"password":"correct horse","name":"night import","expires_in_days":7})");
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

TEST(Token, is_made_by_who_shows_the_password_once_more) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  EXPECT_EQ(clerk.post("/api/v1/tokens", R"({"name":"x"})").status, 400);
  const auto guessed = clerk.post("/api/v1/tokens", R"({"password":"guess","name":"x"})");
  EXPECT_EQ(guessed.status, 422);
  EXPECT_EQ(guessed.text("code"), "WRONG_PASSWORD");
  EXPECT_EQ(clerk.get("/api/v1/tokens").json().at("items").as_array().size(), 0U);
}

TEST(Token, a_cookie_is_no_token_and_a_token_no_cookie) {
  Rig rig;
  Client clerk = rig.as("内勤A");
  const auto token =
      clerk.post("/api/v1/tokens", R"({"password":"correct horse","name":"x"})").text("token");
  Client visitor = rig.visitor();
  EXPECT_EQ(visitor.get("/api/v1/me", {{"Authorization", "Bearer " + clerk.cookie()}}).status, 401);
  EXPECT_EQ(visitor.get("/api/v1/me", {{"Cookie", "guiju_session=" + token}}).status, 401);
}

}  // namespace
}  // namespace guiju::http_test
