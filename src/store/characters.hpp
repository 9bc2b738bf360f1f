#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Characters of search texts.
namespace guiju::store {

/// Takes the first character off `text`, which is not empty. A byte that begins none is U+FFFD.
char32_t take_character(std::string_view& text);
void append_character(std::string& out, char32_t character);

/// One character as the index knows it: full-width forms narrow, letters lower-case, Chinese
/// simplified (character by character: the same on both sides of a comparison).
char32_t normalised(char32_t character);

enum class CharacterKind {
  separator,
  word,   ///< ASCII letters and digits
  joint,  ///< `-`, `_`, `/`, `.`, `#`: within numbers of rooms and cases
  han,    ///< Chinese, and every other script
};
CharacterKind kind_of(char32_t normalised_character);

/// The readings of a Chinese character in pinyin without tones, the usual one first; ü is there as
/// `v` and as `u`. Empty for what is no Chinese character. Thread-safe.
std::vector<std::string> readings_of(char32_t character);

/// Loads what `normalised` and `readings_of` need, which takes some 150 ms. They do it themselves
/// when first asked.
void warm_up_characters();

}  // namespace guiju::store
