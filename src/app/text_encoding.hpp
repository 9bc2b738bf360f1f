#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace guiju::app {

struct DecodedText {
  std::string text;           ///< UTF-8 without byte order mark
  std::string_view encoding;  ///< `UTF-8`, `GB18030`, `UTF-16`
};

/// Text as Excel and WPS save it: UTF-8, UTF-16 with its mark, else GB18030 (GBK), which is what
/// they write in China. Empty for what is none of these: bytes without sense, control characters.
std::optional<DecodedText> decode_text(std::string bytes);

}  // namespace guiju::app
