#pragma once

// How numbers and texts stand in the journal's bytes: big-endian, texts behind their length.

#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>

#include "base/assert.hpp"
#include "base/hash.hpp"

namespace guiju::journal {

/// Writes into memory that the caller has made large enough.
class ByteWriter {
 public:
  explicit ByteWriter(char* out) : out_(out) {}

  void raw(std::string_view bytes) {
    if (!bytes.empty()) std::memcpy(out_, bytes.data(), bytes.size());
    out_ += bytes.size();
  }
  void hash(const Hash& hash) { raw(bytes_of(hash)); }
  void u64(std::uint64_t value) { number(value, 8); }
  void i64(std::int64_t value) { number(static_cast<std::uint64_t>(value), 8); }
  void i32(std::int32_t value) { number(static_cast<std::uint32_t>(value), 4); }
  void text(std::string_view text) {
    GUIJU_ASSERT(text.size() <= std::numeric_limits<std::uint32_t>::max());
    number(text.size(), 4);
    raw(text);
  }
  const char* end() const { return out_; }

 private:
  void number(std::uint64_t value, int width) {
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8)
      *out_++ = static_cast<char>(value >> shift);
  }
  char* out_;
};

/// Reads what `ByteWriter` wrote. Once the bytes are too few, every further read gives nothing and
/// `ok` is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::string_view raw(std::size_t size) {
    if (!ok_ || rest_.size() < size) {
      ok_ = false;
      return {};
    }
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }
  std::uint64_t u64() { return number(8); }
  std::int64_t i64() { return static_cast<std::int64_t>(number(8)); }
  Hash hash() { return hash_from(raw(sizeof(Hash))).value_or(no_hash); }
  std::string_view text() { return raw(number(4)); }
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::uint64_t number(std::size_t width) {
    std::uint64_t value = 0;
    for (const char c : raw(width)) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace guiju::journal
