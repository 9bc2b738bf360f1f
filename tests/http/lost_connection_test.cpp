#include <gtest/gtest.h>

#include "rig.hpp"

namespace guiju::http_test {
namespace {

using store::testing::Places;

/// PostgreSQL is started anew while the server works: nobody has to start the server, too.
TEST(LostConnection, is_noticed_by_nobody_who_asks_afterwards) {
  if (Places::are_files()) GTEST_SKIP() << "needs PostgreSQL (GUIJU_TEST_POSTGRES)";
  Rig rig;
  auto clerk = rig.as("内勤A");
  ASSERT_EQ(clerk.post(register_complaint, complaint_body()).status, 201);
  for (int i = 0; i < 3; ++i) {
    Places::lose_connections();
    EXPECT_EQ(rig.visitor().get("/readyz").status, 200);
    EXPECT_EQ(clerk.get("/api/v1/desk").status, 200);
    Places::lose_connections();
    EXPECT_EQ(clerk.post(register_complaint, complaint_body()).status, 201);
    EXPECT_EQ(rig.as("内勤B").get("/api/v1/desk").status, 200);
  }
}

}  // namespace
}  // namespace guiju::http_test
