#include "pack/phrase.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "feel/lexer.hpp"
#include "feel/source_text.hpp"
#include "pack/phrase_words.hpp"

namespace guiju::pack {
namespace {

using feel::Token;

/// A field by the name, with what kind of value it holds.
struct Named {
  Text title;
  bool is_money = false;
};

std::optional<Named> named(const Field& field) {
  if (field.title.zh.empty()) return std::nullopt;
  return Named{field.title, field.type.kind == FieldType::Kind::money};
}

const Field* column_of(const RecordType& type, std::string_view name) {
  for (const auto& field : type.fields) {
    for (const auto& column : field.type.columns) {
      if (column.name == name) return &column;
    }
  }
  return nullptr;
}

std::optional<Named> find_in(const RecordType& type, std::string_view name) {
  if (const int field = type.find_field(name); field >= 0) {
    return named(type.fields[static_cast<std::size_t>(field)]);
  }
  if (const auto* column = column_of(type, name)) return named(*column);
  return std::nullopt;
}

std::optional<Named> find_in(const Command& command, std::string_view name) {
  const int input = command.find_input(name);
  if (input < 0) return std::nullopt;
  return named(command.inputs[static_cast<std::size_t>(input)].field);
}

/// Reads the tokens of one text from left to right.
class Reading {
 public:
  Reading(const Pack& pack, const RecordType* type, const Command* command,
          std::vector<Token> tokens, const Phrases& phrases)
      : pack_(pack),
        type_(type),
        command_(command),
        tokens_(std::move(tokens)),
        phrases_(phrases) {}

  /// What numbers are compared with, where that does not stand before them.
  void begin_with_money() { after_money_ = true; }

  Text all() {
    while (at_ < tokens_.size()) piece();
    return std::move(out_);
  }

 private:
  const Token& token(std::size_t ahead = 0) const {
    static const Token end{};
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : end;
  }
  bool comes(std::initializer_list<const char*> texts) const {
    std::size_t ahead = 0;
    for (const char* text : texts) {
      if (!token(ahead++).is(text)) return false;
    }
    return true;
  }

  void say(const Text& words, std::size_t tokens) {
    const auto join = [](std::string& text, const std::string& next) {
      const bool is_tight = text.empty() || text.ends_with("（") || text.ends_with('(') ||
                            next.starts_with("）") || next.starts_with(')') ||
                            next.starts_with("，") || next.starts_with(',') ||
                            next.starts_with("、") || text.ends_with("，") || text.ends_with("、");
      text += (is_tight || next.empty() ? "" : " ") + next;
    };
    join(out_.zh, words.zh);
    join(out_.en, words.en.empty() ? words.zh : words.en);
    at_ += tokens;
  }

  void piece() {
    const Token& now = token();
    if (now.kind == Token::Kind::string) return say(literal(now.text), 1);
    if (now.kind == Token::Kind::at_string) return say(moment_words(now.text), 1);
    if (now.kind == Token::Kind::number) {
      const bool is_money = after_money_ && is_whole(now.text);
      return say(both(is_money ? yuan(now.text) : now.text), 1);
    }
    if (comparison() || connective()) return;
    if (now.kind == Token::Kind::word) return word();
    if (now.is("[")) return bracket();
    if (now.is("(")) return say({"（", {}, "("}, 1);
    if (now.is(")")) return say({"）", {}, ")"}, 1);
    say(both(now.text), 1);
  }

  /// A list, a range, the one that is meant of several, or those for which something holds.
  void bracket() {
    const std::size_t end = behind(at_);
    const bool is_range = std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(at_),
                                      tokens_.begin() + static_cast<std::ptrdiff_t>(end),
                                      [](const Token& t) { return t.is(".."); });
    if (is_range) return say(both("["), 1);
    const Token before = at_ > 0 ? tokens_[at_ - 1] : Token{};
    const bool is_name = before.kind == Token::Kind::word && !feel::is_keyword(before.text);
    const bool follows = is_name || before.is(")") || before.is("]");
    if (!follows) return say(enumerated(arguments(at_)), end - at_);
    if (comes({"[", "-", "1", "]"})) return say({"中最后一个", {}, "(the last)"}, 4);
    if (comes({"[", "1", "]"})) return say({"中第一个", {}, "(the first)"}, 3);
    const auto which = inside(at_ + 1, end - 1);
    say({"（其中 " + which.zh + "）", {}, "(where " + which.en + ")"}, end - at_);
  }

