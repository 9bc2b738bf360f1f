#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/json/serialize.hpp>
#include <latch>
#include <thread>

#include "rig.hpp"
#include "schema_check.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A sales office at P1 with four salespeople on duty, in the order A, B, C, D.
class SalesOffice : public testing::Test {
 protected:
  Rig rig{Rig::default_settings(), "sales-office"};
  std::map<std::string, Client> people;

  Client& who(const std::string& person) {
    return people.try_emplace(person, rig.as(person)).first->second;
  }
  Reply give(const std::string& person, const std::string& command, const std::string& on,
             const json::object& with = {}) {
    json::object body{{"with", with}};
    if (!on.empty()) body["on"] = on;
    return who(person).post("/api/v1/commands/sales-office/" + command, json::serialize(body));
  }
  std::string done(const std::string& person, const std::string& command, const std::string& on,
                   const json::object& with = {}) {
    const auto reply = give(person, command, on, with);
    EXPECT_THAT(reply.status, testing::AnyOf(200, 201)) << command << reply.body;
    return reply.text("id");
  }
  const std::string floor = "sales-office.floor.P1";

  void SetUp() override {
    done("销售经理", "roster.set", floor, {{"queue", {"A", "B", "C", "D"}}});
    for (const char* one : {"A", "B", "C", "D"}) {
      done(one, "availability.set", floor, {{"to", "on_duty"}});
    }
  }
  json::value board(const std::string& person, const std::string& id) {
    const auto reply = who(person).get("/api/v1/boards/sales-office/" + id);
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto document = who(person).get("/api/v1/openapi.json").json();
    EXPECT_THAT(faults_of(reply.json(), document.at_pointer("/components/schemas/Board"), document),
                IsEmpty())
        << reply.body;
    return reply.json();
  }
  json::object first_floor(const std::string& person) {
    return board(person, "floor").at("floors").at(0).as_object();
  }
  static std::vector<std::string> queue(const json::object& shown) {
    std::map<std::int64_t, std::string> by_place;
    for (const auto& seller : shown.at("staff").as_array()) {
      if (const auto* place = seller.as_object().if_contains("place")) {
        by_place[place->as_int64()] = seller.at("key").as_string();
      }
    }
    std::vector<std::string> keys;
    for (auto& [place, key] : by_place) keys.push_back(key);
    return keys;
  }
};

TEST_F(SalesOffice, the_board_shows_who_is_next_and_who_is_with_a_client) {
  EXPECT_EQ(first_floor("前台").at("standby").as_string(), "A");
  const auto reception = done("前台", "arrival.record", floor, {{"came_before", false}});
  const auto shown = first_floor("B");
  EXPECT_THAT(queue(shown), ElementsAre("B", "C", "D", "A"));
  EXPECT_EQ(shown.at("standby").as_string(), "B");
  EXPECT_TRUE(shown.at("last").at("is_counted").as_bool());
  // The desk sees that A is with a client, and nothing of the client: only whom it concerns has a
  // link to the reception.
  const auto reception_on = [&](const std::string& person) {
    const auto seen = first_floor(person);
    for (const auto& seller : seen.at("staff").as_array()) {
      if (seller.at("key").as_string() == "A") return seller.at("reception").as_object();
    }
    return json::object{};
  };
  EXPECT_FALSE(reception_on("B").contains("id"));
  EXPECT_EQ(reception_on("A").at("id").as_string(), reception);
  EXPECT_EQ(who("B").get("/api/v1/cases/" + reception).status, 404);
  const auto meddling = give("B", "visit.register", reception, {{"phone", "13900000009"}});
  EXPECT_EQ(meddling.text("code"), "RECEIVER_ONLY") << meddling.body;
}

TEST_F(SalesOffice, whoever_is_of_another_office_finds_no_board) {
  const auto list = who("出纳").get("/api/v1/boards").json();
  std::vector<std::string> ids;
  for (const auto& item : list.at("items").as_array()) ids.emplace_back(item.at("id").as_string());
  EXPECT_THAT(ids, IsEmpty());  // no unit is registered yet, and the floor is not finance's
  EXPECT_THAT(board("出纳", "floor").at("floors").as_array(), IsEmpty());
  EXPECT_EQ(who("出纳").get("/api/v1/boards/sales-office/none").status, 404);
}

