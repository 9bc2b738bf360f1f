#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"

/// How people and programs prove who they are. What they may do is written in the register of
/// people (pack `company`), not here.
namespace guiju::app {

struct Credential {
  std::string login;
  std::string person;         ///< key in the register
  std::string password_hash;  ///< Argon2id, as libsodium writes it
  bool active = true;

  bool operator==(const Credential&) const = default;
};

/// A person signed in at a browser. Only the SHA-256 of the cookie's value is kept.
struct Session {
  std::string token_hash;  ///< 64 hexadecimal digits
  std::string person;
  Instant created_at{};
  Instant expires_at{};
};

/// A program that acts for a person. Only the SHA-256 of the token is kept.
struct ApiToken {
  std::string token_hash;  ///< 64 hexadecimal digits
  std::string name;        ///< what it is for, as its owner calls it
  std::string person;
  Instant created_at{};
  Instant expires_at{};
};

/// All by which a person is let in.
struct Account {
  std::vector<Credential> credentials;  ///< ascending by login
  std::vector<Session> sessions;        ///< the oldest first; those that have expired too
  std::vector<ApiToken> tokens;         ///< ascending by hash
};

}  // namespace guiju::app