  static Text enumerated(const std::vector<Text>& items) {
    Text list;
    for (const auto& one : items) {
      list.zh += (list.zh.empty() ? "" : "、") + one.zh;
      list.en += (list.en.empty() ? "" : ", ") + one.en;
    }
    return list.zh.empty() ? Text{"（无）", {}, "(none)"} : list;
  }

  Text literal(const std::string& text) const {
    auto words = phrases_.id(text);
    return {"「" + words.zh + "」", {}, "“" + words.en + "”"};
  }

  bool comparison() {
    if (comes({"!=", "null"})) return say({"已填", {}, "is given"}, 2), true;
    if (comes({"=", "null"})) return say({"未填", {}, "is not given"}, 2), true;
    if (comes({"=", "true"})) return say({"为是", {}, "is so"}, 2), true;
    if (comes({"=", "false"})) return say({"为否", {}, "is not so"}, 2), true;
    static const std::map<std::string_view, Text> signs{
        {"=", {"为", {}, "is"}}, {"!=", {"不为", {}, "is not"}}, {">=", both("≥")},
        {"<=", both("≤")},       {"..", {"至", {}, "to"}},       {"*", both("×")},
        {"-", both("−")}};
    if (token().kind != Token::Kind::symbol) return false;
    const auto found = signs.find(token().text);
    if (found == signs.end()) return false;
    say(found->second, 1);
    return true;
  }

  bool connective() {
    static const std::map<std::string_view, Text> words{
        {"and", {"，且", {}, "and"}},         {"or", {"，或", {}, "or"}},
        {"null", {"未填", {}, "nothing"}},    {"true", {"是", {}, "yes"}},
        {"false", {"否", {}, "no"}},          {"if", {"若", {}, "if"}},
        {"then", {"，则", {}, "then"}},       {"else", {"，否则", {}, "else"}},
        {"in", {"属于", {}, "is among"}},     {"between", {"介于", {}, "between"}},
        {"some", {"有某个", {}, "for some"}}, {"every", {"每个", {}, "for every"}},
        {"satisfies", {"满足", {}, "holds"}}, {"for", {"逐个", {}, "for each"}},
        {"return", {"取", {}, "gives"}}};
    if (token().kind != Token::Kind::word) return false;
    const auto found = words.find(token().text);
    if (found == words.end()) return false;
    if (token().is("and") || token().is("or")) after_money_ = false;
    say(found->second, 1);
    return true;
  }

  /// The index behind the bracket that closes the one at `open`.
  std::size_t behind(std::size_t open) const {
    int depth = 0;
    for (std::size_t i = open; i < tokens_.size(); ++i) {
      if (tokens_[i].is("(") || tokens_[i].is("[")) ++depth;
      if (tokens_[i].is(")") || tokens_[i].is("]")) --depth;
      if (depth == 0) return i + 1;
    }
    return tokens_.size();
  }

  Text inside(std::size_t from, std::size_t to) const {
    Reading inner(pack_, type_, command_,
                  {tokens_.begin() + static_cast<std::ptrdiff_t>(from),
                   tokens_.begin() + static_cast<std::ptrdiff_t>(to)},
                  phrases_);
    return inner.all();
  }

  /// The arguments of the call whose bracket stands at `open`.
  std::vector<Text> arguments(std::size_t open) const {
    std::vector<Text> all;
    const std::size_t end = behind(open) - 1;
    std::size_t from = open + 1;
    int depth = 0;
    for (std::size_t i = from; i <= end && i < tokens_.size(); ++i) {
      if (tokens_[i].is("(") || tokens_[i].is("[")) ++depth;
      const bool closes = i < end && (tokens_[i].is(")") || tokens_[i].is("]"));
      if (closes) --depth;
      if (i != end && !(depth == 0 && tokens_[i].is(","))) continue;
      if (i > from) all.push_back(inside(from, i));
      from = i + 1;
    }
    return all;
  }

