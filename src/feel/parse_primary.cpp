#include <algorithm>
#include <array>
#include <utility>

#include "feel/compiler.hpp"
#include "feel/temporal_text.hpp"
#include "feel/type_reader.hpp"

namespace guiju::feel {
namespace {

Type type_of(const Value& value) {
  switch (value.kind()) {
    case Kind::boolean:
      return Type::boolean();
    case Kind::number:
      return Type::number();
    case Kind::string:
      return Type::string();
    case Kind::date:
      return Type::date();
    case Kind::time:
      return Type::time();
    case Kind::date_time:
      return Type::date_time();
    case Kind::days_duration:
      return Type::days_duration();
    case Kind::years_months_duration:
      return Type::years_months_duration();
    default:
      return Type::null();
  }
}

/// How often a primary may be read in a text of so many tokens. Read once it is one a token at the
/// most; what is read both ways, and all that stands in it, is read again.
constexpr std::size_t steps_max(std::size_t tokens) {
  return tokens + std::min<std::size_t>(1'000 + 16 * tokens, 50'000);
}

constexpr std::array<std::string_view, 6> comparison_signs{"<", "<=", ">", ">=", "=", "!="};

bool is_comparison_sign(const Token& token) {
  return token.kind == Token::Kind::symbol &&
         std::find(comparison_signs.begin(), comparison_signs.end(), token.text) !=
             comparison_signs.end();
}

}  // namespace

Typed Compiler::parse_postfix() {
  Typed value = parse_primary();
  while (true) {
    if (next_is(".")) {
      value = parse_member(std::move(value));
    } else if (next_is("[") && filter_follows()) {
      value = parse_filter(std::move(value));
    } else if (next_is("(")) {
      value = parse_value_call(std::move(value));
    } else {
      return value;
    }
  }
}

Typed Compiler::parse_member(Typed of) {
  ++at_;
  const Token& first = token();
  const Type& holder = of.type.is(Type::Kind::list) ? of.type.element() : of.type;
  NameIndex index;
  for (const auto& field : holder.fields) index.add(field.name);
  for (const char* property : {"time offset", "start included", "end included"}) {
    if (!holder.is(Type::Kind::context)) index.add(property);
  }
  const auto match =
      index.longest(std::span<const Token>{tokens_.data() + at_, tokens_.size() - at_});
  std::string name = match.name;
  std::size_t tokens = match.tokens;
  if (tokens == 0) name = undeclared_name(tokens);
  if (tokens == 0 && first.kind == Token::Kind::word) {
    name = first.text;  // A keyword is a name behind a dot, where nothing else can stand.
    tokens = 1;
  }
  if (tokens == 0) fail(first, "a name is missing after `.`");
  at_ += tokens;
  Type type = member_type(of, name, first.begin);
  return {make_member(std::move(of.node), name), std::move(type), of.begin, tokens_[at_ - 1].end};
}

/// At the upper end of a range, `[` closes the range (`[1..5[`) unless it opens a filter that is
/// closed again and followed by what may follow a filter.
bool Compiler::filter_follows() {
  if (!in_range_end_) return true;
  const std::size_t at = at_;
  bool follows = false;
  attempt([&] {
    LevelGuard guard{*this};
    const int item = add_local();
    declare("item", Type::any(), item);
    levels_.back().any_entry = true;
    ++at_;
    parse_expression();
    follows = take("]") && (next_is("]") || next_is(")") || next_is("[") || next_is("."));
    return false;
  });
  at_ = at;
  return follows;
}

Typed Compiler::parse_filter(Typed list) {
  ++at_;
  LevelGuard guard{*this};
  const bool is_list = list.type.is(Type::Kind::list);
  const Type item_type = is_list ? list.type.element() : list.type;
  const int item = add_local();
  declare("item", item_type, item);
  Level& level = levels_.back();
  level.item = item;
  level.item_type = item_type;
  level.any_entry = item_type.is(Type::Kind::any) ||
                    (item_type.is(Type::Kind::context) && item_type.fields.empty());
  for (const auto& field : item_type.fields) level.index.add(field.name);
  Typed predicate = parse_expression();
  expect("]", "after the filter");
  const auto kind = predicate.type.kind;
  const bool is_index = kind == Type::Kind::number;
  if (!is_index) check_boolean(predicate, "a filter");
  Type type = is_index                                          ? item_type
              : kind == Type::Kind::boolean || is_list == false ? Type::list(item_type)
                                                                : Type::any();
  if (kind == Type::Kind::any || kind == Type::Kind::null) type = Type::any();
  return {make_filter(std::move(list.node), std::move(predicate.node), item), std::move(type),
          list.begin, tokens_[at_ - 1].end};
}

Typed Compiler::parse_primary() {
  // Each bracket that may close a range is read both ways, and so are those inside it.
  if (++steps_ > steps_max(tokens_.size())) fail(token(), "the expression is too tangled");
  if (next_is("(")) return parse_parenthesis();
  if (next_is("[")) return parse_bracket();
  if (next_is("]")) return parse_open_range();
  if (next_is("{")) return parse_context();
  if (next_is("function") && token(1).is("(")) return parse_function();
  if (next_is("if") || next_is("for") || next_is("some") || next_is("every")) {
    return parse_expression();
  }
  if (token().kind == Token::Kind::word && !next_is("null") && !next_is("true") &&
      !next_is("false")) {
    return parse_name();
  }
  return parse_literal();
}

Typed Compiler::parse_literal() {
  const Token& found = token();
  Value value;
  switch (found.kind) {
    case Token::Kind::number:
      value = Value::number_from_text(found.text);
      if (value.is_null()) fail(found, "`" + found.text + "` is too large a number");
      break;
    case Token::Kind::string:
      value = Value::string(found.text);
      break;
    case Token::Kind::at_string:
      value = parse_temporal_value(found.text);
      if (value.is_null()) {
        report(found.begin, "wrong-value",
               "`@\"" + found.text + "\"` is no date, time, date and time or duration",
               "write for example `@\"2026-03-02\"`, `@\"08:30:00\"` or `@\"P2D\"`");
      }
      break;
    default:
      if (next_is("true") || next_is("false")) {
        value = Value::boolean(next_is("true"));
      } else if (!next_is("null")) {
        fail_unexpected();
      }
  }
  ++at_;
  Type type = type_of(value);
  return {make_constant(std::move(value)), std::move(type), found.begin, found.end};
}

Typed Compiler::parse_parenthesis() {
  const std::size_t begin = token().begin;
  ++at_;
  if (is_comparison_sign(token())) {
    const std::string sign = token().text;
    ++at_;
    Typed end = parse_sum();
    expect(")", "after the range");
    const bool equals = sign == "=" || sign == "!=";
    const bool included = sign.back() == '=' && sign != "!=";
    Type type = Type::range(end.type);
    NodePtr node;
    if (equals) {
      const Value* value = end.node->constant();
      if (value == nullptr) fail(tokens_[at_ - 1], "`" + sign + "` needs a constant here");
      node =
          make_comparison_range(make_constant(*value), included, make_constant(*value), included);
    } else if (sign.front() == '<') {
      node = make_comparison_range(make_constant({}), false, std::move(end.node), included);
    } else {
      node = make_comparison_range(std::move(end.node), included, make_constant({}), false);
    }
    return {std::move(node), std::move(type), begin, tokens_[at_ - 1].end};
  }
  Typed inner = parse_expression();
  if (next_is("..")) return parse_range_end(begin, std::move(inner), false);
  expect(")", "after `" + std::string{text_.substr(begin, inner.end - begin)} + "`");
  inner.begin = begin;
  inner.end = tokens_[at_ - 1].end;
  return inner;
}

Typed Compiler::parse_open_range() {
  const std::size_t begin = token().begin;
  ++at_;
  Typed low = parse_expression();
  if (!next_is("..")) fail(token(), "`..` is missing in the range");
  return parse_range_end(begin, std::move(low), false);
}

Typed Compiler::parse_range_end(std::size_t begin, Typed low, bool low_included) {
  ++at_;
  const bool outer = std::exchange(in_range_end_, true);
  Typed high = parse_sum();
  in_range_end_ = outer;
  const bool included = next_is("]");
  if (!included && !next_is(")") && !next_is("[")) fail(token(), "the range is not closed");
  ++at_;
  check_comparable(low, high);
  Type type = Type::range(low.type.is(Type::Kind::null) ? high.type : low.type);
  return {make_range(std::move(low.node), low_included, std::move(high.node), included),
          std::move(type), begin, tokens_[at_ - 1].end};
}

Typed Compiler::parse_bracket() {
  const std::size_t begin = token().begin;
  ++at_;
  NodeList items;
  Type type = Type::null();
  while (!next_is("]")) {
    Typed item = parse_expression();
    if (items.empty() && next_is("..")) return parse_range_end(begin, std::move(item), true);
    type = items.empty() ? item.type : common_type(type, item.type);
    items.push_back(std::move(item.node));
    if (!take(",") && !next_is("]")) fail_unexpected();
  }
  ++at_;
  if (items.empty()) type = Type::any();
  return {make_list(std::move(items)), Type::list(std::move(type)), begin, tokens_[at_ - 1].end};
}

std::string Compiler::parse_key() {
  if (token().kind == Token::Kind::string) {
    std::string key = token().text;
    ++at_;
    return key;
  }
  if (token().kind != Token::Kind::word) fail(token(), "a name is missing");
  const std::size_t first = at_;
  static constexpr std::array ends{":", ",", "}", ")", "{", "(", "["};
  const auto is_over = [this] {
    return std::any_of(ends.begin(), ends.end(), [this](const char* end) { return next_is(end); });
  };
  while (!is_over() && token().kind != Token::Kind::end && token().kind != Token::Kind::string) {
    ++at_;
  }
  return normal_name(std::span<const Token>{tokens_.data() + first, at_ - first});
}

Typed Compiler::parse_context() {
  const std::size_t begin = token().begin;
  ++at_;
  std::vector<std::string> names;
  std::vector<TypeField> fields;
  NodeList values;
  LevelGuard guard{*this};
  const int first = next_local_;
  // The entries' locals stand side by side, so all are set aside before the values are read.
  std::size_t count = 1;
  for (std::size_t i = at_, depth = 0; i < tokens_.size(); ++i) {
    if (tokens_[i].kind != Token::Kind::symbol) continue;
    if (tokens_[i].is("{")) ++depth;
    if (tokens_[i].is("}") && depth-- == 0) break;
    if (tokens_[i].is(",") && depth == 0) ++count;
  }
  for (std::size_t i = 0; i < count; ++i) add_local();
  while (!next_is("}")) {
    const Token& key = token();
    names.push_back(parse_key());
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
      if (names[i] == names.back()) {
        report(key.begin, "double-name", "`" + names[i] + "` stands twice in the context");
      }
    }
    expect(":", "after `" + names.back() + "`");
    Typed value = parse_expression();
    declare(names.back(), value.type, first + static_cast<int>(values.size()));
    fields.push_back({names.back(), std::move(value.type)});
    values.push_back(std::move(value.node));
    if (!take(",") && !next_is("}")) fail_unexpected();
  }
  ++at_;
  Type type = bounded(Type::context(std::move(fields)));
  return {make_context(std::move(names), std::move(values), first), std::move(type), begin,
          tokens_[at_ - 1].end};
}

