#include "base/hash.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "base/assert.hpp"

namespace guiju {
namespace {

/// OpenSSL's SHA-256 with a context kept per thread: measured, it takes 1.3 us for 400 bytes where
/// libsodium's portable one takes 2.2 us, and looking up the algorithm each time would cost another
/// 0.1.
class Sha256 {
 public:
  Hash digest(std::string_view bytes) {
    Hash hash;
    unsigned length = 0;
    const bool done = EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) == 1 &&
                      EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1 &&
                      EVP_DigestFinal_ex(context_.get(), hash.data(), &length) == 1;
    GUIJU_ASSERT(done && length == hash.size());
    return hash;
  }

 private:
  struct Free {
    void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD, Free> algorithm_{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
};

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

Hash sha256(std::string_view bytes) {
  thread_local Sha256 sha256;
  return sha256.digest(bytes);
}

struct Sha256Stream::State {
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) {
  const bool done = EVP_DigestInit_ex2(state_->context.get(), EVP_sha256(), nullptr) == 1;
  GUIJU_ASSERT(done);
}

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::append(std::string_view bytes) {
  const bool done = EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1;
  GUIJU_ASSERT(done);
}

Hash Sha256Stream::finish() {
  Hash hash;
  unsigned length = 0;
  const bool done = EVP_DigestFinal_ex(state_->context.get(), hash.data(), &length) == 1;
  GUIJU_ASSERT(done && length == hash.size());
  return hash;
}

std::string to_hex(const Hash& hash) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * hash.size());
  for (const std::uint8_t byte : hash) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::optional<Hash> parse_hex(std::string_view text) {
  Hash hash;
  if (text.size() != 2 * hash.size()) return std::nullopt;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const int high = digit_value(text[2 * i]);
    const int low = digit_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    hash[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return hash;
}

std::optional<Hash> hash_from(std::string_view bytes) {
  Hash hash;
  if (bytes.size() != hash.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

}  // namespace guiju
