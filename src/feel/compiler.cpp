#include "feel/compiler.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "feel/builtin.hpp"
#include "feel/effort.hpp"

namespace guiju::feel {
namespace {

/// Long enough for any rule that a person wrote, short enough for the evaluator's stack.
constexpr std::size_t token_count_max = 20'000;

}  // namespace

Compiler::Compiler(std::string_view text, SourcePlace place, const Scope& scope,
                   Diagnostics& diagnostics, Checking checking)
    : text_(text),
      place_(std::move(place)),
      scope_(scope),
      diagnostics_(diagnostics),
      checking_(checking) {}

std::optional<Expression> Compiler::expression(const Type& expected) {
  try {
    const Effort effort;
    read_tokens();
    if (token().kind == Token::Kind::end) fail(token(), "an expression is missing");
    Typed root = parse_expression();
    if (token().kind != Token::Kind::end) fail_unexpected();
    if (!fits(root.type, expected)) {
      report(root.begin, "wrong-type",
             "`" + std::string{text_} + "` is a " + to_text(root.type) + ", but a " +
                 to_text(expected) + " is wanted here");
    }
    if (failed_) return std::nullopt;
    check_effort();
    Expression result;
    finish(result, std::move(root.node));
    result.type_ = std::move(root.type);
    return result;
  } catch (const SyntaxError& error) {
    report_syntax(error);
    return std::nullopt;
  }
}

void Compiler::read_tokens() {
  tokens_ = tokenize(text_);
  if (tokens_.size() > token_count_max) {
    fail(tokens_[token_count_max], "the expression is too long");
  }
}

/// What is constant is evaluated while it is read.
void Compiler::check_effort() const {
  if (!Effort::is_spent()) return;
  fail(tokens_.front(), "it takes too much to work this out", "let it go through less");
}

const Token& Compiler::token(std::size_t ahead) const {
  return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

bool Compiler::take(std::string_view text) {
  if (!next_is(text)) return false;
  ++at_;
  return true;
}

void Compiler::expect(std::string_view text, std::string_view where) {
  if (take(text)) return;
  fail(token(), "`" + std::string{text} + "` is missing " + std::string{where});
}

void Compiler::fail(const Token& at, std::string message, std::string help) const {
  throw SyntaxError{at.begin, std::move(message), std::move(help)};
}

void Compiler::fail_unexpected() const {
  const Token& found = token();
  if (found.kind == Token::Kind::end) fail(found, "the expression ends too early");
  std::string help;
  if (found.is("&") || found.is("|")) help = "write `and` or `or`";
  if (found.is("=") && at_ > 0 && tokens_[at_ - 1].is("=")) help = "write a single `=`";
  fail(found,
       "`" + std::string{text_.substr(found.begin, found.end - found.begin)} +
           "` is not expected here",
       std::move(help));
}

SourcePlace Compiler::place_at(std::size_t offset) const {
  SourcePlace place = place_;
  int column = 0;
  bool first_line = true;
  for (std::size_t i = 0; i < offset && i < text_.size();) {
    if (text_[i] == '\n') {
      if (place.line > 0) ++place.line;
      column = 0;
      first_line = false;
      ++i;
    } else {
      next_code_point(text_, i);
      ++column;
    }
  }
  if (!first_line) {
    place.column = column + 1;
  } else if (place.column > 0) {
    place.column += column;
  }
  return place;
}

void Compiler::report(std::size_t offset, std::string code, std::string message, std::string help) {
  if (checking_ == Checking::lenient) return;
  failed_ = true;
  diagnostics_.push_back({Diagnostic::Severity::error, place_at(offset), std::move(code),
                          std::move(message), std::move(help)});
}

void Compiler::report_syntax(const SyntaxError& error) {
  diagnostics_.push_back(
      {Diagnostic::Severity::error, place_at(error.offset), "syntax", error.message, error.help});
}

int Compiler::add_local() {
  local_count_ = std::max(local_count_, next_local_ + 1);
  return next_local_++;
}

void Compiler::declare(std::string name, Type type, int local) {
  Level& level = levels_.back();
  level.index.add(name);
  level.names.push_back({normal_name(name), std::move(type), local});
}

std::string Compiler::quoted(const Typed& piece) const {
  return "`" + std::string{text_.substr(piece.begin, piece.end - piece.begin)} + "`";
}

Compiler::Resolved Compiler::resolve() const {
  const std::span<const Token> rest{tokens_.data() + at_, tokens_.size() - at_};
  Resolved best;
  // An inner name hides a longer outer one that only goes on with a dot: that is a path into it.
  const auto is_better = [&](const NameIndex::Match& match) {
    return match.tokens > best.tokens && !(best.tokens > 0 && rest[best.tokens].is("."));
  };
  for (std::size_t i = levels_.size(); i-- > 0;) {
    const auto match = levels_[i].index.longest(rest);
    if (!is_better(match)) continue;
    const auto& names = levels_[i].names;
    const bool is_name = std::any_of(names.begin(), names.end(),
                                     [&](const Level::Name& n) { return n.name == match.name; });
    best = {is_name ? Resolved::What::local : Resolved::What::entry, match.name, match.tokens, i};
  }
  if (const auto match = scope_.longest(rest); is_better(match)) {
    const bool is_variable = scope_.find_variable(match.name) != nullptr;
    best = {is_variable ? Resolved::What::variable : Resolved::What::function, match.name,
            match.tokens};
  }
  static const NameIndex builtin_index = [] {
    NameIndex index;
    for (const auto& [name, signatures] : builtins()) index.add(name);
    return index;
  }();
  const auto match = builtin_index.longest(rest);
  const bool is_called = match.tokens > 0 && rest[match.tokens].is("(");
  if (!is_called || match.tokens < best.tokens) return best;
  // A value that cannot be called does not hide the function of its name: `count(count)`.
  Type::Kind hiding = Type::Kind::function;
  if (best.what == Resolved::What::variable) hiding = scope_.find_variable(best.name)->type.kind;
  if (best.what == Resolved::What::local || best.what == Resolved::What::entry) {
    hiding = Type::Kind::any;
    for (const auto& name : levels_[best.level].names) {
      if (name.name == best.name) hiding = name.type.kind;
    }
  }
  const bool is_hidden =
      match.tokens == best.tokens && (hiding == Type::Kind::function || hiding == Type::Kind::any);
  if (is_hidden) return best;
  return {Resolved::What::builtin, match.name, match.tokens};
}

bool Compiler::has_any_entry_level() const {
  return std::any_of(levels_.begin(), levels_.end(), [](const Level& l) { return l.any_entry; });
}

std::vector<std::string> Compiler::known_names() const {
  std::vector<std::string> names = scope_.names();
  for (const auto& level : levels_) {
    for (const auto& name : level.names) names.push_back(name.name);
    for (const auto& field : level.item_type.fields) names.push_back(field.name);
  }
  return names;
}

/// The words at the reading position, taken together: two words side by side can only be a name.
std::string Compiler::undeclared_name(std::size_t& tokens) const {
  tokens = 0;
  while (token(tokens).kind == Token::Kind::word ||
         (tokens > 0 && token(tokens).kind == Token::Kind::number)) {
    if (is_keyword(token(tokens).text)) break;
    ++tokens;
  }
  return normal_name(std::span<const Token>{tokens_.data() + at_, tokens});
}

}  // namespace guiju::feel