  void word() {
    std::size_t words = 1;
    while (token(words).kind == Token::Kind::word && !feel::is_keyword(token(words).text)) ++words;
    if (token(words).is("(")) return call(words);
    name();
  }

  void call(std::size_t words) {
    std::string function;
    for (std::size_t i = 0; i < words; ++i) function += (i == 0 ? "" : " ") + token(i).text;
    const std::size_t open = at_ + words;
    const std::size_t end = behind(open);
    const auto arguments = this->arguments(open);
    if (function == "count" && arguments.size() == 1) return count(arguments[0], end);
    if (const auto said = call_words(function, arguments)) {
      return say(*said, end - at_);
    }
    const auto list = arguments.empty() ? Text{} : enumerated(arguments);
    std::replace(function.begin(), function.end(), '_', ' ');
    say({function + "（" + list.zh + "）", {}, function + " (" + list.en + ")"}, end - at_);
  }

  /// `count(x) > 0` is no arithmetic: there is one.
  void count(const Text& of, std::size_t end) {
    const auto follows = [&](const char* sign, const char* number) {
      return end + 1 < tokens_.size() && tokens_[end].is(sign) && tokens_[end + 1].text == number;
    };
    if (follows(">", "0") || follows(">=", "1")) {
      return say({"有 " + of.zh, {}, "there is " + of.en}, end + 2 - at_);
    }
    if (follows("=", "0") || follows("<", "1")) {
      return say({"没有 " + of.zh, {}, "there is no " + of.en}, end + 2 - at_);
    }
    say({of.zh + " 的个数", {}, "the number of " + of.en}, end - at_);
  }

  /// A name with its members: `client.phone`, `params.days`.
  void name() {
    std::vector<std::string> parts{token().text};
    std::size_t used = 1;
    while (token(used).is(".") && token(used + 1).kind == Token::Kind::word) {
      parts.push_back(token(used + 1).text);
      used += 2;
    }
    if (parts.size() > 1 && parts[0] == "params") {
      return say(parameter(parts[1]), used);
    }
    const bool is_own = parts.size() > 1 && (parts[0] == "record" || parts[0] == "after" ||
                                             parts[0] == "facts" || parts[0] == "tables");
    if (is_own) parts.erase(parts.begin());
    if (parts[0] == "actor" && parts.size() == 2 && parts[1] == "id") parts.pop_back();
    Text words;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto one = title_of(parts[i], i > 0);
      words.zh += (i == 0 ? "" : " 的 ") + one.zh;
      words.en = i == 0 ? one.en : words.en + " · " + one.en;
    }
    say(words, used);
  }

  Text parameter(const std::string& name) const {
    const auto* found = pack_.find_parameter(name);
    if (found == nullptr || found->title.zh.empty()) return both(spaced(name));
    if (found->value.kind() != feel::Kind::number) return found->title;
    const auto amount = to_text(found->value);
    const auto unit = unit_words(found->unit);
    return {found->title.zh + "（" + amount + " " + unit.zh + "）",
            {},
            found->title.en + " (" + amount + " " + unit.en + ")"};
  }

  Text title_of(const std::string& name, bool is_member) {
    std::optional<Named> found;
    if (!is_member && command_ != nullptr) found = find_in(*command_, name);
    if (!found && type_ != nullptr) found = find_in(*type_, name);
    if (!found) {
      if (const auto word = own_word(name)) return *word;
      for (const Pack* pack : {&pack_, pack_.base}) {
        for (std::size_t i = 0; pack != nullptr && !found && i < pack->types.size(); ++i) {
          found = find_in(*pack->types[i], name);
        }
      }
    }
    if (found) {
      after_money_ = found->is_money;
      return found->title;
    }
    after_money_ = false;
    const auto words = phrases_.id(name);  // a role, a record type
    return words.zh != name ? words : both(spaced(name));
  }

