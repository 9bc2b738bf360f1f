#include "money/capitals.hpp"

#include <array>
#include <string_view>

namespace guiju::money {
namespace {

constexpr std::array<std::string_view, 10> digits{"零", "壹", "贰", "叁", "肆",
                                                  "伍", "陆", "柒", "捌", "玖"};
constexpr std::array<std::string_view, 4> places{"", "拾", "佰", "仟"};
/// Of each group of four digits, from the right; the largest amount has four groups.
constexpr std::array<std::string_view, 4> groups{"", "万", "亿", "万"};

std::string digit(std::int64_t number) {
  return std::string(digits[static_cast<std::size_t>(number)]);
}

/// Four digits. However many zeros stand side by side, one is said; none at the end.
std::string group_text(std::int64_t group, bool is_first) {
  std::string text;
  bool zero = false;
  std::int64_t unit = 1000;
  for (std::size_t place = 4; place-- > 0; unit /= 10) {
    const auto number = group / unit % 10;
    if (number == 0) {
      zero = true;
      continue;
    }
    if (zero && !(is_first && text.empty())) text += digit(0);
    zero = false;
    text += digit(number);
    text += places[place];
  }
  return text;
}

std::string yuan_text(std::int64_t yuan) {
  std::string text;
  std::int64_t unit = 1'000'000'000'000;
  bool zero = false;  // a group of nothing but zeros lies before
  for (std::size_t at = groups.size(); at-- > 0; unit /= 10'000) {
    const auto group = yuan / unit % 10'000;
    if (group == 0) {
      zero = !text.empty();
      // 万亿: the second 万 says nothing of the 亿 unless it is said.
      if (at == 2 && !text.empty()) text += groups[at];
      continue;
    }
    auto spoken = group_text(group, text.empty());
    if (zero && !spoken.starts_with(digits[0])) spoken = digit(0) + spoken;
    zero = false;
    text += spoken;
    text += groups[at];
  }
  return text;
}

}  // namespace

std::string in_capitals(Money amount) {
  const auto size = amount.fen < 0 ? -amount.fen : amount.fen;
  const auto yuan = size / 100, jiao = size / 10 % 10, fen = size % 10;
  std::string text = amount.fen < 0 ? "负" : "";
  if (yuan > 0) text += yuan_text(yuan) + "元";
  if (jiao > 0) text += digit(jiao) + "角";
  if (jiao == 0 && fen > 0 && yuan > 0) text += digit(0);
  if (fen > 0) return text + digit(fen) + "分";
  return text + (size == 0 ? "零元整" : "整");
}

}  // namespace guiju::money