/// Types of the records that a page's timeline tells of.
std::set<std::string> told_of(const json::value& page) {
  std::set<std::string> types;
  for (const auto& entry : page.at("timeline").as_array()) {
    for (const auto& fact : entry.at("facts").as_array()) {
      types.emplace(fact.at("fact").as_string());
    }
  }
  return types;
}

TEST_F(SalesOffice, a_page_tells_nothing_of_records_that_its_reader_may_not_see) {
  done("A", "call.register", "", {{"site", "P1"}, {"name", "客户甲"}, {"phone", "13900000001"}});
  const auto unit = done("总销控", "unit.register", "",
                         {{"site", "P1"},
                          {"building", "3"},
                          {"storey", 12},
                          {"position", "1201"},
                          {"price_fen", 100'000'000}});
  done("A", "unit.hold", unit, {{"prospect", "K00001"}});
  const auto row =
      done("A", "payment.enter", unit, {{"kind", "small_deposit"}, {"amount_fen", 500'000}});
  const auto page = [&](const std::string& person) {
    return who(person).get("/api/v1/cases/" + unit).json();
  };
  EXPECT_THAT(told_of(page("A")), Contains("deposit_entered"));
  EXPECT_THAT(told_of(page("B")), testing::Not(Contains("deposit_entered")));
  EXPECT_THAT(told_of(page("B")), Contains("unit_held"));
  EXPECT_EQ(who("B").get("/api/v1/cases/" + row).status, 404);
}

TEST_F(SalesOffice, a_reception_has_its_own_story) {
  const auto first = done("前台", "arrival.record", floor, {{"came_before", false}});
  done("前台", "arrival.record", floor, {{"came_before", false}});
  const auto page = who("A").get("/api/v1/cases/" + first).json();
  EXPECT_EQ(page.at("timeline").as_array().size(), 1U);
  EXPECT_THAT(told_of(page), ElementsAre("arrival_recorded", "clock_started", "reception_opened"));
}

TEST_F(SalesOffice, whoever_declines_is_refused_and_that_he_tried_is_on_record) {
  const auto reception = done("前台", "arrival.record", floor, {{"came_before", false}});
  const auto declined = give("A", "reception.decline", reception);
  EXPECT_EQ(declined.status, 422) << declined.body;
  EXPECT_EQ(declined.text("code"), "RECEPTION_MANDATORY");
  const auto page = who("A").get("/api/v1/cases/" + reception);
  EXPECT_THAT(told_of(page.json()), Contains("breach_recorded")) << page.body;
  EXPECT_THAT(page.body, HasSubstr("RECEPTION_REFUSED"));
  EXPECT_THAT(json::serialize(page.json().at("state")), HasSubstr("receiving"));
  const auto offered = json::serialize(page.json().at("actions"));
  EXPECT_THAT(offered, HasSubstr("visit.register"));
  EXPECT_THAT(offered, Not(HasSubstr("reception.decline"))) << "what is always refused is no offer";
}

TEST_F(SalesOffice, two_desks_at_once_never_give_two_clients_to_one_salesperson) {
  constexpr int arrivals = 20;  // so many sessions one person may have
  std::latch start(arrivals);
  std::vector<std::thread> desks;
  std::atomic<int> opened = 0, waits = 0;
  for (int i = 0; i < arrivals; ++i) {
    desks.emplace_back([&, client = std::make_shared<Client>(rig.as("前台"))] {
      start.arrive_and_wait();
      const auto reply =
          client->post("/api/v1/commands/sales-office/arrival.record",
                       R"({"on":"sales-office.floor.P1","with":{"came_before":false}})");
      EXPECT_EQ(reply.status, 201) << reply.body;
      ++(reply.body.find("reception_opened") != std::string::npos ? opened : waits);
    });
  }
  for (auto& desk : desks) desk.join();
  EXPECT_EQ(opened, 4);
  EXPECT_EQ(waits, arrivals - 4);
  const auto shown = first_floor("销售经理");
  std::set<std::string> receptions;
  for (const auto& seller : shown.at("staff").as_array()) {
    receptions.emplace(seller.at("reception").at("number").as_string());
  }
  EXPECT_EQ(receptions.size(), 4U);
  EXPECT_EQ(shown.at("waiting").as_array().size(), arrivals - 4U);
  EXPECT_THAT(queue(shown), ElementsAre("A", "B", "C", "D"));
}

TEST_F(SalesOffice, one_unit_goes_to_one_of_a_thousand) {
  constexpr int sellers = 20, tries = 50;
  done("A", "call.register", "", {{"site", "P1"}, {"name", "客户甲"}, {"phone", "13900000001"}});
  const auto unit = done("总销控", "unit.register", "",
                         {{"site", "P1"},
                          {"building", "3"},
                          {"storey", 12},
                          {"position", "1201"},
                          {"price_fen", 100'000'000}});
  const std::string body =
      json::serialize(json::object{{"on", unit}, {"with", json::object{{"prospect", "K00001"}}}});
  std::latch start(sellers);
  std::vector<std::thread> all;
  std::atomic<int> held = 0, refused = 0;
  for (int i = 0; i < sellers; ++i) {
    const std::string person(1, static_cast<char>('A' + i % 4));
    all.emplace_back([&, client = std::make_shared<Client>(rig.as(person))] {
      start.arrive_and_wait();
      for (int n = 0; n < tries; ++n) {
        const auto reply = client->post("/api/v1/commands/sales-office/unit.hold", body);
        if (reply.status == 200) {
          ++held;
          continue;
        }
        ++refused;
        EXPECT_EQ(reply.status, 422) << reply.body;
        EXPECT_EQ(reply.text("code"), "UNIT_NOT_AVAILABLE") << reply.body;
        EXPECT_THAT(reply.body, HasSubstr("SOC-78"));
        EXPECT_THAT(reply.body, HasSubstr("2026-03-02T10:00:00"));  // since when
      }
    });
  }
  for (auto& one : all) one.join();
  EXPECT_EQ(held, 1);
  EXPECT_EQ(refused, sellers * tries - 1);
  const auto units = board("D", "units");
  const auto& cells = units.at("blocks").at(0).at("cells").as_array();
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_EQ(cells[0].at(3).as_string(), "held");
}

TEST_F(SalesOffice, the_unit_board_tells_of_one_unit_alone_where_it_is_asked_to) {
  std::vector<std::string> units;
  for (const char* position : {"1201", "1202"}) {
    units.push_back(done("总销控", "unit.register", "",
                         {{"site", "P1"},
                          {"building", "3"},
                          {"storey", 12},
                          {"position", position},
                          {"price_fen", 100'000'000}}));
  }
  EXPECT_EQ(board("D", "units").at_pointer("/blocks/0/cells").as_array().size(), 2U);
  const auto alone = board("D", "units?cell=" + units[1]).at("blocks").as_array();
  ASSERT_EQ(alone.size(), 1U);
  ASSERT_EQ(alone[0].at("cells").as_array().size(), 1U);
  EXPECT_EQ(alone[0].at_pointer("/cells/0/0").as_string(), units[1]);
  for (const char* other : {"sales-office.floor.P1", "no.such.record"}) {
    EXPECT_THAT(board("D", "units?cell=" + std::string(other)).at("blocks").as_array(), IsEmpty());
  }
}

TEST_F(SalesOffice, a_number_in_use_is_refused_with_since_when_and_not_with_whose_it_is) {
  done("现场主管", "serial_stock.draw", "",
       {{"site", "P1"}, {"kind", "subscription"}, {"serials", {"R1"}}});
  std::vector<std::string> units;
  for (const char* person : {"A", "B"}) {
    const json::object caller{
        {"site", "P1"}, {"name", "客户"}, {"phone", std::string("1390000000") + person}};
    done(person, "call.register", "", caller);
    units.push_back(done("总销控", "unit.register", "",
                         {{"site", "P1"},
                          {"building", "3"},
                          {"storey", 12},
                          {"position", std::string("120") + person},
                          {"price_fen", 100'000'000}}));
    done(person, "unit.hold", units.back(), {{"prospect", "K00001"}});
  }
  const auto paper = done("A", "subscription.draft", units[0], {{"serial_number", "R1"}});
  ASSERT_EQ(who("销售经理").post("/api/v1/clock", R"({"advance_seconds":3600})").status, 200);
  const auto refused = give("B", "subscription.draft", units[1], {{"serial_number", "R1"}});
  EXPECT_EQ(refused.text("code"), "SERIAL_NOT_DRAWN") << refused.body;
  EXPECT_EQ(refused.text("since"), "2026-03-02T10:00:00+08:00");
  EXPECT_EQ(refused.json().at("names"), json::value({"R1"}));
  EXPECT_THAT(refused.body, testing::Not(HasSubstr(paper)));
  EXPECT_EQ(who("B").get("/api/v1/cases/" + paper).status, 404);
  const auto document = who("B").get("/api/v1/openapi.json").json();
  const auto& schema = document.at_pointer("/components/schemas/Problem");
  EXPECT_THAT(faults_of(refused.json(), schema, document), IsEmpty());
}

TEST_F(SalesOffice, declining_a_client_is_refused_and_stays_on_record) {
  const auto reception = done("前台", "arrival.record", floor, {{"came_before", false}});
  const auto reply = give("A", "reception.decline", reception);
  EXPECT_EQ(reply.status, 422);
  EXPECT_EQ(reply.text("code"), "RECEPTION_MANDATORY") << reply.body;
  const auto shown = who("销售经理").get("/api/v1/cases/" + reception).json();
  const auto& breaches = shown.at("breaches").as_array();
  ASSERT_EQ(breaches.size(), 1U);
  EXPECT_EQ(breaches[0].at("code").as_string(), "RECEPTION_REFUSED");
  EXPECT_EQ(shown.at("state").at("id").as_string(), "receiving");
}

TEST_F(SalesOffice, a_deal_shows_its_split_to_those_who_have_a_part_and_to_nobody_else) {
  const auto unit = done("总销控", "unit.register", "",
                         {{"site", "P1"},
                          {"building", "3"},
                          {"storey", 12},
                          {"position", "1201"},
                          {"price_fen", 100'000'000},
                          {"commission_fen", 1'000'001}});
  const json::object caller{{"site", "P1"}, {"name", "客户甲"}, {"phone", "13900000001"}};
  done("B", "call.register", "", caller);
  ASSERT_EQ(who("销售经理").post("/api/v1/clock", R"({"advance_seconds":60})").status, 200);
  const auto visit = done("前台", "arrival.record", floor,
                          {{"prospect", "K00001"}, {"came_before", true}, {"designated", "A"}});
  done("A", "visit.register", visit);
  done("A", "unit.hold", unit, {{"prospect", "K00001"}});
  const auto deposit =
      done("A", "payment.enter", unit, {{"kind", "large_deposit"}, {"amount_fen", 2'000'000}});
  EXPECT_EQ(give("A", "payment.receive", deposit, {{"receipt", "1"}}).text("code"),
            "NOT_ENTITLED_ROLE");
  done("出纳", "payment.receive", deposit, {{"receipt", "000101"}});
  const std::string deal = "/api/v1/cases/sales-office.deal.3-1201-1";
  for (const char* person : {"A", "B", "销售经理", "出纳"}) {
    const auto reply = who(person).get(deal);
    ASSERT_EQ(reply.status, 200) << person << reply.body;
    EXPECT_THAT(reply.text("id"), "sales-office.deal.3-1201-1");
    EXPECT_TRUE(reply.body.find("¥5,000.01") != std::string::npos) << person;
  }
  for (const char* person : {"C", "前台", "总销控"}) {
    EXPECT_EQ(who(person).get(deal).status, 404) << person;
  }
}

}  // namespace
}  // namespace guiju::http_test
