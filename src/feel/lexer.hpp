#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guiju::feel {

/// A token of FEEL text. Names of several words are put together later, by `NameIndex`.
struct Token {
  enum class Kind {
    word,       ///< a keyword or a part of a name
    number,     ///< `12`, `1.5`, `.5`, `1e3`
    string,     ///< `"…"`; `text` is what it stands for
    at_string,  ///< `@"…"`
    symbol,     ///< an operator, a bracket, or a sign that names may have
    end,
  };
  Kind kind = Kind::end;
  std::string text;
  std::size_t begin = 0;  ///< bytes from the start of the whole text
  std::size_t end = 0;

  bool is(std::string_view symbol_or_word) const {
    return (kind == Kind::symbol || kind == Kind::word) && text == symbol_or_word;
  }
};

/// What stops the reading of a text.
struct SyntaxError {
  std::size_t offset = 0;
  std::string message;
  std::string help;
};

/// Cuts `text` into tokens, `end` last. Comments `/* */` and `//` are skipped. Throws
/// `SyntaxError`.
std::vector<Token> tokenize(std::string_view text);

/// True for words that FEEL keeps for itself, which end a name that nobody declared.
bool is_keyword(std::string_view word);

}  // namespace guiju::feel
