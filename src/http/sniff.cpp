#include "http/sniff.hpp"

#include <magic.h>

#include <memory>
#include <stdexcept>

namespace guiju::http {
namespace {

struct Close {
  void operator()(magic_set* magic) const { magic_close(magic); }
};
using Magic = std::unique_ptr<magic_set, Close>;

Magic open_magic() {
  Magic magic(magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS));
  if (!magic || magic_load(magic.get(), nullptr) != 0) {
    throw std::runtime_error("libmagic has no table of contents (package libmagic-mgc)");
  }
  return magic;
}

}  // namespace

std::string sniff_media_type(std::string_view head) {
  // Its tables are not for several threads at once, and take milliseconds to open.
  thread_local const Magic magic = open_magic();
  const char* type = magic_buffer(magic.get(), head.data(), head.size());
  return type == nullptr ? "application/octet-stream" : type;
}

}  // namespace guiju::http
