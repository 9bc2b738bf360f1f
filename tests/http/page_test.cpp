#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <set>

#include "rig.hpp"

namespace guiju::http_test {
namespace {

using testing::HasSubstr;

class Pages : public testing::Test {
 protected:
  Rig rig;
  Client clerk = rig.as("内勤A");

  std::string make(std::string_view summary = "厨房漏水") {
    const auto reply = clerk.post(register_complaint, complaint_body(summary));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply.text("id");
  }
  void advance(std::int64_t seconds) {
    const auto reply =
        clerk.post("/api/v1/clock", R"({"advance_seconds":)" + std::to_string(seconds) + "}");
    ASSERT_EQ(reply.status, 200) << reply.body;
  }
};

TEST_F(Pages, paging_through_shows_everything_once_while_new_cases_come_in) {
  for (int i = 0; i < 7; ++i) make("投诉" + std::to_string(i));
  std::set<std::string> seen;
  std::string cursor;
  int pages = 0;
  do {
    const auto page = clerk
                          .get("/api/v1/cases?type=complaint&limit=3" +
                               (cursor.empty() ? "" : "&cursor=" + cursor))
                          .json();
    EXPECT_LE(page.at("items").as_array().size(), 3U);
    for (const auto& row : page.at("items").as_array()) {
      EXPECT_TRUE(seen.insert(std::string(row.at("id").as_string())).second);
    }
    cursor =
        page.at("next_cursor").is_string() ? std::string(page.at("next_cursor").as_string()) : "";
    if (++pages == 1) make("同时来的");
  } while (!cursor.empty());
  EXPECT_EQ(seen.size(), 7U);
}

TEST_F(Pages, a_case_page_has_all_that_belongs_to_it_and_the_text_of_every_clause_it_cites) {
  const auto id = make();
  const auto reply = clerk.get("/api/v1/cases/" + id);
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto page = reply.json().as_object();
  EXPECT_EQ(reply.headers.at("etag"), "\"" + std::to_string(page.at("version").as_int64()) + "\"");
  ASSERT_EQ(page.at("children").as_array().size(), 1U);
  EXPECT_FALSE(page.at("timeline").as_array().empty());
  EXPECT_FALSE(page.at("actions").as_array().empty());
  EXPECT_FALSE(page.at("forms").as_array().empty());
  for (const auto& entry : page.at("timeline").as_array()) {
    for (const auto& fact : entry.at("facts").as_array()) {
      for (const auto& rule : fact.at("rules").as_array()) {
        EXPECT_TRUE(page.at("rules").as_object().contains(rule.as_string()));
      }
      for (const auto& article : fact.at("articles").as_array()) {
        EXPECT_TRUE(page.at("articles").as_object().contains(article.as_string()));
      }
    }
  }
}

TEST_F(Pages, the_desk_shows_what_i_owe_soonest_first_and_counts_what_is_late) {
  make();
  auto desk = clerk.get("/api/v1/desk").json();
  ASSERT_FALSE(desk.at("owed").as_array().empty());
  std::string before;
  for (const auto& owed : desk.at("owed").as_array()) {
    const std::string due(owed.at("clock").at("due_at").as_string());
    EXPECT_LE(before, due);
    before = due;
  }
  EXPECT_EQ(desk.at("counts").at("overdue").as_int64(), 0);
  advance(30 * 86400);
  desk = clerk.get("/api/v1/desk").json();
  EXPECT_GT(desk.at("counts").at("overdue").as_int64(), 0);
}

TEST_F(Pages, a_late_step_is_a_breach_with_its_clause_as_soon_as_the_clock_was_moved) {
  make();
  advance(30 * 86400);
  const auto breaches = clerk.get("/api/v1/breaches").json();
  ASSERT_FALSE(breaches.at("items").as_array().empty());
  for (const auto& breach : breaches.at("items").as_array()) {
    EXPECT_FALSE(breach.at("rule").as_string().empty());
    EXPECT_FALSE(breach.at("article").as_string().empty());
  }
  EXPECT_FALSE(breaches.at("totals").at("by_code").as_array().empty());
}

TEST_F(Pages, the_picture_of_a_limit_leads_from_its_beginning_to_its_end) {
  const auto id = make();
  const auto parent = clerk.get("/api/v1/cases/" + id).json();
  const auto& item = parent.at("children").at(0);
  const auto page = clerk.get("/api/v1/cases/" + std::string(item.at("id").as_string())).json();
  ASSERT_FALSE(page.at("clocks").as_array().empty());
  for (const auto& clock : page.at("clocks").as_array()) {
    const auto reply = clerk.get("/api/v1/cases/" + std::string(item.at("id").as_string()) +
                                 "/clocks/" + std::string(clock.at("deadline").as_string()));
    ASSERT_EQ(reply.status, 200) << reply.body;
    const auto picture = reply.json();
    EXPECT_EQ(picture.at("due_at"), clock.at("due_at"));
    const auto& steps = picture.at("steps").as_array();
    ASSERT_FALSE(steps.empty());
    EXPECT_EQ(std::string(steps.back().at("date").as_string()),
              std::string(clock.at("due_at").as_string()).substr(0, 10));
  }
}

TEST_F(Pages, a_limit_that_the_pack_computes_is_still_explained_day_by_day_with_its_parameter) {
  const auto parent = clerk.get("/api/v1/cases/" + make()).json();
  const std::string item(parent.at("children").at(0).at("id").as_string());
  const auto picture =
      clerk.get("/api/v1/cases/" + item + "/clocks/client_reply_rectification").json();
  EXPECT_EQ(picture.at("unit").as_string(), "working_days");
  EXPECT_EQ(picture.at("amount").as_int64(), 3);
  EXPECT_EQ(picture.at("from").at("at").as_string(), "2026-03-02T10:00:00+08:00");
  ASSERT_EQ(picture.at("parameters").as_array().size(), 1U);
  EXPECT_EQ(picture.at("parameters").at(0).at("name").as_string(), "rectification_client_days");
  EXPECT_EQ(picture.at("steps").as_array().size(), 4U);
  EXPECT_EQ(picture.at("steps").at(0).at("kind").as_string(), "day_zero");
  const auto same_day = clerk.get("/api/v1/cases/" + item + "/clocks/flow_start").json();
  EXPECT_EQ(same_day.at("unit").as_string(), "working_days");
  EXPECT_EQ(same_day.at("amount").as_int64(), 0);
}

TEST_F(Pages, the_calendar_knows_the_holidays_and_the_days_that_make_up_for_them) {
  const auto reply = clerk.get("/api/v1/calendar?pack=huayuan&from=2026-02-14&to=2026-02-24");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto document = reply.json();
  const auto& days = document.at("days").as_array();
  ASSERT_EQ(days.size(), 11U);
  EXPECT_EQ(days[0].at("kind").as_string(), "make_up");
  EXPECT_EQ(days[3].at("kind").as_string(), "holiday");
  EXPECT_FALSE(days[3].at("name").as_string().empty());
}

TEST_F(Pages, a_limit_can_be_asked_before_anything_runs) {
  const auto reply = clerk.get(
      "/api/v1/calendar/"
      "limit?pack=huayuan&from=2026-03-02T10:00:00%2B08:00&unit=working_days&amount=3");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.text("due_at"), "2026-03-05T18:00:00+08:00");
}

TEST_F(Pages, a_paper_form_is_a_page_that_runs_nothing_and_shows_the_case) {
  const auto id = make("漏水<script>alert(1)</script>");
  const auto page = clerk.get("/api/v1/cases/" + id).json();
  for (const auto& form : page.at("forms").as_array()) {
    auto reply =
        clerk.get("/api/v1/cases/" + id + "/forms/" + std::string(form.at("id").as_string()));
    ASSERT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply.headers["content-type"], "text/html; charset=utf-8");
    EXPECT_THAT(reply.headers["content-security-policy"], HasSubstr("default-src 'none'"));
    EXPECT_EQ(reply.body.find("<script"), std::string::npos);
  }
}

