#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "feel/value.hpp"

/// FEEL text read without its names, for questions about what is written.
namespace guiju::feel {

/// The text with its comments, blanks and outer parentheses taken away: two texts that differ in
/// nothing else are the same expression. A text that is no FEEL comes back as it is.
std::string normal_text(std::string_view text);

/// Whether `name` (`params.days`, `limit`) stands in the text as a whole name.
bool names(std::string_view text, std::string_view name);

/// How FEEL writes the value, so that reading it gives the value again; empty for a null, a context
/// or a function, and for what holds one.
std::optional<std::string> literal_of(const Value& value);

/// The text with every `prefix.name` for which `value_of` gives a value replaced by that value.
std::string with_values(std::string_view text, std::string_view prefix,
                        const std::function<const Value*(std::string_view name)>& value_of);

/// The text with every use of the name `name` (one word) replaced by the expression `value`; names
/// of entries and of arguments (`name: …`) and members (`x.name`) are no uses.
std::string with_name(std::string_view text, std::string_view name, std::string_view value);

/// The value of a text that needs no names and calls nothing that does; empty for every other.
std::optional<Value> constant_of(std::string_view text);

}  // namespace guiju::feel
