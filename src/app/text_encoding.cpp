#include "app/text_encoding.hpp"

#include <iconv.h>

#include <cerrno>
#include <stdexcept>

#include "base/json.hpp"

namespace guiju::app {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

class Iconv {
 public:
  explicit Iconv(const char* from) : handle_(iconv_open("UTF-8", from)) {
    // iconv_open says failure as a pointer of minus one.
    if (handle_ == iconv_t(-1)) {
      throw std::runtime_error(std::string("this machine cannot convert ") + from +
                               " (the C library's gconv modules are missing)");
    }
  }
  ~Iconv() { iconv_close(handle_); }
  Iconv(const Iconv&) = delete;
  Iconv& operator=(const Iconv&) = delete;

  std::optional<std::string> convert(std::string& bytes) {
    std::string out;
    char* in = bytes.data();
    std::size_t left = bytes.size();
    char buffer[1 << 14];
    while (left > 0) {
      char* to = buffer;
      std::size_t room = sizeof buffer;
      const auto converted = iconv(handle_, &in, &left, &to, &room);
      out.append(buffer, sizeof buffer - room);
      if (converted == static_cast<std::size_t>(-1) && errno != E2BIG) return std::nullopt;
    }
    return out;
  }

 private:
  iconv_t handle_;
};

/// Text has line ends and tabs, and no other control characters; a wrong guess soon meets some.
bool has_controls(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return true;
    if (byte == 0x7f) return true;
    // U+0080 to U+009F.
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<DecodedText> decode_text(std::string bytes) {
  DecodedText decoded{.text = {}, .encoding = "UTF-8"};
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    decoded.encoding = "UTF-16";
    auto text = Iconv("UTF-16").convert(bytes);
    if (!text) return std::nullopt;
    decoded.text = *std::move(text);
  } else if (bytes.starts_with(utf8_mark)) {
    decoded.text = bytes.substr(utf8_mark.size());
    if (!is_valid_utf8(decoded.text)) return std::nullopt;
  } else if (is_valid_utf8(bytes)) {
    decoded.text = std::move(bytes);
  } else {
    decoded.encoding = "GB18030";
    auto text = Iconv("GB18030").convert(bytes);
    if (!text) return std::nullopt;
    decoded.text = *std::move(text);
  }
  if (has_controls(decoded.text)) return std::nullopt;
  return decoded;
}

}  // namespace guiju::app
