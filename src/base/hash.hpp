#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace guiju {

/// SHA-256.
using Hash = std::array<std::uint8_t, 32>;

/// That of nothing: before the first entry of a stream, and before the first seal.
inline constexpr Hash no_hash{};

Hash sha256(std::string_view bytes);

/// SHA-256 of what comes piece by piece.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;

  void append(std::string_view bytes);
  /// Of all that was appended; once.
  Hash finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// 64 lower-case hexadecimal digits.
std::string to_hex(const Hash& hash);
std::optional<Hash> parse_hex(std::string_view text);
/// The 32 bytes as a store keeps them.
inline std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}
/// Empty when `bytes` are not 32.
std::optional<Hash> hash_from(std::string_view bytes);

}  // namespace guiju
