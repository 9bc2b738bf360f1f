#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "rig.hpp"
#include "schema_check.hpp"

/// 为何如此: who hears why a decision came out as it did, and how much of it.
namespace guiju::http_test {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Why : public testing::Test {
 protected:
  Rig rig;
  Client clerk = rig.as("内勤A", "zh-Hans");
  Client stranger = rig.as("内勤B", "zh-Hans");

  static std::string why_of(const json::value& seq) {
    return "/api/v1/entries/" + json::serialize(seq) + "/why";
  }
  static std::string first_of(const Reply& page) {
    return why_of(page.json().at("timeline").at(0).at("seq"));
  }
};

TEST_F(Why, a_refusal_says_where_its_why_is) {
  const auto refused = clerk.post(
      register_complaint,
      R"({"with":{"channel":"phone","project":"P1","class":"rectification","summary":"漏水"}})");
  ASSERT_EQ(refused.status, 422) << refused.body;
  const auto reply = clerk.get(why_of(refused.json().at("entry")));
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto document = clerk.get("/api/v1/openapi.json").json();
  EXPECT_THAT(faults_of(reply.json(), document.at_pointer("/components/schemas/Why"), document),
              IsEmpty());
  const auto why = reply.json();
  EXPECT_TRUE(why.at("same").as_bool());
  EXPECT_EQ(why.at_pointer("/outcome/code").as_string(), "SUBCLASS_REQUIRED");
  EXPECT_EQ(why.at_pointer("/outcome/rules/0").as_string(), "CPH-12");
  const auto& steps = why.at("steps").as_array();
  EXPECT_TRUE(steps.back().at("decisive").as_bool());
  EXPECT_EQ(steps.back().at("rules").at(0).as_string(), "CPH-12");
  ASSERT_FALSE(why.at("flips").as_array().empty()) << reply.body;
  EXPECT_EQ(why.at_pointer("/flips/0/goal").as_string(), "done");
  // Of what was never made there is no record: it is for whoever asked.
  const auto hidden = stranger.get(why_of(refused.json().at("entry")));
  EXPECT_EQ(hidden.status, 404) << hidden.body;
  EXPECT_THAT(hidden.body, Not(HasSubstr("漏水")));
}

TEST_F(Why, whoever_may_not_see_the_record_is_told_that_there_is_none) {
  const auto id = clerk.post(register_complaint, complaint_body()).text("id");
  const auto page = clerk.get("/api/v1/cases/" + id);
  const auto reply = clerk.get(first_of(page));
  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_THAT(reply.body, HasSubstr("漏水"));
  const auto hidden = stranger.get(first_of(page));
  EXPECT_EQ(hidden.status, 404) << hidden.body;
  EXPECT_THAT(hidden.body, Not(HasSubstr("漏水")));
  EXPECT_EQ(hidden.body, stranger.get("/api/v1/entries/987654/why").body);
  EXPECT_EQ(clerk.get("/api/v1/entries/x/why").status, 404);
  EXPECT_EQ(rig.visitor().get(first_of(page)).status, 401);
}

TEST(WhyMasked, a_number_that_another_record_masks_is_not_told_by_its_way_there) {
  Rig rig{Rig::default_settings(), "sales-office"};
  Client seller = rig.as("A"), lead = rig.as("销售主任");
  const auto made = seller.post(
      "/api/v1/commands/sales-office/call.register",
      R"({"with":{"site":"P1","name":"甲","phone":"13911110001","features":"左眉有疤"}})");
  ASSERT_EQ(made.status, 201) << made.body;
  const auto page = seller.get("/api/v1/cases/sales-office.prospect.K00001");
  ASSERT_EQ(page.status, 200) << page.body;
  const auto place =
      "/api/v1/entries/" + json::serialize(page.json().at("timeline").at(0).at("seq")) + "/why";
  EXPECT_THAT(seller.get(place).body, HasSubstr("13911110001"));
  const auto masked = lead.get(place);
  EXPECT_EQ(masked.status, 200) << masked.body;
  // The number was passed on to the client's file, which shows him `139****0001`.
  EXPECT_THAT(masked.body, Not(HasSubstr("13911110001")));
  EXPECT_THAT(masked.body, HasSubstr(R"("hidden":true)"));
}

}  // namespace
}  // namespace guiju::http_test
