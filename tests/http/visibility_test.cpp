#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/object.hpp>

#include "rig.hpp"

namespace guiju::http_test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A complaint at site P1, seen by the clerk of P1 and not by the clerk of P2.
class Visibility : public testing::Test {
 protected:
  Visibility() { id = clerk.post(register_complaint, complaint_body()).text("id"); }
  Rig rig;
  Client clerk = rig.as("内勤A");
  Client stranger = rig.as("内勤B");
  std::string id;
};

TEST_F(Visibility, what_one_may_not_see_does_not_exist) {
  for (const std::string& target : {"/api/v1/cases/" + id, "/api/v1/cases/" + id + "/ladder",
                                    "/api/v1/cases/" + id + "/forms/complaint_record",
                                    "/api/v1/cases/" + id + "/clocks/first_reply"}) {
    const auto hidden = stranger.get(target);
    EXPECT_EQ(hidden.status, 404) << target;
    EXPECT_THAT(hidden.body, Not(HasSubstr("漏水")));
  }
  EXPECT_EQ(clerk.get("/api/v1/cases/" + id).status, 200);
}

TEST_F(Visibility, lists_neither_show_nor_count_it) {
  EXPECT_EQ(clerk.get("/api/v1/cases?type=complaint").json().at("total").as_int64(), 1);
  EXPECT_EQ(stranger.get("/api/v1/cases?type=complaint").json().at("total").as_int64(), 0);
  EXPECT_THAT(clerk.get("/api/v1/search?q=%E6%BC%8F%E6%B0%B4").body, HasSubstr(id));
  EXPECT_THAT(stranger.get("/api/v1/search?q=%E6%BC%8F%E6%B0%B4").body, Not(HasSubstr(id)));
}

TEST_F(Visibility, nobody_acts_on_what_he_may_not_see) {
  const auto reply =
      stranger.post("/api/v1/commands/huayuan/complaint.close", R"({"on":")" + id + "\"}");
  EXPECT_EQ(reply.status, 404) << reply.body;
}

TEST_F(Visibility, whoever_lacks_the_right_is_refused_with_the_clause) {
  Client outsider = rig.as("财务D");
  const auto reply = outsider.post("/api/v1/commands/company/person.register",
                                   R"({"with":{"key":"X","name":"X"}})");
  EXPECT_EQ(reply.status, 403) << reply.body;
  EXPECT_EQ(reply.text("code"), "NOT_ENTITLED_ROLE");
  EXPECT_FALSE(reply.json().at("rules").as_array().empty());
}

}  // namespace
}  // namespace guiju::http_test