Typed Compiler::parse_function() {
  const std::size_t begin = token().begin;
  at_ += 2;
  LevelGuard guard{*this};
  FunctionShape shape;
  shape.first_local = next_local_;
  while (!next_is(")")) {
    shape.parameters.push_back(parse_key());
    Type type;
    if (take(":")) {
      TypeReader reader{tokens_, at_, &scope_.types()};
      type = reader.read();
      at_ = reader.at();
    }
    declare(shape.parameters.back(), type, add_local());
    shape.types.push_back(std::move(type));
    if (!take(",") && !next_is(")")) fail_unexpected();
  }
  ++at_;
  if (next_is("external")) {
    const std::size_t offset = token().begin;
    ++at_;
    const Typed what = parse_expression();
    report(offset, "unknown-function", "functions of other languages cannot be called");
    return {make_constant({}), Type::any(), begin, what.end};
  }
  const std::size_t first_token = at_;
  const std::set<int> outer = std::exchange(used_variables_, {});
  Typed body = parse_expression();
  std::vector<int> captured{used_variables_.begin(), used_variables_.end()};
  used_variables_.insert(outer.begin(), outer.end());
  shape.result = body.type;
  shape.size = at_ - first_token;
  Type type = bounded(Type::function(shape.types, body.type));
  return {make_function(std::move(shape), std::move(body.node), std::move(captured)),
          std::move(type), begin, body.end};
}

