#include "http/password_rules.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/json.hpp"
#include "http/secrets.hpp"

namespace guiju::http {
namespace {

constexpr std::size_t characters_min = 8;
constexpr std::size_t remaining_min = 4;
/// Shorter words stand by chance in what nobody would guess.
constexpr std::size_t word_bytes_min = 3;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
  }));
}

/// Takes every occurrence of the word out; true when there was one.
bool take_out(std::string& text, std::string_view word) {
  if (word.size() < word_bytes_min) return false;
  bool found = false;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    text.erase(at, word.size());
    found = true;
  }
  return found;
}

bool is_guessable(std::string lower, std::span<const std::string> about) {
  bool has_word = false;
  for (const std::string_view word : {"guiju", "规矩", "規矩", "password", "密码", "密碼"}) {
    has_word = take_out(lower, word) || has_word;
  }
  for (const auto& word : about) has_word = take_out(lower, in_lower_case(word)) || has_word;
  if (!has_word) return false;
  std::erase_if(lower, [](char c) { return !is_letter(c); });
  return characters_of(lower) < remaining_min;
}

}  // namespace

PasswordFault fault_of_password(std::string_view password, std::span<const std::string> about) {
  if (!is_valid_utf8(password)) return PasswordFault::not_utf8;
  if (characters_of(password) < characters_min) return PasswordFault::too_short;
  if (password.size() > password_bytes_max) return PasswordFault::too_long;
  std::string lower = in_lower_case(password);
  if (lower.find('\n') == std::string::npos &&
      common_passwords().find("\n" + lower + "\n") != std::string_view::npos) {
    return PasswordFault::common;
  }
  return is_guessable(std::move(lower), about) ? PasswordFault::guessable : PasswordFault::none;
}

const pack::Text& text_of(PasswordFault fault) {
  GUIJU_ASSERT(fault != PasswordFault::none);
  static const pack::Text texts[] = {
      {"", "", ""},
      {"密码不是有效的文字", "", "The password is no text in UTF-8"},
      {"密码太短，至少八个字符", "", "The password is shorter than 8 characters"},
      {"密码太长，至多 256 字节", "", "The password is longer than 256 bytes"},
      {"这个密码人人都会先猜", "", "This password is among those that are guessed first"},
      {"密码几乎就是姓名、用户名、公司或系统的名称", "",
       "The password is hardly more than a name: yours, the company's or the program's"},
  };
  return texts[static_cast<std::size_t>(fault)];
}

}  // namespace guiju::http
