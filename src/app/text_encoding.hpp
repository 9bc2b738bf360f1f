#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <string>
#include <string_view>

namespace guiju::app {

/// Text as Excel and WPS save it, chunk by chunk as UTF-8 without byte order mark: UTF-8, UTF-16
/// with its mark, else GB18030 (GBK), which is what they write in China. Which one it is shows in
/// the first chunk that is not ASCII alone.
class TextReader {
 public:
  /// `begun`: what was taken from the stream already.
  explicit TextReader(std::istream& in, std::string begun = {});
  ~TextReader();
  TextReader(TextReader&&) noexcept;

  /// False at the end; `chunk` holds whole characters. Throws TableError `encoding` for what is no
  /// text in any of these: bytes without sense, and in GB18030 control characters.
  bool next(std::string& chunk);
  /// `UTF-8`, `GB18030`, `UTF-16`: as far as it is known.
  std::string_view encoding() const;
  /// Bytes taken from the stream so far.
  std::int64_t bytes() const { return bytes_; }

 private:
  class Iconv;
  enum class Encoding { unknown, utf8, utf16, gb18030 };
  bool fill();
  void begin();
  void decide(std::string_view whole);
  [[noreturn]] void refuse(const char* why) const;
  std::string_view valid_lines(std::string_view text) const;

  std::istream& in_;
  std::string raw_;  ///< not converted yet
  Encoding encoding_ = Encoding::unknown;
  bool is_begun_ = false;
  std::unique_ptr<Iconv> iconv_;
  std::int64_t line_ = 1;
  std::int64_t bytes_ = 0;
};

}  // namespace guiju::app
