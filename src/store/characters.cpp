#include "store/characters.hpp"

#include <opencc/opencc.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace guiju::store {
namespace {

constexpr char32_t no_character = 0xFFFD;
constexpr std::size_t plane_size = 0x10000;

/// Extension A and the unified ideographs: all that the two scripts write differently in practice.
constexpr char32_t first_han = 0x3400;
constexpr char32_t last_han = 0x9FFF;

using Plane = std::array<char16_t, plane_size>;

void simplify(Plane& plane) {
  std::string text;
  for (char32_t c = first_han; c <= last_han; ++c) {
    append_character(text, c);
    text += '\n';
  }
  const opencc_t converter = opencc_open(OPENCC_DEFAULT_CONFIG_TRAD_TO_SIMP);
  if (converter == reinterpret_cast<opencc_t>(-1)) {
    throw std::runtime_error("OpenCC's t2s.json cannot be loaded (Debian package libopencc-data)");
  }
  char* converted = opencc_convert_utf8(converter, text.c_str(), text.size());
  std::string_view rest = converted;
  for (char32_t c = first_han; c <= last_han && !rest.empty(); ++c) {
    const char32_t simple = take_character(rest);
    if (simple < plane_size) plane[c] = static_cast<char16_t>(simple);
    rest.remove_prefix(std::min(rest.size(), rest.find('\n') + 1));
  }
  opencc_convert_utf8_free(converted);
  opencc_close(converter);
}

/// What each character of the basic plane is normalised to.
const Plane& plane() {
  static const std::unique_ptr<const Plane> made = [] {
    auto table = std::make_unique<Plane>();
    for (std::size_t c = 0; c < plane_size; ++c) (*table)[c] = static_cast<char16_t>(c);
    simplify(*table);
    for (char16_t c = 0xFF01; c <= 0xFF5E; ++c) (*table)[c] = static_cast<char16_t>(c - 0xFEE0);
    (*table)[0x3000] = u' ';
    const auto lower = [](char16_t c) {
      return c >= u'A' && c <= u'Z' ? static_cast<char16_t>(c + 32) : c;
    };
    for (char16_t& c : *table) c = lower(c);
    return table;
  }();
  return *made;
}

}  // namespace

char32_t take_character(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || length > text.size()) {
    text.remove_prefix(1);
    return no_character;
  }
  char32_t character = length == 1 ? lead : lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) character = (character << 6) | (byte(i) & 0x3Fu);
  text.remove_prefix(length);
  return character;
}

void append_character(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F));
  } else if (c < plane_size) {
    put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
  }
}

char32_t normalised(char32_t character) {
  return character < plane_size ? plane()[character] : character;
}

CharacterKind kind_of(char32_t c) {
  if (c < 0x80) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) return CharacterKind::word;
    if (c == '-' || c == '_' || c == '/' || c == '.' || c == '#') return CharacterKind::joint;
    return CharacterKind::separator;
  }
  const bool is_punctuation = c < 0xC0 || (c >= 0x2000 && c <= 0x2BFF) ||
                              (c >= 0x3000 && c <= 0x303F) || (c >= 0xFE10 && c <= 0xFE6F) ||
                              (c >= 0xFF00 && c <= 0xFF0F) || c >= 0xFFE0;
  return is_punctuation && c < plane_size ? CharacterKind::separator : CharacterKind::han;
}

void warm_up_characters() {
  normalised(U'一');
  readings_of(U'一');
}

}  // namespace guiju::store
