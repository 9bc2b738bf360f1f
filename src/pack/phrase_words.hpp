#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/field.hpp"

/// Words for what stands in every pack: own names, amounts, lengths of time, units.
namespace guiju::pack {

inline Text both(const std::string& text) { return {text, {}, text}; }

/// What every pack has by a name of its own, as `now`; empty for another name.
std::optional<Text> own_word(std::string_view name);
/// Whether the text is a whole number that is no longer than amounts are.
bool is_whole(const std::string& text);
/// `¥5,000.00` for a whole number of fen.
std::string yuan(const std::string& fen);
/// `PT2H`: 2 小时; every other date, time or duration as it stands.
Text moment_words(const std::string& text);
/// `working days`: 个工作日; a unit that has no word as it stands.
Text unit_words(const std::string& unit);

/// A call of a function, its arguments in words already; empty for a function without words.
std::optional<Text> call_words(const std::string& name, const std::vector<Text>& arguments);

}  // namespace guiju::pack
