#include "http/sign_in_guard.hpp"

#include <gtest/gtest.h>

namespace guiju::http {
namespace {

const SignInGuard::Clock::time_point now{};
const SignInLimits limits{.pair_tries = 2, .login_tries = 3, .address_tries = 4};

/// Failures that are borne one after another, until one is not.
int borne(SignInGuard& guard, const std::string& login, const std::string& address) {
  int count = 0;
  while (count < 100 && guard.begin(login, address, now)) ++count;
  return count;
}
void let_in(SignInGuard& guard, const std::string& login, const std::string& address) {
  const auto tried = guard.begin(login, address, now);
  ASSERT_TRUE(tried);
  guard.succeed(*tried);
}

TEST(SignInGuard, one_login_from_one_address) {
  SignInGuard guard(limits);
  EXPECT_EQ(borne(guard, "wang", "192.0.2.1"), 2);
  EXPECT_EQ(borne(guard, "wang", "192.0.2.2"), 1) << "the third of this login";
  EXPECT_EQ(borne(guard, "zhao", "192.0.2.1"), 2);
}

TEST(SignInGuard, one_login_from_ever_new_addresses) {
  SignInGuard guard(limits);
  int count = 0;
  for (int i = 0; i < 50; ++i) count += borne(guard, "wang", "192.0.2." + std::to_string(i));
  EXPECT_EQ(count, limits.login_tries);
}

TEST(SignInGuard, ever_new_logins_from_one_address) {
  SignInGuard guard(limits);
  int count = 0;
  for (int i = 0; i < 50; ++i) count += borne(guard, "login" + std::to_string(i), "192.0.2.1");
  EXPECT_EQ(count, limits.address_tries);
}

TEST(SignInGuard, nobody_is_locked_out_of_where_he_has_signed_in_before) {
  SignInGuard guard(limits);
  let_in(guard, "wang", "198.51.100.7");
  for (int i = 0; i < 50; ++i) borne(guard, "wang", "192.0.2." + std::to_string(i));
  EXPECT_FALSE(guard.begin("wang", "203.0.113.1", now)) << "where he never was";
  let_in(guard, "wang", "198.51.100.7");
  EXPECT_EQ(borne(guard, "wang", "198.51.100.7"), 2) << "nor may he guess there for ever";
}

TEST(SignInGuard, what_succeeds_is_no_failure) {
  SignInGuard guard(limits);
  for (int i = 0; i < 50; ++i) let_in(guard, "login" + std::to_string(i % 3), "192.0.2.1");
}

TEST(SignInGuard, who_is_let_in_at_last_had_mistyped_before) {
  SignInGuard guard(limits);
  for (int i = 0; i < 50; ++i) {
    const auto login = "login" + std::to_string(i);
    EXPECT_TRUE(guard.begin(login, "192.0.2.1", now));
    let_in(guard, login, "192.0.2.1");
  }
  EXPECT_EQ(borne(guard, "wang", "192.0.2.1"), 2) << "of the address nothing is used up";
}

TEST(SignInGuard, a_proxy_on_this_machine_is_not_taken_for_one_guesser) {
  SignInGuard guard(limits);
  int count = 0;
  for (int i = 0; i < 50; ++i) count += borne(guard, "login" + std::to_string(i), "127.0.0.1");
  EXPECT_EQ(count, 50 * limits.pair_tries);
}

TEST(SignInGuard, the_window_passes) {
  SignInGuard guard(limits);
  EXPECT_EQ(borne(guard, "wang", "192.0.2.1"), 2);
  EXPECT_FALSE(guard.begin("wang", "192.0.2.1", now + limits.window - std::chrono::seconds(1)));
  EXPECT_TRUE(guard.begin("wang", "192.0.2.1", now + limits.window));
}

}  // namespace
}  // namespace guiju::http
