#include "http/secrets.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "base/assert.hpp"
#include "base/json.hpp"

namespace guiju::http {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;

void start_sodium() {
  static const int started = sodium_init();
  GUIJU_ASSERT(started >= 0);
}

}  // namespace

std::string make_secret() {
  start_sodium();
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

std::string hash_of_secret(std::string_view secret) {
  static constexpr char hex[] = "0123456789abcdef";
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(secret.data()),
                     secret.size());
  std::string text;
  text.reserve(2 * hash.size());
  for (const unsigned char byte : hash) (text += hex[byte >> 4]) += hex[byte & 15];
  return text;
}

std::string hash_password(std::string_view password) {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), passes, memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::runtime_error("not enough memory to hash a password");
  }
  return hash.data();
}

bool verify_password(const std::string& hash, std::string_view password) {
  start_sodium();
  static const std::string nobody = hash_password(make_secret());
  const bool known = !hash.empty();
  const std::string& compared = known ? hash : nobody;
  const bool equal =
      password.size() <= password_bytes_max &&
      crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return known && equal;
}

}  // namespace guiju::http
