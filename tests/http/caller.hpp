#pragma once

#include <string>

#include "http/secrets.hpp"
#include "rig.hpp"

namespace guiju::http_test {

/// Someone of the rig's company with a token for programs: nobody waits for a password to be
/// checked.
class Caller {
 public:
  Caller(Rig& rig, const std::string& person)
      : client_(rig.visitor()), token_("the token of " + person) {
    rig.store().write([&](app::UnitOfWork& unit) {
      const Instant now = http::real_now();
      unit.put_token({.token_hash = http::hash_of_secret(token_),
                      .name = "test",
                      .person = person,
                      .created_at = now,
                      .expires_at = now + std::chrono::hours(24)});
    });
  }

  Reply get(const std::string& target) { return client_.get(target, bearer()); }
  Reply post(const std::string& target, const std::string& body) {
    return client_.post(target, body, bearer());
  }

 private:
  Headers bearer() const { return {{"Authorization", "Bearer " + token_}}; }

  Client client_;
  std::string token_;
};

}  // namespace guiju::http_test
