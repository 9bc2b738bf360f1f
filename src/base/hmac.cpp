#include "base/hmac.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/assert.hpp"

namespace guiju {

std::array<std::uint8_t, 20> hmac_sha1(std::string_view key, std::string_view message) {
  std::array<std::uint8_t, 20> mac{};
  unsigned length = 0;
  const auto* done = HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
                          reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                          mac.data(), &length);
  GUIJU_ASSERT(done != nullptr && length == mac.size());
  return mac;
}

}  // namespace guiju
