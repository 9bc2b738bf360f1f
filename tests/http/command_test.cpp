#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>

#include "rig.hpp"

namespace guiju::http_test {
namespace {

using testing::HasSubstr;

class Command : public testing::Test {
 protected:
  Rig rig;
  Client clerk = rig.as("内勤A");

  std::int64_t cases_in_all() {
    return clerk.get("/api/v1/cases?limit=1").json().at("total").as_int64();
  }
};

TEST_F(Command, a_complaint_is_registered_with_its_number_its_facts_and_its_limits) {
  const auto reply = clerk.post(register_complaint, complaint_body());
  ASSERT_EQ(reply.status, 201) << reply.body;
  const auto receipt = reply.json().as_object();
  EXPECT_TRUE(receipt.at("ok").as_bool());
  EXPECT_EQ(receipt.at("key").as_string(), "P1-1");
  EXPECT_FALSE(receipt.at("facts").as_array().empty());
  ASSERT_FALSE(receipt.at("deadlines").as_array().empty());
  for (const auto& fact : receipt.at("facts").as_array()) {
    EXPECT_FALSE(fact.at("rules").as_array().empty());
    EXPECT_FALSE(fact.at("articles").as_array().empty());
  }
}

TEST_F(Command, a_refusal_names_the_field_the_rule_and_the_article) {
  const auto reply = clerk.post(
      register_complaint,
      R"({"with":{"channel":"phone","project":"P1","class":"rectification","summary":"x"}})");
  EXPECT_EQ(reply.status, 422) << reply.body;
  EXPECT_EQ(reply.headers.at("content-type"), "application/problem+json");
  EXPECT_EQ(reply.text("code"), "SUBCLASS_REQUIRED");
  EXPECT_EQ(reply.text("field"), "subclass");
  EXPECT_EQ(reply.json().at("rules").at(0).at("id").as_string(), "CPH-12");
  EXPECT_FALSE(reply.json().at("articles").as_array().empty());
}

TEST_F(Command, a_retry_with_its_key_gets_the_first_answer_and_makes_nothing) {
  const Headers key{{"Idempotency-Key", "click-1"}};
  const auto first = clerk.post(register_complaint, complaint_body(), key);
  const auto count = cases_in_all();
  const auto second = clerk.post(register_complaint, complaint_body(), key);
  EXPECT_EQ(second.status, first.status);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(cases_in_all(), count);
}

TEST_F(Command, a_key_used_for_another_request_is_refused) {
  const Headers key{{"Idempotency-Key", "click-1"}};
  ASSERT_EQ(clerk.post(register_complaint, complaint_body(), key).status, 201);
  const auto other = clerk.post(register_complaint, complaint_body("另一件事"), key);
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(other.text("code"), "KEY_REUSED");
}

TEST_F(Command, two_people_may_use_the_same_key) {
  const Headers key{{"Idempotency-Key", "click-1"}};
  Client other = rig.as("内勤B");
  EXPECT_EQ(clerk.post(register_complaint, complaint_body(), key).status, 201);
  EXPECT_EQ(other.post(register_complaint, complaint_body("漏水", "P2"), key).status, 201);
}

TEST_F(Command, who_acts_on_what_has_changed_since_is_told_so) {
  const auto made = clerk.post("/api/v1/commands/company/client.register",
                               R"({"with":{"key":"C9","name":"新客户","phone":"13900000009"}})");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto update = [&](const char* version) {
    return clerk.post("/api/v1/commands/company/client.update",
                      R"({"on":"C9","with":{"name":"新客户","phone":"13900000010"}})",
                      {{"If-Match", version}});
  };
  EXPECT_EQ(update("\"999\"").status, 412);
  EXPECT_EQ(update("\"999\"").text("code"), "VERSION_CONFLICT");
  const auto record = clerk.get("/api/v1/clients/C9");
  EXPECT_EQ(update(record.headers.at("etag").c_str()).status, 200);
  EXPECT_EQ(update(record.headers.at("etag").c_str()).status, 412);
}

TEST_F(Command, the_answer_speaks_the_language_of_the_question_and_its_codes_never_change) {
  const std::string body = R"({"with":{"project":"P1","summary":"x"}})";
  const auto english = clerk.post(register_complaint, body, {{"Accept-Language", "en"}});
  const auto chinese = clerk.post(register_complaint, body, {{"Accept-Language", "zh-CN"}});
  EXPECT_EQ(english.text("code"), chinese.text("code"));
  EXPECT_NE(english.text("title"), chinese.text("title"));
}

TEST_F(Command, the_form_says_which_values_may_be_chosen_and_what_to_say) {
  const auto screen =
      clerk.post("/api/v1/screens",
                 R"({"pack":"huayuan","command":"complaint.register","with":{"channel":"phone"}})");
  ASSERT_EQ(screen.status, 200) << screen.body;
  EXPECT_FALSE(screen.json().at("scripts").as_array().empty());
  bool has_choices = false;
  const auto document = screen.json();
  for (const auto& input : document.at("inputs").as_array()) {
    has_choices = has_choices || (input.at("name").as_string() == "channel" &&
                                  !input.at("choices").as_array().empty());
  }
  EXPECT_TRUE(has_choices);
}

TEST_F(Command, whoever_may_begin_something_finds_it_among_the_commands) {
  EXPECT_THAT(clerk.get("/api/v1/commands").body, HasSubstr("\"complaint.register\""));
}

}  // namespace
}  // namespace guiju::http_test