Typed Compiler::parse_name() {
  const Token& first = token();
  const Resolved found = resolve();
  using What = Resolved::What;
  if ((found.what == What::function || found.what == What::builtin) &&
      token(found.tokens).is("(")) {
    return parse_call(found);
  }
  std::string name = found.name;
  std::size_t tokens = found.tokens;
  if (found.what == What::nothing || found.what == What::function) {
    name = undeclared_name(tokens);
    if (tokens == 0) fail_unexpected();
  }
  at_ += tokens;
  Typed result{nullptr, Type::any(), first.begin, tokens_[at_ - 1].end};
  std::size_t level_above = 0;
  if (found.what == What::local) {
    for (const auto& candidate : levels_[found.level].names) {
      if (candidate.name != name) continue;
      used_locals_.insert(candidate.local);
      result.node = make_local(candidate.local);
      result.type = candidate.type;
    }
    level_above = found.level + 1;
  } else if (found.what == What::entry) {
    const Level& level = levels_[found.level];
    result.node = make_member(make_local(level.item), name);
    result.type = *level.item_type.field(name);
    level_above = found.level + 1;
  } else if (found.what == What::variable) {
    const auto* variable = scope_.find_variable(name);
    used_variables_.insert(variable->slot);
    result.node = make_variable(variable->slot);
    result.type = variable->type;
  } else {
    result.node = make_constant({});
    if (next_is("(")) {
      report(first.begin, "unknown-function", "nothing is called `" + name + "`", suggest(name));
    } else if (!has_any_entry_level()) {
      report(first.begin, "unknown-name", "nothing is called `" + name + "`", suggest(name));
    }
  }
  for (std::size_t i = level_above; i < levels_.size(); ++i) {
    if (!levels_[i].any_entry) continue;
    result.node = make_item_member(levels_[i].item, name, std::move(result.node));
    result.type = Type::any();
  }
  return result;
}

}  // namespace guiju::feel
