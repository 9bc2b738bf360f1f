#pragma once

#include <string>
#include <string_view>

/// Randomness and hashes of the edge.
namespace guiju::http {

/// 256 random bits, base64url: a session's cookie, a program's token.
std::string make_secret();
/// SHA-256 of a secret as 64 hexadecimal digits: all that is kept of it.
std::string hash_of_secret(std::string_view secret);

/// Argon2id with 19 MiB and two passes, some 25 ms of one core: never on an io thread.
std::string hash_password(std::string_view password);
/// False for a wrong password and for what is no hash. An empty `hash` (nobody has that login)
/// takes as long as a real one.
bool verify_password(const std::string& hash, std::string_view password);
inline constexpr std::size_t password_bytes_max = 256;

}  // namespace guiju::http
