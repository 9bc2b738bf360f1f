#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "app/order.hpp"
#include "calendar/holiday_file.hpp"
#include "casework/decide.hpp"
#include "rig.hpp"

// 放假通知: tried, taken over by who keeps the regulations, and what it moved; COM-13.
namespace guiju::http_test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

constexpr std::string_view notice_2027 = R"(2027:
  notices:
    - number: '国办发明电〔2026〕9号'
      title: '国务院办公厅关于2027年部分节假日安排的通知'
      issued_by: '国务院办公厅'
      published_on: 2026-11-06
  days_off:
    new_year: [2027-01-01..2027-01-03]
)";

constexpr const char* notices = "/api/v1/calendar/notices";

/// Lets 总经理 keep the regulations, and signs him in.
Client keeper_of(Rig& rig) {
  rig.server().store().write([](app::UnitOfWork& unit) {
    const casework::RecordId id{"company.person.总经理"};
    const auto& person = *unit.find(id);
    const auto with = json::parse(
        R"({"name":"总经理","roles":[{"role":"company_leader"},{"role":"company/regulation_keeper"}]})");
    auto order = std::get<casework::Order>(
        app::read_order(*person.type->find_command("person.update"), with.as_object(),
                        {casework::Actor::Kind::system, {}}));
    order.on = id;
    const auto outcome = casework::decide(unit, order, person.updated_at);
    for (const auto& record : std::get<casework::Decision>(outcome).touched) unit.put(record);
  });
  return rig.as("总经理");
}

/// A complaint that came after close of the last day of 2026 waits.
class LateCalendar : public testing::Test {
 protected:
  Rig rig;
  Client keeper = keeper_of(rig);

  void SetUp() override {
    rig.clock().advance_to(*parse_instant("2026-12-31T18:30:00+08:00"));
    const auto registered = rig.as("内勤A").post(register_complaint, complaint_body());
    ASSERT_EQ(registered.status, 201) << registered.body;
  }

  Reply post(Client& client, const std::string& target, std::string_view text) {
    return client.post(target, json::serialize(json::object{{"text", text}}));
  }
  Reply try_it(std::string_view text) {
    return post(keeper, std::string(notices) + "/trial", text);
  }
};

TEST_F(LateCalendar, is_tried_then_taken_over_and_says_what_moved) {
  const auto tried = try_it(notice_2027);
  ASSERT_EQ(tried.status, 200) << tried.body;
  EXPECT_TRUE(tried.json().at("findings").as_array().empty()) << tried.body;
  ASSERT_FALSE(tried.json().at("moved").as_array().empty()) << tried.body;
  const auto taken = post(keeper, notices, notice_2027);
  ASSERT_EQ(taken.status, 201) << taken.body;
  EXPECT_EQ(taken.json().at("moved"), tried.json().at("moved"));
  const auto moved = taken.json().at("moved").as_array().front();
  EXPECT_THAT(std::string(moved.at("due_before").as_string()), HasSubstr("2027-01-01T"));
  EXPECT_THAT(std::string(moved.at("due_at").as_string()), HasSubstr("2027-01-04T"));
  EXPECT_FALSE(moved.at("provisional").as_bool());

  const auto kept = keeper.get(std::string(notices) + "/2027");
  EXPECT_EQ(kept.json().at("moved"), taken.json().at("moved"));
  const auto known = keeper.get(notices).json();
  EXPECT_EQ(known.at("items").as_array().back().at("id"), "company.calendar_notice.2027");
  const auto days = keeper.get("/api/v1/calendar?pack=huayuan&from=2027-01-01&to=2027-01-01");
  EXPECT_THAT(days.body, HasSubstr(R"("kind":"holiday")"));
}

TEST_F(LateCalendar, of_a_year_that_is_known_is_refused_with_its_line) {
  ASSERT_EQ(post(keeper, notices, notice_2027).status, 201);
  const auto tried = try_it(notice_2027);
  ASSERT_EQ(tried.status, 200) << tried.body;
  const auto finding = tried.json().at("findings").as_array().front();
  EXPECT_EQ(finding.at("line"), 1);
  EXPECT_EQ(finding.at("code"), "year-published");
  const auto again = post(keeper, notices, notice_2027);
  EXPECT_EQ(again.status, 400);
  EXPECT_THAT(again.body, HasSubstr("/text"));
}

TEST_F(LateCalendar, is_taken_over_by_who_keeps_the_regulations_alone) {
  Client clerk = rig.as("内勤A");
  EXPECT_EQ(post(clerk, notices, notice_2027).status, 404);
  EXPECT_EQ(post(clerk, std::string(notices) + "/trial", notice_2027).status, 404);
  EXPECT_FALSE(clerk.get(notices).json().at("may_take_over").as_bool());
  EXPECT_EQ(clerk.get(std::string(notices) + "/2027").status, 404);
  const auto by_command = clerk.post(
      "/api/v1/commands/company/calendar_notice.take_over",
      R"({"with":{"table":"statutory_cn","year":"2027","title":"x","issued_by":"x","document_number":"x","published_on":"2026-11-06","text":"x","content":"x"}})");
  EXPECT_EQ(by_command.status, 403) << by_command.body;
}

TEST_F(LateCalendar, what_it_moved_is_told_to_whoever_sees_the_record) {
  ASSERT_EQ(post(keeper, notices, notice_2027).status, 201);
  const auto of = [&](std::string_view person) {
    Client client = rig.as(person);
    return client.get(std::string(notices) + "/2027").json().at("moved").as_array().size();
  };
  EXPECT_GT(of("内勤A"), 0U);
  EXPECT_EQ(of("内勤B"), 0U);
}

class ShippedYear : public testing::Test {
 protected:
  static http::ServerSettings settings() {
    auto settings = Rig::default_settings();
    Diagnostics findings;
    calendar::HolidayTable table{.id = "statutory_cn",
                                 .title = {},
                                 .names = {{"new_year", {"元旦", "New Year"}}},
                                 .years = {},
                                 .days = {}};
    table.add(*calendar::read_notice("n", std::string(notice_2027), table, findings));
    settings.shipped_holidays.push_back(std::move(table));
    return settings;
  }
};

TEST_F(ShippedYear, is_proposed_until_it_is_taken_over) {
  Rig rig(settings());
  EXPECT_TRUE(rig.as("内勤A").get(notices).json().at("proposals").as_array().empty());
  Client keeper = keeper_of(rig);
  const auto proposed = keeper.get(notices).json().at("proposals").as_array();
  ASSERT_EQ(proposed.size(), 1U);
  EXPECT_EQ(proposed[0].at("year"), "2027");
  EXPECT_EQ(std::string_view(proposed[0].at("text").as_string()), notice_2027);
  ASSERT_EQ(
      keeper.post(notices, json::serialize(json::object{{"text", proposed[0].at("text")}})).status,
      201);
  EXPECT_TRUE(keeper.get(notices).json().at("proposals").as_array().empty());
}

}  // namespace
}  // namespace guiju::http_test
