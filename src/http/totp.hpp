#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace guiju::http {

/// Codes that a device shows for half a minute each: TOTP, RFC 6238, with HMAC-SHA-1, six digits
/// and steps of 30 seconds, which is what every program for telephones knows.
inline constexpr Seconds totp_step_length{30};
inline constexpr int totp_digits = 6;

constexpr std::int64_t totp_step_at(Instant now) {
  return now.time_since_epoch() / totp_step_length;
}
/// The code of a step, with its leading zeros.
std::string totp_code(std::string_view key, std::int64_t step, int digits = totp_digits);

/// RFC 4648, without padding.
std::string to_base32(std::string_view bytes);
/// What a telephone reads from a QR code, or a person copies: whose key it is and for what.
std::string otpauth_uri(std::string_view issuer, std::string_view login, std::string_view key);

}  // namespace guiju::http
