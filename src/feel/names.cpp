#include "feel/names.hpp"

#include <algorithm>

namespace guiju::feel {
namespace {

bool is_wordlike(const Token& token) {
  return token.kind == Token::Kind::word || token.kind == Token::Kind::number;
}

std::vector<Token> tokens_of(std::string_view name) {
  try {
    auto tokens = tokenize(name);
    tokens.pop_back();
    return tokens;
  } catch (const SyntaxError&) {
    // No FEEL text can spell such a name; it stays as it is, and is found by nothing but itself.
    return {{Token::Kind::word, std::string{name}, 0, name.size()}};
  }
}

bool starts_with(std::span<const Token> tokens, const std::vector<std::string>& name) {
  return tokens.size() >= name.size() &&
         std::equal(name.begin(), name.end(), tokens.begin(),
                    [](const std::string& part, const Token& token) {
                      return token.kind != Token::Kind::string && token.text == part;
                    });
}

}  // namespace

std::string normal_name(std::span<const Token> tokens) {
  std::string name;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    // `2nd` is two tokens; what stands together stays together.
    if (i > 0 && is_wordlike(tokens[i]) && is_wordlike(tokens[i - 1]) &&
        tokens[i].begin != tokens[i - 1].end) {
      name += ' ';
    }
    name += tokens[i].text;
  }
  return name;
}

std::string normal_name(std::string_view name) {
  const auto tokens = tokens_of(name);
  return normal_name(tokens);
}

std::string NameIndex::add(std::string_view name) {
  const auto tokens = tokens_of(name);
  if (tokens.empty()) return {};
  Parts parts;
  for (const auto& token : tokens) parts.push_back(token.text);
  by_first_[tokens.front().text].insert(std::move(parts));
  return normal_name(tokens);
}

NameIndex::Match NameIndex::longest(std::span<const Token> tokens) const {
  if (tokens.empty() || tokens.front().kind == Token::Kind::string) return {};
  const auto candidates = by_first_.find(tokens.front().text);
  if (candidates == by_first_.end()) return {};
  for (const auto& name : candidates->second) {
    if (starts_with(tokens, name)) {
      return {normal_name(tokens.first(name.size())), name.size()};
    }
  }
  return {};
}

}  // namespace guiju::feel
