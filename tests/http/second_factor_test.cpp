#include "http/second_factor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <future>

#include "app/reader.hpp"
#include "http/services.hpp"
#include "http/totp.hpp"
#include "rig.hpp"

namespace guiju::http_test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr std::string_view begin = "/api/v1/second-factor/begin";
constexpr std::string_view confirm = "/api/v1/second-factor/confirm";
constexpr std::string_view renew = "/api/v1/second-factor/recovery-codes";
constexpr std::string_view drop = "/api/v1/second-factor/drop";
const std::string password_body = R"({"password":"correct horse"})";

std::string proof(std::string_view password, std::string_view code) {
  return R"({"password":")" + std::string(password) + R"(","code":")" + std::string(code) + "\"}";
}
std::vector<std::string> codes_of(const Reply& reply) {
  std::vector<std::string> codes;
  const auto told = reply.json();
  for (const auto& code : told.at("recovery_codes").as_array()) {
    codes.emplace_back(code.as_string());
  }
  return codes;
}

class SecondFactorPages : public testing::Test {
 protected:
  explicit SecondFactorPages(const http::ServerSettings& settings = Rig::default_settings())
      : rig(settings) {}

  http::SecondFactor kept() {
    return rig.server()
        .services()
        .second_factors->find(*rig.store().open_reader(), "内勤A")
        .value();
  }
  /// What the telephone of 内勤A shows `later` half minutes from now.
  std::string shown(int later = 0) {
    return http::totp_code(kept().key, http::totp_step_at(http::real_now()) + later);
  }
  /// Turned on with the code of the half minute before, so that the present one is still to be
  /// used; the codes on paper.
  std::vector<std::string> turn_on(Client& person) {
    EXPECT_EQ(person.post(begin, password_body).status, 200);
    auto reply = person.post(confirm, R"({"code":")" + shown(-1) + "\"}");
    if (reply.status != 200) {  // the half minute has just passed
      reply = person.post(confirm, R"({"code":")" + shown(-1) + "\"}");
    }
    EXPECT_EQ(reply.status, 200) << reply.body;
    return codes_of(reply);
  }
  Reply sign_in(const std::string& code, std::string_view password = Rig::password) {
    return rig.visitor().post("/api/v1/session", R"({"login":"内勤A","password":")" +
                                                     std::string(password) + R"(","code":")" +
                                                     code + "\"}");
  }

  Rig rig;
};

TEST_F(SecondFactorPages, nobody_gets_in_without_the_code_and_no_code_works_twice) {
  auto person = rig.as("内勤A");
  turn_on(person);
  const auto code = shown();
  EXPECT_EQ(sign_in("000000x").status, 401);
  EXPECT_EQ(sign_in(code).status, 200);
  EXPECT_EQ(sign_in(code).status, 401) << "taken before";
  EXPECT_EQ(rig.visitor().sign_in("内勤B", Rig::password).status, 200) << "others have none";
}

TEST_F(SecondFactorPages, a_right_password_without_its_code_is_answered_like_a_wrong_one) {
  auto person = rig.as("内勤A");
  turn_on(person);
  const auto wrong = rig.visitor().sign_in("内勤A", "wrong"),
             nobody = rig.visitor().sign_in("x", "wrong");
  for (const auto& reply : {rig.visitor().sign_in("内勤A", Rig::password), sign_in("000000"),
                            sign_in("000000x"), sign_in(shown(), "wrong"), nobody}) {
    EXPECT_EQ(reply.status, wrong.status);
    EXPECT_EQ(reply.body, wrong.body);
    EXPECT_FALSE(reply.headers.contains("set-cookie"));
  }
}

TEST_F(SecondFactorPages, of_two_requests_with_one_code_at_the_same_time_one_gets_in) {
  auto person = rig.as("内勤A");
  turn_on(person);
  const auto code = shown();
  std::vector<std::future<int>> tries;
  for (int i = 0; i < 4; ++i) {
    tries.push_back(std::async(std::launch::async, [&] { return sign_in(code).status; }));
  }
  std::vector<int> statuses;
  for (auto& one : tries) statuses.push_back(one.get());
  EXPECT_THAT(statuses, UnorderedElementsAre(200, 401, 401, 401));
}

