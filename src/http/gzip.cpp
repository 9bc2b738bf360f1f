#include "http/gzip.hpp"

#include <zlib.h>

#include <stdexcept>

namespace guiju::http {
namespace {

constexpr int quick = 1;             // a quarter of the time of the usual 6, and a fifth more bytes
constexpr int gzip_frame = 15 + 16;  // the largest window, with the head and tail of gzip
constexpr int usual_memory = 8;

}  // namespace

std::string gzipped(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, quick, Z_DEFLATED, gzip_frame, usual_memory, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw std::runtime_error("gzip: no memory");
  }
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::runtime_error("gzip: the bound was too small");
  return out;
}

}  // namespace guiju::http
