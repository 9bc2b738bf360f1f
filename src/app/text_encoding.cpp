#include "app/text_encoding.hpp"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>

#include "app/table.hpp"
#include "base/json.hpp"

namespace guiju::app {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::size_t chunk_bytes = 1 << 16;

unsigned byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

/// Text has line ends and tabs, and no other control characters; a wrong guess soon meets some.
bool has_controls(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = byte_at(text, i);
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return true;
    if (byte == 0x7f) return true;
    // U+0080 to U+009F.
    if (byte == 0xC2 && i + 1 < text.size() && byte_at(text, i + 1) < 0xA0) return true;
  }
  return false;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Without a character at the end of which bytes are still to come.
std::string_view whole_utf8(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = byte_at(text, text.size() - back);
    if (byte < 0x80) break;
    if (byte < 0xC0) continue;
    const std::size_t wanted = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    return wanted > back ? text.substr(0, text.size() - back) : text;
  }
  return text;
}

}  // namespace

class TextReader::Iconv {
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

  /// Converts what is whole of `bytes` and takes it off them. False where they mean nothing.
  bool convert(std::string& bytes, std::string& out) {
    char* in = bytes.data();
    std::size_t left = bytes.size();
    char buffer[1 << 14];
    while (left > 0) {
      char* to = buffer;
      std::size_t room = sizeof buffer;
      const auto converted = iconv(handle_, &in, &left, &to, &room);
      out.append(buffer, sizeof buffer - room);
      if (converted != static_cast<std::size_t>(-1) || errno == E2BIG) continue;
      if (errno == EINVAL) break;  // the rest of a character is to come
      return false;
    }
    bytes.erase(0, bytes.size() - left);
    return true;
  }

 private:
  iconv_t handle_;
};

TextReader::TextReader(std::istream& in, std::string begun)
    : in_(in), raw_(std::move(begun)), bytes_(static_cast<std::int64_t>(raw_.size())) {}
TextReader::~TextReader() = default;
TextReader::TextReader(TextReader&&) noexcept = default;

std::string_view TextReader::encoding() const {
  constexpr std::string_view names[] = {"UTF-8", "UTF-8", "UTF-16", "GB18030"};
  return names[static_cast<std::size_t>(encoding_)];
}

/// False when nothing more came.
bool TextReader::fill() {
  const auto before = raw_.size();
  raw_.resize(before + chunk_bytes);
  in_.read(raw_.data() + before, static_cast<std::streamsize>(chunk_bytes));
  const auto count = static_cast<std::size_t>(in_.gcount());
  raw_.resize(before + count);
  bytes_ += static_cast<std::int64_t>(count);
  return count > 0;
}

void TextReader::begin() {
  is_begun_ = true;
  if (raw_.starts_with("\xFF\xFE") || raw_.starts_with("\xFE\xFF")) {
    encoding_ = Encoding::utf16;
    iconv_ = std::make_unique<Iconv>("UTF-16");
  } else if (raw_.starts_with(utf8_mark)) {
    encoding_ = Encoding::utf8;
    raw_.erase(0, utf8_mark.size());
  }
}

void TextReader::decide(std::string_view whole) {
  if (encoding_ != Encoding::unknown || is_ascii(whole)) return;
  const bool is_utf8 = is_valid_utf8(whole);
  encoding_ = is_utf8 ? Encoding::utf8 : Encoding::gb18030;
  if (!is_utf8) iconv_ = std::make_unique<Iconv>("GB18030");
}

void TextReader::refuse(const char* why) const {
  throw TableError(TableFault::encoding, line_, why);
}

/// The lines before the one that is no UTF-8, so that this one is named.
std::string_view TextReader::valid_lines(std::string_view text) const {
  std::size_t at = 0;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', at)) {
    if (!is_valid_utf8(text.substr(at, end - at))) break;
    at = end + 1;
  }
  if (at == 0) refuse("this is no UTF-8, although it began so");
  return text.substr(0, at);
}

bool TextReader::next(std::string& chunk) {
  chunk.clear();
  for (bool is_more = true; chunk.empty();) {
    is_more = fill();
    if (!is_begun_) begin();
    if (raw_.empty() && !is_more) return false;
    auto whole = is_more ? whole_utf8(raw_) : std::string_view(raw_);
    decide(whole);
    if (iconv_) {
      if (!iconv_->convert(raw_, chunk)) refuse("bytes that mean nothing in the text's encoding");
      if (!is_more && !raw_.empty()) refuse("the text ends within a character");
      if (encoding_ == Encoding::gb18030 && has_controls(chunk)) {
        refuse("this is no UTF-8, and no text in GB18030");
      }
      continue;
    }
    if (!is_valid_utf8(whole)) whole = valid_lines(whole);
    chunk = whole;
    raw_.erase(0, whole.size());
  }
  line_ += std::count(chunk.begin(), chunk.end(), '\n');
  return true;
}

}  // namespace guiju::app
