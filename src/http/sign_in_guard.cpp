#include "http/sign_in_guard.hpp"

#include "http/own_machine.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t familiar_max = 100'000;

}  // namespace

SignInGuard::SignInGuard(const SignInLimits& limits)
    : pairs_(limits.pair_tries, limits.window),
      logins_(limits.login_tries, limits.window),
      addresses_(limits.address_tries, limits.window) {}

std::optional<SignInGuard::Try> SignInGuard::begin(std::string_view login, std::string_view address,
                                                   Clock::time_point now) {
  Try tried;
  tried.pair.append(login).append("\n").append(address);
  bool is_familiar = false;
  {
    const std::lock_guard lock(mutex_);
    is_familiar = familiar_.contains(tried.pair);
  }
  if (!is_familiar) tried.login = login;
  if (!is_of_this_machine(address)) tried.address = address;
  if (!pairs_.begin(tried.pair, now)) return std::nullopt;
  if (!tried.login.empty() && !logins_.begin(tried.login, now)) return std::nullopt;
  if (!tried.address.empty() && !addresses_.begin(tried.address, now)) return std::nullopt;
  return tried;
}

void SignInGuard::succeed(const Try& tried) {
  const int tries = pairs_.give_back_all(tried.pair);
  if (!tried.login.empty()) logins_.give_back(tried.login, tries);
  if (!tried.address.empty()) addresses_.give_back(tried.address, tries);
  const std::lock_guard lock(mutex_);
  if (familiar_.size() >= familiar_max) familiar_.clear();
  familiar_.insert(tried.pair);
}

}  // namespace guiju::http
