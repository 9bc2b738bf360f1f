#include "http/second_factor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "app/reader.hpp"
#include "http/services.hpp"
#include "http/totp.hpp"
#include "rig.hpp"

namespace guiju::http_test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view begin = "/api/v1/second-factor/begin";
constexpr std::string_view confirm = "/api/v1/second-factor/confirm";
constexpr std::string_view drop = "/api/v1/second-factor/drop";
const std::string password_body = R"({"password":"correct horse"})";

class SecondFactorPages : public testing::Test {
 protected:
  explicit SecondFactorPages(bool required = false)
      : rig([required] {
          auto settings = Rig::default_settings();
          settings.second_factor_required = required;
          return settings;
        }()) {}

  /// What the telephone of 内勤A shows `later` half minutes from now.
  std::string shown(int later = 0) {
    const auto factor =
        rig.server().services().second_factors->find(*rig.store().open_reader(), "内勤A");
    return http::totp_code(factor->key, http::totp_step_at(http::real_now()) + later);
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
    std::vector<std::string> codes;
    const auto told = reply.json();
    for (const auto& code : told.at("recovery_codes").as_array()) {
      codes.emplace_back(code.as_string());
    }
    return codes;
  }
  Reply sign_in(Client& visitor, const std::string& code) {
    return visitor.post("/api/v1/session",
                        R"({"login":"内勤A","password":"correct horse","code":")" + code + "\"}");
  }

  Rig rig;
};

TEST_F(SecondFactorPages, is_asked_for_after_the_right_password_and_only_then) {
  auto person = rig.as("内勤A");
  turn_on(person);
  auto visitor = rig.visitor();
  EXPECT_EQ(visitor.sign_in("内勤A", "wrong").text("code"), "UNAUTHENTICATED");
  const auto asked = visitor.sign_in("内勤A", Rig::password);
  EXPECT_EQ(asked.status, 401);
  EXPECT_EQ(asked.text("code"), "SECOND_FACTOR_NEEDED");
  EXPECT_FALSE(asked.headers.contains("set-cookie"));
  EXPECT_EQ(sign_in(visitor, "000000x").text("code"), "SECOND_FACTOR_WRONG");
  const auto code = shown();
  EXPECT_EQ(sign_in(visitor, code).status, 200);
  EXPECT_EQ(sign_in(visitor, code).text("code"), "SECOND_FACTOR_WRONG") << "taken before";
  EXPECT_EQ(rig.visitor().sign_in("内勤B", Rig::password).status, 200) << "others have none";
}

TEST_F(SecondFactorPages, a_code_on_paper_opens_once) {
  auto person = rig.as("内勤A");
  const auto codes = turn_on(person);
  auto visitor = rig.visitor();
  EXPECT_EQ(sign_in(visitor, codes.at(0)).status, 200);
  EXPECT_EQ(sign_in(visitor, codes.at(0)).status, 401);
  EXPECT_THAT(person.get("/api/v1/second-factor").body, HasSubstr("\"recovery_codes\":7"));
}

TEST_F(SecondFactorPages, a_key_that_no_telephone_has_shown_asks_nothing_of_anyone) {
  auto person = rig.as("内勤A");
  EXPECT_EQ(person.post(begin, R"({"password":"not mine"})").text("code"), "WRONG_PASSWORD");
  const auto begun = person.post(begin, password_body);
  EXPECT_THAT(begun.text("address"), HasSubstr("secret=" + begun.text("key")));
  EXPECT_EQ(person.post(confirm, R"({"code":"no code"})").text("code"), "SECOND_FACTOR_WRONG");
  EXPECT_EQ(rig.visitor().sign_in("内勤A", Rig::password).status, 200);
}

TEST_F(SecondFactorPages, is_given_up_with_password_and_code) {
  auto person = rig.as("内勤A");
  const auto codes = turn_on(person);
  EXPECT_EQ(person.post(begin, password_body).text("code"), "SECOND_FACTOR_ON");
  EXPECT_EQ(person.post(drop, R"({"password":"correct horse","code":"000000x"})").status, 422);
  EXPECT_EQ(person.post(drop, R"({"password":"wrong","code":")" + codes.at(0) + "\"}").status, 422);
  EXPECT_EQ(
      person.post(drop, R"({"password":"correct horse","code":")" + codes.at(0) + "\"}").status,
      204);
  EXPECT_EQ(rig.visitor().sign_in("内勤A", Rig::password).status, 200);
}

TEST_F(SecondFactorPages, ten_wrong_codes_end_guessing_for_who_knows_the_password) {
  auto person = rig.as("内勤A");
  turn_on(person);
  for (int i = 0; i < 10; ++i) {
    auto visitor = rig.visitor();
    sign_in(visitor, "000000x");
  }
  auto visitor = rig.visitor();
  EXPECT_NE(sign_in(visitor, shown()).status, 200);
}

TEST_F(SecondFactorPages, neither_key_nor_codes_are_kept_open_or_logged) {
  auto person = rig.as("内勤A");
  const auto codes = turn_on(person);
  auto visitor = rig.visitor();
  sign_in(visitor, codes.at(1));
  sign_in(visitor, "typed-by-mistake");
  const auto factor =
      rig.server().services().second_factors->find(*rig.store().open_reader(), "内勤A");
  const auto kept = rig.store().open_reader()->find_setting("内勤A", "second_factor").value();
  EXPECT_THAT(kept, Not(HasSubstr(http::to_base32(factor->key))));
  for (const std::string& secret :
       {codes.at(1), codes.at(2), http::to_base32(factor->key), std::string("typed-by-mistake")}) {
    EXPECT_THAT(rig.log().text(), Not(HasSubstr(secret)));
  }
}

class RequiredSecondFactor : public SecondFactorPages {
 protected:
  RequiredSecondFactor() : SecondFactorPages(true) {}
};

TEST_F(RequiredSecondFactor, nothing_is_had_without_it_but_the_way_to_turn_it_on) {
  auto person = rig.as("内勤A");
  EXPECT_EQ(person.get("/api/v1/me").status, 200);
  EXPECT_EQ(person.get("/api/v1/cases").text("code"), "SECOND_FACTOR_REQUIRED");
  EXPECT_EQ(person.post(register_complaint, complaint_body()).status, 403);
  EXPECT_EQ(person.post("/api/v1/tokens", R"({"name":"x"})").status, 403);
  turn_on(person);
  EXPECT_EQ(person.get("/api/v1/cases").status, 200);
}

}  // namespace
}  // namespace guiju::http_test