TEST_F(SecondFactorPages, a_code_on_paper_opens_once) {
  auto person = rig.as("内勤A");
  const auto codes = turn_on(person);
  EXPECT_EQ(sign_in(codes.at(0)).status, 200);
  EXPECT_EQ(sign_in(codes.at(0)).status, 401);
  EXPECT_THAT(person.get("/api/v1/second-factor").body, HasSubstr("\"recovery_codes\":7"));
}

TEST_F(SecondFactorPages, new_codes_on_paper_take_the_place_of_the_old) {
  auto person = rig.as("内勤A");
  const auto codes = turn_on(person);
  EXPECT_EQ(person.post(renew, proof("wrong", shown())).text("code"), "WRONG_PASSWORD");
  EXPECT_EQ(person.post(renew, proof(Rig::password, "x")).text("code"), "SECOND_FACTOR_WRONG");
  const auto reply = person.post(renew, proof(Rig::password, shown()));
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(sign_in(codes.at(0)).status, 401);
  EXPECT_EQ(sign_in(codes_of(reply).at(0)).status, 200);
}

TEST_F(SecondFactorPages, a_key_that_no_telephone_has_shown_asks_nothing_of_anyone) {
  auto person = rig.as("内勤A");
  EXPECT_EQ(person.post(begin, R"({"password":"not mine"})").text("code"), "WRONG_PASSWORD");
  const auto begun = person.post(begin, password_body);
  EXPECT_THAT(begun.text("address"), HasSubstr("secret=" + begun.text("key")));
  EXPECT_EQ(person.post(confirm, R"({"code":"no code"})").text("code"), "SECOND_FACTOR_WRONG");
  EXPECT_THAT(person.get("/api/v1/second-factor").body, HasSubstr("\"on\":false"));
  EXPECT_EQ(rig.visitor().sign_in("内勤A", Rig::password).status, 200);
}

TEST_F(SecondFactorPages, is_given_up_with_password_and_code) {
  auto person = rig.as("内勤A");
  const auto codes = turn_on(person);
  EXPECT_EQ(person.post(begin, password_body).text("code"), "SECOND_FACTOR_ON");
  EXPECT_EQ(person.post(drop, proof(Rig::password, "000000x")).status, 422);
  EXPECT_EQ(person.post(drop, proof("wrong", codes.at(0))).status, 422);
  EXPECT_EQ(person.post(drop, proof(Rig::password, codes.at(0))).status, 204);
  EXPECT_EQ(rig.visitor().sign_in("内勤A", Rig::password).status, 200);
  EXPECT_EQ(person.post(drop, proof(Rig::password, codes.at(1))).status, 404) << "there is none";
}

TEST_F(SecondFactorPages, neither_key_nor_codes_are_kept_open_or_logged) {
  auto person = rig.as("内勤A");
  const auto codes = turn_on(person);
  const auto code = shown();
  sign_in(codes.at(1));
  sign_in(code);
  sign_in("typed-by-mistake");
  const auto key = http::to_base32(kept().key);
  const auto sealed = rig.store().open_reader()->find_setting("内勤A", "second_factor").value();
  EXPECT_THAT(sealed, Not(HasSubstr(key)));
  for (const std::string& secret : {codes.at(1), codes.at(2), key, code, std::string("typed-by")}) {
    EXPECT_THAT(rig.log().text(), Not(HasSubstr(secret)));
  }
}

