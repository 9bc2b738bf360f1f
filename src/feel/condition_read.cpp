#include <algorithm>

#include "feel/condition.hpp"
#include "feel/lexer.hpp"
#include "feel/source_text.hpp"

namespace guiju::feel {
namespace {

using Kind = Condition::Kind;

/// Reads the joints of a condition; what stands between them is left as text.
class Reader {
 public:
  Reader(std::string_view text, std::vector<Token> tokens)
      : text_(text), tokens_(std::move(tokens)) {}

  Condition read() const { return junction(0, tokens_.size()); }

 private:
  std::string_view slice(std::size_t from, std::size_t to) const {
    if (from >= to) return {};
    return text_.substr(tokens_[from].begin, tokens_[to - 1].end - tokens_[from].begin);
  }

  static int depth_step(const Token& token) {
    if (token.kind != Token::Kind::symbol) return 0;
    if (token.is("(") || token.is("[") || token.is("{")) return 1;
    return token.is(")") || token.is("]") || token.is("}") ? -1 : 0;
  }

  /// These go on to the end of what they stand in.
  static bool opens_rest(const Token& token) {
    return token.is("if") || token.is("for") || token.is("some") || token.is("every") ||
           token.is("function");
  }

  /// Places of `word` between [from, to) outside brackets; those of a `between` are none.
  std::vector<std::size_t> joints(std::size_t from, std::size_t to, std::string_view word) const {
    std::vector<std::size_t> found;
    int depth = 0;
    bool in_between = false;
    for (std::size_t i = from; i < to; ++i) {
      depth += depth_step(tokens_[i]);
      if (depth != 0) continue;
      if (opens_rest(tokens_[i])) break;
      if (tokens_[i].is("between")) in_between = true;
      if (!tokens_[i].is(word)) continue;
      if (word == "and" && in_between) {
        in_between = false;
        continue;
      }
      found.push_back(i);
    }
    return found;
  }

  Condition junction(std::size_t from, std::size_t to) const {
    for (const auto& [word, kind] : {std::pair{"or", Kind::any}, std::pair{"and", Kind::all}}) {
      const auto cuts = joints(from, to, word);
      if (cuts.empty()) continue;
      Condition whole{.kind = kind};
      std::size_t begin = from;
      for (const std::size_t cut : cuts) {
        whole.parts.push_back(junction(begin, cut));
        begin = cut + 1;
      }
      whole.parts.push_back(junction(begin, to));
      return whole;
    }
    return single(from, to);
  }

  /// Whether the bracket at `open` is closed by the last token.
  bool closes_last(std::size_t open, std::size_t to) const {
    int depth = 0;
    for (std::size_t i = open; i < to; ++i) {
      depth += depth_step(tokens_[i]);
      if (depth == 0) return i + 1 == to;
    }
    return false;
  }

  Condition single(std::size_t from, std::size_t to) const {
    if (to - from > 2 && tokens_[from].is("(") && closes_last(from, to)) {
      return junction(from + 1, to - 1);
    }
    if (to - from > 3 && tokens_[from].is("not") && tokens_[from + 1].is("(") &&
        closes_last(from + 1, to)) {
      Condition negated{.kind = Kind::negation};
      negated.parts.push_back(junction(from + 2, to - 1));
      return negated;
    }
    if (auto compared = comparison(from, to)) return *std::move(compared);
    const auto text = slice(from, to);
    if (auto value = constant_of(text)) return {.kind = Kind::constant, .value = *value};
    return {.kind = Kind::truth, .subject = normal_text(text)};
  }

  std::optional<Condition> comparison(std::size_t from, std::size_t to) const {
    int depth = 0;
    for (std::size_t i = from; i < to; ++i) {
      const auto& token = tokens_[i];
      depth += depth_step(token);
      if (opens_rest(token) && depth == 0) return std::nullopt;
      if (depth != 0 || i == from) continue;
      static constexpr std::string_view signs[] = {"=", "!=", "<", "<=", ">", ">="};
      if (std::find_if(std::begin(signs), std::end(signs),
                       [&](std::string_view sign) { return token.is(sign); }) != std::end(signs)) {
        return compared(token.text, slice(from, i), slice(i + 1, to));
      }
      if (token.is("in")) return in(slice(from, i), i + 1, to);
      if (token.is("between")) return between(slice(from, i), i + 1, to);
    }
    return std::nullopt;
  }

  static std::string turned(const std::string& sign) {
    if (sign.front() == '<') return ">" + sign.substr(1);
    if (sign.front() == '>') return "<" + sign.substr(1);
    return sign;
  }

  static std::optional<Condition> compared(const std::string& sign, std::string_view left,
                                           std::string_view right) {
    if (constant_of(left) && !constant_of(right)) return compared(turned(sign), right, left);
    const auto constant = constant_of(right);
    const auto literal = constant ? literal_of(*constant) : std::nullopt;
    const bool is_null = constant && constant->is_null();
    if (constant_of(left) || (!literal && !is_null)) return std::nullopt;
    const std::string end = is_null ? "null" : *literal;
    if (sign == "!=") return Condition::passes(left, "not(" + end + ")");
    return Condition::passes(left, sign == "=" ? end : sign + " " + end);
  }

  std::optional<Condition> in(std::string_view left, std::size_t from, std::size_t to) const {
    const bool is_range = !joints(from + 1, to - 1, "..").empty();  // `(10..20]`
    const bool is_list =
        to - from > 2 && tokens_[from].is("(") && closes_last(from, to) && !is_range;
    return tested(left, is_list ? slice(from + 1, to - 1) : slice(from, to));
  }

  std::optional<Condition> between(std::string_view left, std::size_t from, std::size_t to) const {
    const auto cuts = joints(from, to, "and");
    if (cuts.size() != 1) return std::nullopt;
    return tested(left, "[" + std::string(slice(from, cuts[0])) + ".." +
                            std::string(slice(cuts[0] + 1, to)) + "]");
  }

  static std::optional<Condition> tested(std::string_view left, std::string_view tests) {
    auto condition = Condition::passes(left, tests);
    if (!condition.test.shape()) return std::nullopt;
    return condition;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
};

}  // namespace

Condition Condition::read(std::string_view text) {
  if (text.empty()) return {};
  try {
    auto tokens = tokenize(text);
    tokens.pop_back();
    return Reader(text, std::move(tokens)).read();
  } catch (const SyntaxError&) {
    return {.kind = Kind::truth, .subject = std::string(text)};  // whoever compiles it tells
  }
}

Condition Condition::passes(std::string_view subject, std::string_view tests) {
  Condition condition{.kind = Kind::test, .subject = normal_text(subject)};
  Diagnostics ignored;  // what does not compile without names has no shape
  if (auto compiled = UnaryTests::compile(tests, {}, Type::any(), Scope{}, ignored)) {
    condition.test = *std::move(compiled);
  }
  return condition;
}

Condition Condition::all_of(std::vector<Condition> parts) {
  return {.kind = Kind::all, .parts = std::move(parts)};
}

Condition Condition::any_of(std::vector<Condition> parts) {
  return {.kind = Kind::any, .parts = std::move(parts)};
}

Condition Condition::not_true(Condition part) {
  Condition condition{.kind = Kind::fails};
  condition.parts.push_back(std::move(part));
  return condition;
}

}  // namespace guiju::feel
