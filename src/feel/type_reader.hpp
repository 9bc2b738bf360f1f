#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>

#include "feel/lexer.hpp"
#include "feel/type.hpp"

namespace guiju::feel {

using NamedTypes = std::map<std::string, Type, std::less<>>;

/// Reads a type out of tokens: `list<number>`, `context<a: string>`, `function<number> -> date`,
/// a built-in name or one of `named`. Throws `SyntaxError`.
class TypeReader {
 public:
  TypeReader(std::span<const Token> tokens, std::size_t at, const NamedTypes* named)
      : tokens_(tokens), at_(at), named_(named) {}

  Type read();
  std::size_t at() const { return at_; }

 private:
  const Token& token() const { return tokens_[at_]; }
  bool take(std::string_view symbol);
  void expect(std::string_view symbol);
  Type read_context();
  Type read_function();
  Type read_named();

  std::span<const Token> tokens_;
  std::size_t at_;
  const NamedTypes* named_;
};

}  // namespace guiju::feel
