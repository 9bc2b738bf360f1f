#pragma once

#include <string_view>

namespace guiju::feel {

// What kinds of characters there are, as XML Schema's patterns ask for them. General categories are
// known to their first letter and for the scripts this program meets (Latin, Greek, Cyrillic,
// Chinese, Japanese, Korean); characters of other scripts count as letters.

bool is_digit_character(char32_t c);
bool is_word_character(char32_t c);        ///< `\w`: all but punctuation, separators and others
bool is_name_start_character(char32_t c);  ///< `\i`: may begin an XML name
bool is_name_character(char32_t c);        ///< `\c`: may stand in an XML name

/// True when `\p{name}` is a category or a block that is known.
bool is_character_property(std::string_view name);
bool has_character_property(std::string_view name, char32_t c);

}  // namespace guiju::feel
