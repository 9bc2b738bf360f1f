#include "http/route.hpp"

#include <gtest/gtest.h>

#include <set>

namespace guiju::http {
namespace {

TEST(Router, finds_a_route_and_decodes_its_parameters) {
  const Router router(routes());
  const auto match =
      router.find(Method::get, "/api/v1/cases/huayuan.item.%E7%94%B2-1/clocks/client_reply");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.route->id, "get_derivation");
  EXPECT_EQ(match.parameters, (std::vector<std::string>{"huayuan.item.甲-1", "client_reply"}));
}

TEST(Router, head_goes_where_get_does) {
  const Router router(routes());
  EXPECT_EQ(router.find(Method::head, "/api/v1/me").route->id, "get_me");
}

TEST(Router, tells_a_wrong_method_from_a_wrong_path) {
  const Router router(routes());
  const auto wrong_method = router.find(Method::patch, "/api/v1/session");
  EXPECT_EQ(wrong_method.route, nullptr);
  EXPECT_EQ(wrong_method.allowed, "POST, DELETE");
  EXPECT_TRUE(router.find(Method::get, "/api/v1/none").allowed.empty());
  EXPECT_TRUE(router.find(Method::get, "/api/v1/cases/").allowed.empty());
  EXPECT_TRUE(router.find(Method::get, "").allowed.empty());
}

TEST(Router, a_parameter_that_is_no_text_is_no_path) {
  const Router router(routes());
  EXPECT_EQ(router.find(Method::get, "/api/v1/cases/%FF").route, nullptr);
}

TEST(Routes, every_route_has_a_function_and_an_id_of_its_own) {
  std::set<std::string_view> ids;
  for (const auto& route : routes()) {
    EXPECT_NE(route.handle, nullptr) << route.path;
    EXPECT_TRUE(ids.insert(route.id).second) << route.id;
    EXPECT_TRUE(route.body.empty() || route.method == Method::post) << route.path;
  }
}

TEST(Routes, only_signing_in_and_the_description_are_open_to_anyone) {
  std::set<std::string_view> open;
  for (const auto& route : routes()) {
    if (route.is_open) open.insert(route.id);
  }
  EXPECT_EQ(open, (std::set<std::string_view>{"sign_in", "get_description"}));
}

}  // namespace
}  // namespace guiju::http