TEST_F(SecondFactorPages, the_log_tells_each_thing_that_happens_to_it) {
  auto person = rig.as("内勤A");
  const auto codes = turn_on(person);
  rig.visitor().sign_in("内勤A", Rig::password);
  sign_in("000000x");
  sign_in(codes.at(0));
  person.post(renew, proof(Rig::password, "000000x"));
  const auto renewed = codes_of(person.post(renew, proof(Rig::password, shown())));
  person.post(drop, proof(Rig::password, renewed.at(0)));
  for (const char* said : {R"("account":"second factor begun","person":"内勤A")",
                           R"("account":"second factor on","person":"内勤A")",
                           R"("sign_in":"password right, code not given","person":"内勤A")",
                           R"("sign_in":"password right, code wrong","person":"内勤A")",
                           R"("sign_in":"accepted with a code","person":"内勤A")",
                           R"("account":"wrong code","person":"内勤A")",
                           R"("account":"recovery codes renewed","person":"内勤A")",
                           R"("account":"second factor off","person":"内勤A")"}) {
    EXPECT_THAT(rig.log().text(), HasSubstr(said));
  }
}

TEST_F(SecondFactorPages, what_is_sealed_with_another_key_lets_nobody_in) {
  auto person = rig.as("内勤A");
  const auto codes = turn_on(person);
  const http::SecondFactors others(std::string(32, 'x'));
  rig.store().write([&](app::UnitOfWork& unit) { others.keep(unit, "内勤A", kept()); });
  EXPECT_EQ(sign_in(codes.at(0)).status, 503);
  EXPECT_EQ(rig.visitor().sign_in("内勤B", Rig::password).status, 200);
}

/// With PostgreSQL a server may have been started without the key.
TEST(WithoutKey, none_is_offered_and_who_has_one_does_not_get_in) {
  auto settings = Rig::default_settings();
  settings.second_factor.key.clear();
  Rig rig(settings);
  auto person = rig.as("内勤A");
  EXPECT_THAT(person.get("/api/v1/second-factor").body, HasSubstr("\"offered\":false"));
  EXPECT_EQ(person.post(begin, password_body).status, 404);
  const http::SecondFactors elsewhere(std::string(32, 'k'));
  rig.store().write([&](app::UnitOfWork& unit) {
    elsewhere.keep(unit, "内勤A", {.key = http::SecondFactors::make().key, .is_on = true});
  });
  EXPECT_EQ(rig.visitor().sign_in("内勤A", Rig::password).status, 401);
}

class RequiredSecondFactor : public SecondFactorPages {
 protected:
  explicit RequiredSecondFactor(const std::string& role = {})
      : SecondFactorPages([&role] {
          auto settings = Rig::default_settings();
          settings.second_factor.is_required = role.empty();
          if (!role.empty()) settings.second_factor.roles = {role};
          return settings;
        }()) {}
};

TEST_F(RequiredSecondFactor, nothing_is_had_without_it_but_the_way_to_turn_it_on) {
  auto person = rig.as("内勤A");
  EXPECT_EQ(person.get("/api/v1/me").status, 200);
  EXPECT_EQ(person.get("/api/v1/cases").text("code"), "SECOND_FACTOR_REQUIRED");
  EXPECT_EQ(person.post(register_complaint, complaint_body()).status, 403);
  EXPECT_EQ(person.post("/api/v1/tokens", R"({"password":"correct horse","name":"x"})").status,
            403);
  const auto codes = turn_on(person);
  EXPECT_EQ(person.get("/api/v1/cases").status, 200);
  EXPECT_EQ(person.post(drop, proof(Rig::password, codes.at(0))).status, 204);
  EXPECT_EQ(person.get("/api/v1/cases").status, 403) << "at once";
}

class SecondFactorOfRole : public RequiredSecondFactor {
 protected:
  SecondFactorOfRole() : RequiredSecondFactor("sales_clerk") {}
};

TEST_F(SecondFactorOfRole, is_asked_of_whoever_holds_it_and_of_nobody_else) {
  auto clerk = rig.as("内勤A"), other = rig.as("销售A");
  EXPECT_THAT(clerk.get("/api/v1/second-factor").body, HasSubstr("\"required\":true"));
  EXPECT_EQ(clerk.get("/api/v1/cases").text("code"), "SECOND_FACTOR_REQUIRED");
  EXPECT_THAT(other.get("/api/v1/second-factor").body, HasSubstr("\"required\":false"));
  EXPECT_EQ(other.get("/api/v1/cases").status, 200);
}

}  // namespace
}  // namespace guiju::http_test
