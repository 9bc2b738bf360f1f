#include "app/problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace guiju::app {
namespace {

using testing::HasSubstr;

TEST(Problem, names_the_place_in_the_body_and_says_what_was_expected) {
  const Texts texts;
  const Problem problem =
      bad_input(InputFault::wrong_type, "/with/phone", "text", texts, Language::en);
  EXPECT_EQ(problem.status, 400);
  EXPECT_EQ(problem.code, "BAD_INPUT");
  EXPECT_EQ(problem.pointer, "/with/phone");
  EXPECT_EQ(problem.field, "phone");
  EXPECT_THAT(problem.detail, HasSubstr("expected text"));
}

TEST(Problem, a_refusal_is_answered_with_its_rules_and_each_article_once) {
  pack::Pack pack;
  pack.articles = {{"4", "4", {"时限", "", "Time limits"}}, {"5", "5", {"回复", "", "Answers"}}};
  pack.rules = {{"CPH-16", {0}, {"一小时内接诉", "", "within the hour"}},
                {"CPH-17", {0, 1}, {"当日答复", "", "the same day"}}};
  pack.codes = {{"LATE", {"已超时", "", "Too late"}, {"请联系主管", "", "Ask your lead"}}};
  casework::Refusal refusal{.code = "LATE", .fields = {"answer"}, .pack = &pack, .basis = {0, 1}};
  const Texts texts;
  const Problem problem = to_problem(refusal, texts, Language::en);
  EXPECT_EQ(problem.status, 422);
  EXPECT_EQ(to_json(problem),
            R"({"type":"urn:guiju:problem:LATE","title":"Too late","status":422,"code":"LATE",)"
            R"("detail":"within the hour","help":"Ask your lead","field":"answer",)"
            R"("fields":["answer"],"rules":[{"id":"CPH-16","text":"within the hour"},)"
            R"({"id":"CPH-17","text":"the same day"}],"articles":[{"id":"4","number":"4",)"
            R"("heading":"Time limits"},{"id":"5","number":"5","heading":"Answers"}]})");
}

TEST(Problem, the_status_tells_a_missing_right_from_a_wrong_step_and_from_a_rule) {
  const Texts texts;
  pack::Pack pack;
  pack.step_order_code = "STEP_ORDER";
  const auto status = [&](const char* code) {
    return to_problem(casework::Refusal{.code = code, .pack = &pack}, texts, Language::zh_hans)
        .status;
  };
  EXPECT_EQ(status("NOT_ENTITLED_ROLE"), 403);
  EXPECT_EQ(status("BEYOND_AUTHORITY"), 403);
  EXPECT_EQ(status("STEP_ORDER"), 409);
  EXPECT_EQ(status("SUBCLASS_REQUIRED"), 422);
}

TEST(Problem, a_pointer_escapes_what_would_split_it) {
  EXPECT_EQ(pointer_step("a/b~c"), "/a~1b~0c");
}

TEST(Texts, says_traditional_chinese_as_stated_or_else_converted_and_english_as_stated) {
  const Texts texts([](std::string_view zh) { return std::string(zh) + "(繁)"; });
  const pack::Text plain{"投诉", "", "complaint"};
  const pack::Text stated{"投诉", "客訴", ""};
  EXPECT_EQ(texts.say(plain, Language::zh_hans), "投诉");
  EXPECT_EQ(texts.say(plain, Language::zh_hant), "投诉(繁)");
  EXPECT_EQ(texts.say(plain, Language::en), "complaint");
  EXPECT_EQ(texts.say(stated, Language::zh_hant), "客訴");
  EXPECT_EQ(texts.say(stated, Language::en), "投诉");
}

TEST(Language, the_heaviest_language_that_we_speak_wins) {
  EXPECT_EQ(parse_accept_language(""), Language::zh_hans);
  EXPECT_EQ(parse_accept_language("fr, en;q=0.8, zh;q=0.9"), Language::zh_hans);
  EXPECT_EQ(parse_accept_language("en-GB,en;q=0.9"), Language::en);
  EXPECT_EQ(parse_accept_language("zh-TW"), Language::zh_hant);
  EXPECT_EQ(parse_accept_language("zh-Hant-HK;q=0.5, de"), Language::zh_hant);
  EXPECT_EQ(parse_accept_language("en;q=0, zh-hant;q=0.001"), Language::zh_hant);
  EXPECT_EQ(parse_accept_language(";;,,q=;"), Language::zh_hans);
}

}  // namespace
}  // namespace guiju::app
