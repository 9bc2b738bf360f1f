#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Small readings of text in UTF-8.
namespace guiju {

/// The next code point at `at`, which moves past it. The text must be valid UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);

/// Without the blanks and line ends around it, those of Chinese text (U+3000) and those that do not
/// break (U+00A0) included.
std::string_view trimmed(std::string_view text);

}  // namespace guiju
