#include "http/totp.hpp"

#include <array>

#include "base/hmac.hpp"
#include "http/wire.hpp"

namespace guiju::http {

std::string totp_code(std::string_view key, std::int64_t step, int digits) {
  std::string counter(8, '\0');
  auto rest = static_cast<std::uint64_t>(step);
  for (auto byte = counter.rbegin(); byte != counter.rend(); ++byte) {
    *byte = static_cast<char>(rest & 0xFFU);
    rest >>= 8U;
  }
  const auto mac = hmac_sha1(key, counter);
  const std::size_t offset = mac.back() & 0x0FU;
  std::uint32_t number = mac[offset] & 0x7FU;
  for (std::size_t i = 1; i < 4; ++i) number = number << 8U | mac[offset + i];
  std::string code(static_cast<std::size_t>(digits), '0');
  for (auto digit = code.rbegin(); digit != code.rend(); ++digit) {
    *digit = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  return code;
}

std::string to_base32(std::string_view bytes) {
  static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  unsigned bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8U | static_cast<unsigned char>(c);
    for (count += 8; count >= 5; count -= 5) {
      text += alphabet[bits >> static_cast<unsigned>(count - 5) & 31U];
    }
    bits &= (1U << static_cast<unsigned>(count)) - 1;
  }
  if (count > 0) text += alphabet[bits << static_cast<unsigned>(5 - count) & 31U];
  return text;
}

std::string otpauth_uri(std::string_view issuer, std::string_view login, std::string_view key) {
  const std::string name = percent_encode(issuer);
  return "otpauth://totp/" + name + ":" + percent_encode(login) + "?secret=" + to_base32(key) +
         "&issuer=" + name + "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace guiju::http
