#include "feel/letter_case.hpp"

#include <array>

#include "base/text.hpp"

namespace guiju::feel {
namespace {

/// Upper case letters whose lower case is a fixed distance away.
struct Shift {
  char32_t first;
  char32_t last;
  char32_t distance;
};

constexpr std::array<Shift, 10> shifts{{{'A', 'Z', 32},
                                        {0xC0, 0xD6, 32},
                                        {0xD8, 0xDE, 32},
                                        {0x388, 0x38A, 37},
                                        {0x391, 0x3A1, 32},
                                        {0x3A3, 0x3AB, 32},
                                        {0x400, 0x40F, 80},
                                        {0x410, 0x42F, 32},
                                        {0x531, 0x556, 48},
                                        {0xFF21, 0xFF3A, 32}}};

/// Ranges in which upper and lower case letters alternate; `even` when the upper ones are even.
struct Alternation {
  char32_t first;
  char32_t last;
  bool even;
};

constexpr std::array<Alternation, 13> alternations{{{0x100, 0x12F, true},
                                                    {0x132, 0x137, true},
                                                    {0x139, 0x148, false},
                                                    {0x14A, 0x177, true},
                                                    {0x179, 0x17E, false},
                                                    {0x1CD, 0x1DC, false},
                                                    {0x1DE, 0x1EF, true},
                                                    {0x1F8, 0x21F, true},
                                                    {0x370, 0x373, true},
                                                    {0x460, 0x481, true},
                                                    {0x48A, 0x4BF, true},
                                                    {0x4D0, 0x52F, true},
                                                    {0x1E00, 0x1E95, true}}};

struct Pair {
  char32_t upper;
  char32_t lower;
};

constexpr std::array<Pair, 6> pairs{{{0x178, 0xFF},
                                     {0x386, 0x3AC},
                                     {0x38C, 0x3CC},
                                     {0x38E, 0x3CD},
                                     {0x38F, 0x3CE},
                                     {0x4C0, 0x4CF}}};

/// Letters that only go one way: the Kelvin and Angstrom signs, the long s, final sigma.
constexpr std::array<Pair, 2> only_lower{{{0x212A, 'k'}, {0x212B, 0xE5}}};
constexpr std::array<Pair, 3> only_upper{{{'S', 0x17F}, {0x3A3, 0x3C2}, {0x39C, 0xB5}}};

template <class Map>
std::string mapped(std::string_view text, const Map& map) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) append_utf8(result, map(next_code_point(text, at)));
  return result;
}

}  // namespace

char32_t lower_code_point(char32_t c) {
  for (const auto& shift : shifts) {
    if (c >= shift.first && c <= shift.last) return c + shift.distance;
  }
  for (const auto& range : alternations) {
    if (c >= range.first && c <= range.last) return (c % 2 == 0) == range.even ? c + 1 : c;
  }
  for (const auto& pair : pairs) {
    if (c == pair.upper) return pair.lower;
  }
  for (const auto& pair : only_lower) {
    if (c == pair.upper) return pair.lower;
  }
  return c;
}

char32_t upper_code_point(char32_t c) {
  for (const auto& shift : shifts) {
    if (c >= shift.first + shift.distance && c <= shift.last + shift.distance) {
      return c - shift.distance;
    }
  }
  for (const auto& range : alternations) {
    if (c >= range.first && c <= range.last) return (c % 2 == 0) == range.even ? c : c - 1;
  }
  for (const auto& pair : pairs) {
    if (c == pair.lower) return pair.upper;
  }
  for (const auto& pair : only_upper) {
    if (c == pair.lower) return pair.upper;
  }
  return c;
}

std::string to_lower(std::string_view text) { return mapped(text, lower_code_point); }

std::string to_upper(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == 0xDF) {
      result += "SS";
    } else {
      append_utf8(result, upper_code_point(c));
    }
  }
  return result;
}

}  // namespace guiju::feel