TEST_F(Pages, the_pack_reader_shows_every_clause_with_its_examples) {
  const auto reply = clerk.get("/api/v1/packs/huayuan");
  ASSERT_EQ(reply.status, 200);
  std::size_t rules = 0;
  const auto document = reply.json();
  for (const auto& article : document.at("articles").as_array()) {
    for (const auto& rule : article.at("rules").as_array()) {
      ++rules;
      EXPECT_FALSE(rule.at("examples").as_array().empty()) << rule.at("id").as_string();
    }
  }
  EXPECT_EQ(rules, 43U);
}

TEST_F(Pages, notices_are_unread_until_their_reader_says_so) {
  Client other = rig.as("内勤C");
  ASSERT_EQ(other.post(register_complaint, complaint_body()).status, 201);
  auto desk = clerk.get("/api/v1/desk").json();
  ASSERT_GT(desk.at("counts").at("unread").as_int64(), 0);
  const auto newest = desk.at("notices").at(0).at("id").as_int64();
  EXPECT_EQ(
      clerk.post("/api/v1/notices/read", R"({"up_to":)" + std::to_string(newest) + "}").status,
      204);
  desk = clerk.get("/api/v1/desk").json();
  EXPECT_EQ(desk.at("counts").at("unread").as_int64(), 0);
}

TEST_F(Pages, everyone_sees_that_the_clock_is_not_the_real_one) {
  const auto me = clerk.get("/api/v1/me").json();
  EXPECT_TRUE(me.at("clock").at("virtual").as_bool());
  EXPECT_EQ(me.at("clock").at("now").as_string(), "2026-03-02T10:00:00+08:00");
  advance(60);
  EXPECT_EQ(clerk.get("/api/v1/me").json().at("clock").at("now").as_string(),
            "2026-03-02T10:01:00+08:00");
}

}  // namespace
}  // namespace guiju::http_test
