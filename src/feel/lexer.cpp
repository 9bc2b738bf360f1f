#include "feel/lexer.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "base/text.hpp"

namespace guiju::feel {
namespace {

struct CodeRange {
  char32_t first;
  char32_t last;
};

// DMN 1.5, 10.3.1.2, rule 28 (name start char) beyond ASCII.
constexpr std::array<CodeRange, 12> name_ranges{{{0xB7, 0xB7},
                                                 {0xC0, 0xD6},
                                                 {0xD8, 0xF6},
                                                 {0xF8, 0x37D},
                                                 {0x37F, 0x1FFF},
                                                 {0x200C, 0x200D},
                                                 {0x203F, 0x2040},
                                                 {0x2070, 0x218F},
                                                 {0x2C00, 0x2FEF},
                                                 {0x3001, 0xD7FF},
                                                 {0xF900, 0xFDCF},
                                                 {0x10000, 0xEFFFF}}};

// Full-width signs of Chinese text are no part of a name.
constexpr bool is_cjk_punctuation(char32_t c) {
  return (c >= 0x3001 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) || c == 0x3030 ||
         c == 0xFF0C || c == 0xFF1A || c == 0xFF1B;
}

bool is_space(char32_t c) {
  return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_name_start(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '?';
  if (is_cjk_punctuation(c) || is_space(c)) return false;
  if (c >= 0xFDF0 && c <= 0xFFFD) return true;
  return std::any_of(name_ranges.begin(), name_ranges.end(),
                     [c](const CodeRange& r) { return c >= r.first && c <= r.last; });
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    do {
      tokens.push_back(next());
    } while (tokens.back().kind != Token::Kind::end);
    return tokens;
  }

 private:
  char at(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  char32_t peek() const {
    std::size_t position = at_;
    return position < text_.size() ? next_code_point(text_, position) : U'\0';
  }

  [[noreturn]] void fail(std::size_t offset, std::string message, std::string help = "") const {
    throw SyntaxError{offset, std::move(message), std::move(help)};
  }

  void skip_space() {
    while (at_ < text_.size()) {
      if (at() == '/' && at(1) == '/') {
        while (at_ < text_.size() && at() != '\n') ++at_;
      } else if (at() == '/' && at(1) == '*') {
        const auto end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos)
          fail(at_, "the comment does not end", "close it with `*/`");
        at_ = end + 2;
      } else if (is_space(peek())) {
        next_code_point(text_, at_);
      } else {
        return;
      }
    }
  }

  Token make(Token::Kind kind, std::size_t begin) const {
    return {kind, std::string{text_.substr(begin, at_ - begin)}, begin, at_};
  }

  Token next() {
    skip_space();
    const std::size_t begin = at_;
    if (at_ >= text_.size()) return {Token::Kind::end, "", begin, begin};
    if (is_digit(peek()) || (at() == '.' && is_digit(static_cast<unsigned char>(at(1))))) {
      return number();
    }
    if (at() == '"') return string(begin, Token::Kind::string);
    if (at() == '@' && at(1) == '"') {
      ++at_;
      return string(begin, Token::Kind::at_string);
    }
    if (is_name_start(peek())) return word();
    return symbol();
  }

  Token number() {
    const std::size_t begin = at_;
    const auto digits = [this] {
      while (is_digit(static_cast<unsigned char>(at()))) ++at_;
    };
    digits();
    if (at() == '.' && is_digit(static_cast<unsigned char>(at(1)))) {
      ++at_;
      digits();
    }
    if (at() == 'e' || at() == 'E') {
      const std::size_t sign = at(1) == '+' || at(1) == '-' ? 1 : 0;
      if (is_digit(static_cast<unsigned char>(at(1 + sign)))) {
        at_ += 1 + sign;
        digits();
      }
    }
    return make(Token::Kind::number, begin);
  }

  Token word() {
    const std::size_t begin = at_;
    next_code_point(text_, at_);
    while (at_ < text_.size()) {
      const char32_t c = peek();
      if (!is_name_start(c) && !is_digit(c)) break;
      // `?` begins a word of its own, so that `?>5` and `a?` are read as they look.
      if (c == '?' || text_[begin] == '?') break;
      next_code_point(text_, at_);
    }
    return make(Token::Kind::word, begin);
  }

  Token symbol() {
    const std::size_t begin = at_;
    for (const std::string_view wide : {"..", "**", "<=", ">=", "!=", "->"}) {
      if (text_.substr(at_, wide.size()) == wide) {
        at_ += wide.size();
        return make(Token::Kind::symbol, begin);
      }
    }
    const std::size_t width_before = at_;
    const char32_t c = next_code_point(text_, at_);
    static constexpr std::string_view known = "+-*/<>=()[]{},.:;'";
    if (c < 0x80 && known.find(static_cast<char>(c)) != std::string_view::npos) {
      return make(Token::Kind::symbol, begin);
    }
    const std::string sign{text_.substr(width_before, at_ - width_before)};
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> typed{
        {{"“", "\""},
         {"”", "\""},
         {"，", ","},
         {"（", "("},
         {"）", ")"},
         {"＝", "="},
         {"＞", ">"},
         {"＜", "<"},
         {"：", ":"}}};
    for (const auto& [wide, narrow] : typed) {
      if (sign == wide) {
        fail(begin, "`" + sign + "` is a Chinese sign", "write `" + std::string{narrow} + "`");
      }
    }
    fail(begin, "`" + sign + "` has no meaning here");
  }

  Token string(std::size_t begin, Token::Kind kind) {
    ++at_;
    std::string value;
    while (at() != '"') {
      if (at_ >= text_.size()) fail(begin, "the text in quotes does not end", "close it with `\"`");
      if (at() == '\\') {
        escape(value);
      } else {
        value += text_[at_++];
      }
    }
    ++at_;
    return {kind, std::move(value), begin, at_};
  }

  std::optional<char32_t> hex(std::size_t from, std::size_t count) const {
    char32_t code = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const int digit = hex_value(at(from + i));
      if (digit < 0) return std::nullopt;
      code = code * 16 + static_cast<char32_t>(digit);
    }
    return code;
  }

