#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "rig.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::Not;

/// A sales site at P1 where A has received 客户甲 and written the visit down.
class SalesSite : public testing::Test {
 protected:
  Rig rig{Rig::default_settings(), "sales-site"};
  std::string reception;

  Reply give(const std::string& person, const std::string& command, const std::string& on,
             const json::object& with = {}) {
    json::object body{{"with", with}};
    if (!on.empty()) body["on"] = on;
    return rig.as(person).post("/api/v1/commands/sales-site/" + command, json::serialize(body));
  }
  std::string done(const std::string& person, const std::string& command, const std::string& on,
                   const json::object& with = {}) {
    const auto reply = give(person, command, on, with);
    EXPECT_THAT(reply.status, testing::AnyOf(200, 201)) << command << reply.body;
    return reply.text("id");
  }
  std::string seen(const std::string& person, const std::string& target) {
    return rig.as(person).get("/api/v1/" + target).body;
  }

  void SetUp() override {
    const std::string floor = "sales-site.floor.P1";
    done("销售主管", "roster.set", floor, {{"queue", {"A", "B"}}});
    for (const char* one : {"A", "B"}) done(one, "availability.set", floor, {{"to", "on_duty"}});
    reception = done("前台", "arrival.record", floor);
    done("A", "visit.register", reception, {{"name", "客户甲"}, {"phone", "13900000001"}});
  }
};

TEST_F(SalesSite, the_visit_register_is_read_by_its_keeper_and_by_whoever_wrote_the_line) {
  const std::string book = "ledgers/sales-site/visits";
  const std::string line = reception.substr(reception.rfind('.') + 1);
  for (const char* one : {"销售主管", "A", "前台"}) EXPECT_THAT(seen(one, book), HasSubstr(line));
  for (const char* one : {"B", "销售经理", "开发商领导", "部门经理"}) {
    EXPECT_THAT(seen(one, book), Not(HasSubstr(line))) << one;
    EXPECT_EQ(rig.as(one).get("/api/v1/cases/" + reception).status, 404) << one;
    EXPECT_THAT(rig.as(one).get("/api/v1/exports/" + book).status, 200);
  }
}

TEST_F(SalesSite, a_permission_shows_the_lines_until_the_reading_ends) {
  const std::string book = "sales-site.visit_register.P1";
  const auto refused = give("B", "register.read", book);
  EXPECT_EQ(refused.text("code"), "REGISTER_CONFIDENTIAL") << refused.body;
  const auto permission = done("销售主管", "register.grant", book, {{"salesperson", "B"}});
  done("B", "register.read", book);
  EXPECT_THAT(seen("B", "cases/" + permission), HasSubstr("13900000001"));
  EXPECT_EQ(rig.as("C").get("/api/v1/cases/" + permission).status, 404);
  done("B", "register_permission.end", permission);
  const auto after = rig.as("B").get("/api/v1/cases/" + permission);
  EXPECT_EQ(after.status, 404) << after.body;
  EXPECT_EQ(give("B", "register.read", book).text("code"), "PERMISSION_USED");
}

TEST_F(SalesSite, whoever_has_the_first_of_a_family_sees_the_files_of_all) {
  done("B", "call.register", "", {{"site", "P1"}, {"name", "妻子"}, {"phone", "13900000002"}});
  const std::string wife = "/api/v1/cases/sales-site.prospect.K00002";
  EXPECT_EQ(rig.as("A").get(wife).status, 404);
  done("B", "household.link", "", {{"members", {"K00001", "K00002"}}, {"relation", "spouse"}});
  EXPECT_EQ(rig.as("A").get(wife).status, 200);
  EXPECT_EQ(rig.as("C").get(wife).status, 404);
}

}  // namespace
}  // namespace guiju::http_test
