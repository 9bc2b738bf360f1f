#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "http/rate_limit.hpp"

namespace guiju::http {

/// Failures to prove who one is that are borne within `window`.
struct SignInLimits {
  int pair_tries = 10;      ///< of one login from one address
  int login_tries = 50;     ///< of one login from all addresses it has not come from before
  int address_tries = 100;  ///< from one address with all logins
  std::chrono::seconds window{std::chrono::minutes(5)};
};

/// Slows down who guesses passwords: one login from one place, one login from everywhere, many
/// logins from one place. It never asks whether a login exists, so that its answer tells nothing.
/// An address from which a login was let in before stays open for it however often strangers fail
/// elsewhere: nobody locks another out. What it knows it forgets with the server. Any thread.
class SignInGuard {
 public:
  using Clock = RateLimit::Clock;
  explicit SignInGuard(const SignInLimits& limits);

  /// A try that counts as a failure until it has succeeded. Names that it does not count are empty.
  struct Try {
    std::string pair, login, address;
  };
  /// Empty when no more may begin now.
  std::optional<Try> begin(std::string_view login, std::string_view address, Clock::time_point now);
  /// It was no failure, nor were those of the login from the address before it: whoever mistyped,
  /// or came first without the code that he has, is the one who is let in.
  void succeed(const Try& tried);

 private:
  RateLimit pairs_, logins_, addresses_;
  std::mutex mutex_;
  std::unordered_set<std::string> familiar_;  ///< pairs that have succeeded
};

}  // namespace guiju::http
