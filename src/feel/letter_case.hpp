#pragma once

#include <string>
#include <string_view>

namespace guiju::feel {

/// Simple case mapping of Latin, Greek, Cyrillic, Armenian and full-width
/// letters, by code point and without a locale; `ß` becomes `SS`. Other scripts have no case.
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);
char32_t upper_code_point(char32_t c);
char32_t lower_code_point(char32_t c);

}  // namespace guiju::feel
