#include "feel/source_text.hpp"

#include <algorithm>
#include <vector>

#include "feel/expression.hpp"
#include "feel/lexer.hpp"

namespace guiju::feel {
namespace {

std::optional<std::vector<Token>> tokens_of(std::string_view text) {
  try {
    auto tokens = tokenize(text);
    tokens.pop_back();  // the end
    return tokens;
  } catch (const SyntaxError&) {
    return std::nullopt;  // whoever compiles the text says what is wrong with it
  }
}

/// Whether the first token opens a parenthesis that the last one closes.
bool is_enclosed(const std::vector<Token>& tokens) {
  if (tokens.size() < 3 || !tokens.front().is("(") || !tokens.back().is(")")) return false;
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].is("(") || tokens[i].is("[")) ++depth;
    if (tokens[i].is(")") || tokens[i].is("]")) --depth;
    if (depth == 0 && i + 1 < tokens.size()) return false;
    // `(1..2)` is a range, and `(a, b)` are tests.
    if (depth == 1 && (tokens[i].is("..") || tokens[i].is(","))) return false;
  }
  return true;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

std::string normal_text(std::string_view text) {
  auto tokens = tokens_of(text);
  if (!tokens) return std::string(text);
  while (is_enclosed(*tokens)) {
    tokens->erase(tokens->begin());
    tokens->pop_back();
  }
  std::string out;
  for (const auto& token : *tokens) {
    if (!out.empty()) out += ' ';
    out += text.substr(token.begin, token.end - token.begin);
  }
  return out;
}

bool names(std::string_view text, std::string_view name) {
  const auto tokens = tokens_of(text);
  const auto wanted = tokens_of(name);
  if (!tokens || !wanted || wanted->empty()) return text.find(name) != std::string_view::npos;
  const auto same = [](const Token& a, const Token& b) {
    return a.kind == b.kind && a.text == b.text;
  };
  auto from = tokens->begin();
  while (true) {
    from = std::search(from, tokens->end(), wanted->begin(), wanted->end(), same);
    if (from == tokens->end()) return false;
    if (from == tokens->begin() || !std::prev(from)->is(".")) return true;
    ++from;
  }
}

std::optional<std::string> literal_of(const Value& value) {
  switch (value.kind()) {
    case Kind::boolean:
    case Kind::number:
      return to_text(value);
    case Kind::string:
      return quoted(value.as_string());
    case Kind::date:
    case Kind::time:
    case Kind::date_time:
    case Kind::years_months_duration:
    case Kind::days_duration:
      return "@\"" + to_text(value) + '"';
    case Kind::list: {
      std::string out;
      for (const auto& item : value.as_list()) {
        const auto text = literal_of(item);
        if (!text) return std::nullopt;
        out += (out.empty() ? "" : ", ") + *text;
      }
      return "[" + out + "]";
    }
    default:
      return std::nullopt;
  }
}

std::string with_values(std::string_view text, std::string_view prefix,
                        const std::function<const Value*(std::string_view name)>& value_of) {
  const auto tokens = tokens_of(text);
  if (!tokens) return std::string(text);
  std::string out;
  std::size_t copied = 0;
  for (std::size_t i = 0; i + 2 < tokens->size(); ++i) {
    const auto& first = (*tokens)[i];
    const bool follows_dot = i > 0 && (*tokens)[i - 1].is(".");
    if (follows_dot || !first.is(prefix) || !(*tokens)[i + 1].is(".")) continue;
    const Value* value = value_of((*tokens)[i + 2].text);
    const auto literal = value == nullptr ? std::nullopt : literal_of(*value);
    if (!literal) continue;
    out += text.substr(copied, first.begin - copied);
    // In parentheses, a sign before it means what it meant.
    out += literal->starts_with('-') ? "(" + *literal + ")" : *literal;
    copied = (*tokens)[i + 2].end;
  }
  return out + std::string(text.substr(copied));
}

std::string with_name(std::string_view text, std::string_view name, std::string_view value) {
  const auto tokens = tokens_of(text);
  if (!tokens) return std::string(text);
  std::string out;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < tokens->size(); ++i) {
    const auto& token = (*tokens)[i];
    const bool is_member = i > 0 && (*tokens)[i - 1].is(".");
    const bool is_label = i + 1 < tokens->size() && (*tokens)[i + 1].is(":");
    if (token.kind != Token::Kind::word || token.text != name || is_member || is_label) continue;
    out += text.substr(copied, token.begin - copied);
    out += '(' + std::string(value) + ')';
    copied = token.end;
  }
  return out + std::string(text.substr(copied));
}

std::optional<Value> constant_of(std::string_view text) {
  Diagnostics ignored;  // a name that is not known here is what makes it no constant
  const auto compiled = Expression::compile(text, {}, Scope{}, ignored);
  if (!compiled) return std::nullopt;
  return compiled->evaluate(EmptyEnvironment{});  // it has no names to ask for
}

}  // namespace guiju::feel