  /// Reads `\n`, `\"`, `\u003F`, a surrogate pair, `\U01F40E`. What follows another backslash is
  /// kept with it, as patterns need: `"\d"`.
  void escape(std::string& value) {
    const char c = at(1);
    static constexpr std::string_view letters = "nrt\"\\'";
    static constexpr std::string_view meanings = "\n\r\t\"\\'";
    if (const auto i = letters.find(c); c != '\0' && i != std::string_view::npos) {
      value += meanings[i];
      at_ += 2;
      return;
    }
    const auto code = c == 'u' ? hex(2, 4) : c == 'U' ? hex(2, 6) : std::nullopt;
    if (!code || *code > 0x10FFFF) {
      value += '\\';
      ++at_;
      return;
    }
    at_ += c == 'u' ? 6 : 8;
    if (*code >= 0xD800 && *code < 0xDC00 && at() == '\\' && at(1) == 'u') {
      const auto low = hex(2, 4);
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        append_utf8(value, 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00));
        at_ += 6;
        return;
      }
    }
    append_utf8(value, *code >= 0xD800 && *code < 0xE000 ? 0xFFFD : *code);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
  if (!is_valid_utf8(text)) throw SyntaxError{0, "the text is not valid UTF-8", ""};
  return Lexer{text}.run();
}

bool is_keyword(std::string_view word) {
  static constexpr std::array<std::string_view, 20> keywords{
      "and",      "between", "else",      "every",    "external", "false", "for",
      "function", "if",      "in",        "instance", "not",      "null",  "of",
      "or",       "return",  "satisfies", "some",     "then",     "true"};
  return std::find(keywords.begin(), keywords.end(), word) != keywords.end();
}

}  // namespace guiju::feel
