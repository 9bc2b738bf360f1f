#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace guiju {

/// HMAC-SHA-1 (RFC 2104): for the codes of RFC 6238, and for nothing else.
std::array<std::uint8_t, 20> hmac_sha1(std::string_view key, std::string_view message);

}  // namespace guiju
