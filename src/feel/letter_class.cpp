#include "feel/letter_class.hpp"

#include <algorithm>
#include <array>

#include "feel/letter_case.hpp"

namespace guiju::feel {
namespace {

struct Block {
  std::string_view name;
  char32_t first;
  char32_t last;
};

constexpr std::array<Block, 24> blocks{{{"IsBasicLatin", 0x0, 0x7F},
                                        {"IsLatin-1Supplement", 0x80, 0xFF},
                                        {"IsLatinExtended-A", 0x100, 0x17F},
                                        {"IsLatinExtended-B", 0x180, 0x24F},
                                        {"IsGreek", 0x370, 0x3FF},
                                        {"IsGreekandCoptic", 0x370, 0x3FF},
                                        {"IsCyrillic", 0x400, 0x4FF},
                                        {"IsHebrew", 0x590, 0x5FF},
                                        {"IsArabic", 0x600, 0x6FF},
                                        {"IsThai", 0xE00, 0xE7F},
                                        {"IsHangulJamo", 0x1100, 0x11FF},
                                        {"IsGeneralPunctuation", 0x2000, 0x206F},
                                        {"IsCurrencySymbols", 0x20A0, 0x20CF},
                                        {"IsLetterlikeSymbols", 0x2100, 0x214F},
                                        {"IsNumberForms", 0x2150, 0x218F},
                                        {"IsArrows", 0x2190, 0x21FF},
                                        {"IsMathematicalOperators", 0x2200, 0x22FF},
                                        {"IsCJKSymbolsandPunctuation", 0x3000, 0x303F},
                                        {"IsHiragana", 0x3040, 0x309F},
                                        {"IsKatakana", 0x30A0, 0x30FF},
                                        {"IsCJKUnifiedIdeographsExtensionA", 0x3400, 0x4DBF},
                                        {"IsCJKUnifiedIdeographs", 0x4E00, 0x9FFF},
                                        {"IsHangulSyllables", 0xAC00, 0xD7A3},
                                        {"IsHalfwidthandFullwidthForms", 0xFF00, 0xFFEF}}};

constexpr std::array<std::string_view, 14> categories{"L", "Lu", "Ll", "Lo", "N", "Nd", "P",
                                                      "S", "Z",  "Zs", "Sc", "M", "C",  "Cc"};

/// Zeros of the decimal digits that are in use.
constexpr std::array<char32_t, 12> zeros{0x30,  0x660, 0x6F0, 0x966, 0x9E6,  0xA66,
                                         0xAE6, 0xB66, 0xE50, 0xED0, 0x17E0, 0xFF10};

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0xD800 && c <= 0xF8FF) || c == 0xFEFF;
}

bool is_separator(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_one_of(std::u32string_view set, char32_t c) {
  return set.find(c) != std::u32string_view::npos;
}

bool is_symbol(char32_t c) {
  return is_one_of(U"$+<=>^`|~¢£¤¥¦¨©¬®¯°±´¸×÷", c) || (c >= 0x20A0 && c <= 0x20CF) ||
         (c >= 0x2190 && c <= 0x23FF) || (c >= 0x2500 && c <= 0x27BF) || c == 0xFFE5 ||
         (c >= 0x1F000 && c <= 0x1FAFF);
}

bool is_punctuation(char32_t c) {
  if (c < 0x80) return is_one_of(U"!\"#%&'()*,-./:;?@[\\]_{}", c);
  return is_one_of(U"¡§«¶·»¿", c) || (c >= 0x2010 && c <= 0x2027) ||
         (c >= 0x2030 && c <= 0x205E && c != 0x2044 && c != 0x2052) ||
         (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) ||
         (c >= 0x3014 && c <= 0x301F) ||
         (c >= 0xFF01 && c <= 0xFF0F && c != 0xFF04 && c != 0xFF0B) || c == 0xFF1A || c == 0xFF1B ||
         c == 0xFF1F || c == 0xFF20;
}

bool is_mark(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE2F);
}

bool is_other_number(char32_t c) {
  return is_one_of(U"²³¹¼½¾", c) || (c >= 0x2070 && c <= 0x2089) || (c >= 0x2150 && c <= 0x218B) ||
         (c >= 0x2460 && c <= 0x249B) || c == 0x3007;
}

bool is_upper(char32_t c) { return lower_code_point(c) != c; }
bool is_lower(char32_t c) { return upper_code_point(c) != c || c == 0xDF; }

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return !is_control(c) && !is_separator(c) && !is_symbol(c) && !is_punctuation(c) && !is_mark(c) &&
         !is_digit_character(c) && !is_other_number(c);
}

}  // namespace

bool is_digit_character(char32_t c) {
  return std::any_of(zeros.begin(), zeros.end(),
                     [c](char32_t zero) { return c >= zero && c < zero + 10; });
}

bool is_word_character(char32_t c) {
  return !is_control(c) && !is_separator(c) && !is_punctuation(c);
}

bool is_name_start_character(char32_t c) { return c == ':' || c == '_' || is_letter(c); }

bool is_name_character(char32_t c) {
  return is_name_start_character(c) || c == '-' || c == '.' || c == 0xB7 || is_digit_character(c) ||
         is_mark(c);
}

bool is_character_property(std::string_view name) {
  return std::find(categories.begin(), categories.end(), name) != categories.end() ||
         std::any_of(blocks.begin(), blocks.end(),
                     [name](const Block& block) { return block.name == name; });
}

bool has_character_property(std::string_view name, char32_t c) {
  for (const auto& block : blocks) {
    if (block.name == name) return c >= block.first && c <= block.last;
  }
  if (name == "Lu") return is_upper(c);
  if (name == "Ll") return is_lower(c);
  if (name == "Lo") return is_letter(c) && !is_upper(c) && !is_lower(c);
  if (name == "L") return is_letter(c);
  if (name == "Nd") return is_digit_character(c);
  if (name == "N") return is_digit_character(c) || is_other_number(c);
  if (name == "P") return is_punctuation(c);
  if (name == "Sc") return c == '$' || (c >= 0xA2 && c <= 0xA5) || (c >= 0x20A0 && c <= 0x20CF);
  if (name == "S") return is_symbol(c);
  if (name == "Z" || name == "Zs") return is_separator(c);
  if (name == "M") return is_mark(c);
  return is_control(c);
}

}  // namespace guiju::feel
