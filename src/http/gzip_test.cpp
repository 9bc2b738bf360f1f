#include "http/gzip.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace guiju::http {
namespace {

std::string unpacked(std::string bytes, std::size_t size) {
  std::string text(size + 1, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

TEST(Gzip, gives_back_what_was_put_in) {
  for (const std::size_t size : {0, 1, 100'000}) {
    std::string text(size, 'x');
    unsigned state = 1;
    for (char& c : text) c = static_cast<char>((state = state * 1'103'515'245U + 12'345U) >> 16);
    EXPECT_EQ(unpacked(gzipped(text), size), text);
  }
}

TEST(Gzip, makes_little_of_what_repeats_itself) {
  EXPECT_LT(gzipped(std::string(100'000, 'x')).size(), 1'000U);
}

}  // namespace
}  // namespace guiju::http