  static std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
  }

  const Pack& pack_;
  const RecordType* type_;
  const Command* command_;
  std::vector<Token> tokens_;
  const Phrases& phrases_;
  std::size_t at_ = 0;
  bool after_money_ = false;  ///< the numbers that come are fen
  Text out_;
};

std::optional<std::vector<Token>> tokens_of(std::string_view text) {
  try {
    auto tokens = feel::tokenize(text);
    tokens.pop_back();
    return tokens;
  } catch (const feel::SyntaxError&) {
    return std::nullopt;
  }
}

}  // namespace

Text Phrases::expression(std::string_view text) const {
  auto tokens = tokens_of(text);
  if (!tokens) return both(std::string(text));
  return Reading(pack_, type_, command_, *std::move(tokens), *this).all();
}

Text Phrases::cell(std::string_view tests, std::string_view input) const {
  auto tokens = tokens_of(tests);
  if (!tokens) return both(std::string(tests));
  const bool is_any = tokens->empty() || (tokens->size() == 1 && tokens->front().is("-"));
  if (is_any) return {"任意", {}, "any"};
  Reading reading(pack_, type_, command_, *std::move(tokens), *this);
  for (const auto& type : pack_.types) {
    const auto found = find_in(*type, feel::normal_text(input));
    if (found && found->is_money) reading.begin_with_money();
  }
  return reading.all();
}

Text Phrases::column(const std::string& label, std::string_view expression) const {
  const bool is_id = std::all_of(label.begin(), label.end(), [](unsigned char c) {
    return c < 0x80;  // a name of the pack language; people's own labels are Chinese
  });
  if (!is_id) return {label, {}, this->expression(expression).en};
  return this->expression(label.empty() ? expression : std::string_view(label));
}

Text Phrases::assignment(std::string_view name, std::string_view value) const {
  // What is a truth value by itself needs no sign.
  const bool is_whole = name.find_first_of("(<>=") != std::string_view::npos;
  if (is_whole && value == "true") return expression(name);
  if (is_whole && value == "false") return expression("not(" + std::string(name) + ")");
  return expression(std::string(name) + " = " + std::string(value));
}

Text Phrases::thing(const std::string& name) const {
  for (const auto& type : pack_.types) {
    if (const auto* command = type->find_command(name)) return command->title;
  }
  for (const auto& deadline : pack_.deadlines) {
    if (deadline.id == name) return deadline.title;
  }
  for (const auto& table : pack_.tables) {
    if (table.id == name) return table.title;
  }
  if (const auto* parameter = pack_.find_parameter(name)) return parameter->title;
  const auto called = id(name);
  return called.zh == name ? expression(name) : called;
}

Text Phrases::message(const Text& message) const {
  const auto said = [&](const std::string& text, bool in_english) {
    std::string out;
    bool is_inside = false;
    for (std::size_t from = 0; from <= text.size(); is_inside = !is_inside) {
      const auto to = std::min(text.find('`', from), text.size());
      const auto part = text.substr(from, to - from);
      const auto words = is_inside ? thing(part) : both(part);
      out += is_inside ? (in_english ? "“" + words.en + "”" : "「" + words.zh + "」") : part;
      from = to + 1;
    }
    return out;
  };
  return {said(message.zh, false), {}, said(message.en, true)};
}

Text Phrases::id(const std::string& id) const {
  for (const Pack* pack : {&pack_, pack_.base}) {
    if (pack == nullptr) continue;
    if (const auto* text = pack->find_text(id)) return *text;
    if (const auto* role = pack->find_role(id)) return role->title;
    if (const auto* code = pack->find_code(id)) return code->text;
    if (const auto* type = pack->find_type(id)) return type->title;
    for (const auto& type : pack->types) {
      if (const auto* state = type->find_state(id); state && !state->title.zh.empty()) {
        return state->title;
      }
    }
  }
  return both(id);
}

}  // namespace guiju::pack
