#include "pack/mutants.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <tuple>

#include "base/time.hpp"
#include "feel/lexer.hpp"
#include "feel/temporal_text.hpp"
#include "pack/layers.hpp"

namespace guiju::pack {
namespace {

using Kind = Mutant::Kind;
using feel::Token;

bool is_blank(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

/// A scalar of a YAML file and where each byte of its value stands there.
struct Written {
  std::string value;
  std::vector<std::size_t> at;  ///< one for each byte of `value`
  std::size_t begin = 0;        ///< with its quotes
  std::size_t end = 0;
};

/// Behind anchors and tags.
std::size_t skip_properties(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
    while (at < text.size() && !is_blank(text[at])) ++at;
    while (at < text.size() && is_blank(text[at])) ++at;
  }
  return at;
}

/// Nothing where the value is not written byte by byte (an escape in double quotes).
std::optional<Written> written(std::string_view text, const YAML::Node& node) {
  if (!node.IsDefined() || !node.IsScalar() || node.Mark().is_null()) return std::nullopt;
  Written scalar{node.Scalar(), {}, 0, 0};
  std::size_t at = skip_properties(text, static_cast<std::size_t>(node.Mark().pos));
  if (at >= text.size() || scalar.value.empty()) return std::nullopt;
  scalar.begin = at;
  const char quote = text[at] == '\'' || text[at] == '"' ? text[at] : '\0';
  if (quote != '\0') ++at;
  if (text[at] == '>' || text[at] == '|') at = std::min(text.find('\n', at), text.size());
  for (const char c : scalar.value) {
    if (is_blank(c)) {  // folded lines: any blank stands for any
      scalar.at.push_back(at);
      continue;
    }
    while (at < text.size() && is_blank(text[at])) ++at;
    if (at >= text.size() || text[at] != c) return std::nullopt;
    scalar.at.push_back(at);
    at += quote == '\'' && c == '\'' ? 2 : 1;
  }
  scalar.end = quote == '\0' ? at : at + 1;
  return scalar;
}

/// The number one up or down; empty where the text is none.
std::string moved(const std::string& number, long long by) {
  const char* const end = number.data() + number.size();
  long long whole = 0;
  const auto [rest, fault] = std::from_chars(number.data(), end, whole);
  if (fault != std::errc{}) return {};
  const std::string_view fraction(rest, static_cast<std::size_t>(end - rest));
  const bool is_number =
      fraction.empty() || (fraction.size() > 1 && fraction.front() == '.' &&
                           fraction.find_first_not_of("0123456789", 1) == std::string_view::npos);
  return is_number ? std::to_string(whole + by) + std::string(fraction) : std::string();
}

/// `PT4H` an hour, `18:30` a minute up or down; empty where the text is no such thing.
std::string moved_time(const std::string& text, long long by) {
  if (const auto time = parse_time_of_day(text)) {
    const auto moved = *time + std::chrono::minutes(by);
    const bool is_of_day = moved >= Seconds{0} && moved < std::chrono::hours(24);
    return is_of_day ? time_of_day_text(moved) : std::string();
  }
  const auto digit = text.find_first_of("0123456789");
  if (digit == std::string::npos || feel::parse_duration_value(text).is_null()) return {};
  const auto behind = text.find_first_not_of("0123456789", digit);
  return text.substr(0, digit) + moved(text.substr(digit, behind - digit), by) +
         text.substr(behind);
}

std::string turned(const std::string& comparison) {
  static constexpr std::array<std::array<const char*, 2>, 3> pairs{
      {{"<", "<="}, {">", ">="}, {"=", "!="}}};
  for (const auto& [one, other] : pairs) {
    if (comparison == one) return other;
    if (comparison == other) return one;
  }
  return {};
}

/// Finds the mutants of one file.
class Finder {
 public:
  Finder(const SourceFile& file, std::vector<Mutant>& found) : file_(file), found_(found) {}

  void look_at_table(const YAML::Node& table) {
    rest_on(table);
    for (const auto& input : table["inputs"]) look_at_formula(Kind::table, input["value"]);
    const auto rows = table["rows"];
    if (!rows.IsDefined() || !rows.IsSequence() || rows.size() == 0) return;
    for (const auto& row : rows) {
      rest_on(row);
      for (const auto& test : row["when"]) look_at_formula(Kind::table, test);
      for (const auto& outcome : row["then"]) look_at_formula(Kind::table, outcome);
    }
    look_at_rows(rows);
    look_at_outcomes(rows);
  }

  /// What is found from here on rests on the rules that `node` states, if it states some.
  void rest_on(const YAML::Node& node) {
    const auto rules = node["rules"];
    if (!rules.IsDefined() || !rules.IsSequence()) return;
    rules_.clear();
    for (const auto& rule : rules) rules_.push_back(rule.Scalar());
  }

  /// A parameter's value, in lists and maps too. Numbers in quotes are names.
  void look_at_value(const YAML::Node& value) {
    if (value.IsScalar()) {
      const auto scalar = written(file_.text, value);
      if (!scalar) return;
      for (const long long by : {1, -1}) {
        const auto number = value.Tag() == "!" ? std::string() : moved(scalar->value, by);
        replace(Kind::parameter, *scalar, 0, scalar->value.size(),
                number.empty() ? moved_time(scalar->value, by) : number);
      }
    } else if (value.IsSequence()) {
      for (const auto& item : value) look_at_value(item);
    } else if (value.IsMap()) {
      for (const auto& entry : value) look_at_value(entry.second);
    }
  }

  void look_at_deadline(const YAML::Node& deadline) {
    rest_on(deadline);
    look_at_conditions(Kind::deadline, deadline);
    if (const auto warn = deadline["warn"]) look_at_formula(Kind::deadline, warn["before"]);
    const auto due = deadline["due"];
    if (!due.IsDefined() || !due.IsMap()) return;
    look_at_formula(Kind::deadline, due["at"]);
    for (const auto& [unit, other] : units) {
      const auto span = due[unit];
      if (!span.IsDefined()) continue;
      look_at_span(span);
      for (const auto& entry : due) {
        if (entry.first.Scalar() != unit) continue;
        const auto name = written(file_.text, entry.first);
        if (name) replace(Kind::deadline, *name, 0, name->value.size(), other);
      }
    }
  }

  /// The conditions anywhere below: `when`, and the lists of `names`.
  void look_at_conditions(Kind kind, const YAML::Node& node) {
    if (!node.IsDefined()) return;
    if (node.IsSequence()) {
      for (const auto& item : node) look_at_conditions(kind, item);
    } else if (node.IsMap()) {
      rest_on(node);
      for (const auto& entry : node) {
        const auto& key = entry.first.Scalar();
        if ((key == "when" || key == "names") && entry.second.IsScalar()) {
          look_at_comparisons(kind, entry.second);
        } else {
          look_at_conditions(kind, entry.second);
        }
      }
    }
  }

  void look_at_comparisons(Kind kind, const YAML::Node& node) { look_at_tokens(kind, node, false); }

 private:
  static constexpr std::array<std::array<const char*, 2>, 5> units{
      {{"minutes", "hours"},
       {"hours", "minutes"},
       {"calendar_days", "working_days"},
       {"working_days", "calendar_days"},
       {"working_minutes", "minutes"}}};

  void look_at_formula(Kind kind, const YAML::Node& node) { look_at_tokens(kind, node, true); }

  void look_at_tokens(Kind kind, const YAML::Node& node, bool with_numbers) {
    const auto scalar = written(file_.text, node);
    if (!scalar) return;
    std::vector<Token> tokens;
    try {
      tokens = feel::tokenize(scalar->value);
    } catch (const feel::SyntaxError&) {
      return;  // what is no expression, `!absent` for one
    }
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      const Token& token = tokens[t];
      if (token.kind == Token::Kind::symbol) {
        replace(kind, *scalar, token.begin, token.end, turned(token.text));
        if (token.text == "..") look_at_range(kind, *scalar, tokens, t);
      }
      if (!with_numbers) continue;
      for (const long long by : {1, -1}) {
        if (token.kind == Token::Kind::number) {
          replace(kind, *scalar, token.begin, token.end, moved(token.text, by));
        } else if (token.kind == Token::Kind::string) {
          replace(kind, *scalar, token.begin + 1, token.end - 1, moved_time(token.text, by));
        }
      }
    }
  }

  /// The brackets around `tokens[dots]`: an end that is included becomes one that is not.
  void look_at_range(Kind kind, const Written& scalar, const std::vector<Token>& tokens,
                     std::size_t dots) {
    const auto find = [&](long long from, int step) -> const Token* {
      int depth = 0;
      for (long long t = from; t >= 0 && t < std::ssize(tokens); t += step) {
        const Token& token = tokens[static_cast<std::size_t>(t)];
        const bool opens = token.is("[") || token.is("(");
        const bool closes = token.is("]") || token.is(")");
        if (token.is("in") || token.is(",")) return nullptr;  // `for i in 1..9` has no brackets
        if (!opens && !closes) continue;
        if (depth == 0 && opens == (step < 0)) return &token;
        depth += opens == (step < 0) ? -1 : 1;
      }
      return nullptr;
    };
    const auto at = static_cast<long long>(dots);
    const Token* low = find(at - 1, -1);
    const Token* high = find(at + 1, 1);
    if (low == nullptr || high == nullptr) return;
    replace(kind, scalar, low->begin, low->end, low->is("[") ? "(" : "[");
    replace(kind, scalar, high->begin, high->end, high->is("]") ? ")" : "]");
  }

  /// How long a deadline runs: one more and one less of it, whatever states it.
  void look_at_span(const YAML::Node& span) {
    const auto scalar = written(file_.text, span);
    if (!scalar) return;
    if (!moved(scalar->value, 0).empty()) return look_at_formula(Kind::deadline, span);
    for (const char* by : {" + 1", " - 1"}) {
      replace(Kind::deadline, *scalar, 0, scalar->value.size(), "(" + scalar->value + ")" + by);
    }
  }

  void look_at_rows(const YAML::Node& rows) {
    std::vector<std::size_t> begins;
    for (const auto& row : rows) begins.push_back(line_of(row));
    begins.push_back(end_of_row(begins.back()));
    const auto text = [&](std::size_t row) {
      return file_.text.substr(begins[row], begins[row + 1] - begins[row]);
    };
    for (std::size_t row = 0; row + 1 < begins.size(); ++row) {
      rest_on(rows[row]);
      const auto number = std::to_string(row + 1);
      add(Kind::table, begins[row], begins[row + 1], "", "row " + number + " left out");
      if (row + 2 == begins.size()) continue;
      add(Kind::table, begins[row], begins[row + 2], text(row + 1) + text(row),
          "row " + number + " swapped with the next");
    }
  }

  /// The beginning of the line on which a node stands.
  std::size_t line_of(const YAML::Node& node) const {
    const auto before = file_.text.rfind('\n', static_cast<std::size_t>(node.Mark().pos));
    return before == std::string::npos ? 0 : before + 1;
  }

  /// Behind the last line that is indented further than the dash of the row that begins there.
  std::size_t end_of_row(std::size_t begin) const {
    const auto& text = file_.text;
    const auto indentation = text.find('-', begin) - begin;
    std::size_t line = std::min(text.find('\n', begin), text.size() - 1) + 1;
    while (line < text.size()) {
      const auto first = text.find_first_not_of(' ', line);
      if (first == std::string::npos || first - line <= indentation) break;
      line = std::min(text.find('\n', line), text.size() - 1) + 1;
    }
    return line;
  }

  void look_at_outcomes(const YAML::Node& rows) {
    const YAML::Node first = rows[0]["then"];
    for (std::size_t column = 0; column < first.size(); ++column) {
      std::vector<std::optional<Written>> cells;
      for (const auto& row : rows) cells.push_back(written(file_.text, row["then"][column]));
      for (std::size_t row = 0; row < cells.size(); ++row) {
        rest_on(rows[row]);
        for (std::size_t step = 1; step < cells.size() && cells[row]; ++step) {
          const auto& other = cells[(row + step) % cells.size()];
          if (!other || other->value == cells[row]->value) continue;
          replace(Kind::table, *cells[row], other->value,
                  file_.text.substr(other->begin, other->end - other->begin));
          break;
        }
      }
    }
  }

  /// Bytes `begin` to `end` of a scalar's value; nothing where `instead` is empty.
  void replace(Kind kind, const Written& scalar, std::size_t begin, std::size_t end,
               const std::string& instead) {
    if (instead.empty()) return;
    const auto value = scalar.value.substr(0, begin) + instead + scalar.value.substr(end);
    add(kind, scalar.at[begin], scalar.at[end - 1] + 1, instead, quoted(scalar.value, value));
  }
  /// The whole of a scalar, with its quotes.
  void replace(Kind kind, const Written& scalar, const std::string& value,
               const std::string& instead) {
    add(kind, scalar.begin, scalar.end, instead, quoted(scalar.value, value));
  }

  static std::string quoted(const std::string& was, const std::string& is) {
    return "`" + was + "` → `" + is + "`";
  }

  void add(Kind kind, std::size_t begin, std::size_t end, std::string instead, std::string change) {
    const auto line_begin = file_.text.rfind('\n', begin == 0 ? 0 : begin - 1);
    const auto from = line_begin == std::string::npos ? 0 : line_begin + 1;
    const auto line = std::count(file_.text.begin(),
                                 file_.text.begin() + static_cast<std::ptrdiff_t>(begin), '\n');
    std::replace(change.begin(), change.end(), '\n', ' ');
    const SourcePlace place{file_.path, static_cast<int>(line) + 1,
                            static_cast<int>(begin - from) + 1};
    found_.push_back({kind, place, rules_, std::move(change), begin, end, std::move(instead)});
  }

  const SourceFile& file_;
  std::vector<Mutant>& found_;
  std::vector<std::string> rules_;
};

void look_at_commands(Finder& finder, const YAML::Node& type) {
  for (const auto& command : type["commands"]) {
    if (command.second.IsMap()) finder.look_at_conditions(Kind::guard, command.second);
  }
}

void look_at_ladders(Finder& finder, const YAML::Node& ladders) {
  if (ladders["when"].IsDefined()) finder.look_at_comparisons(Kind::deadline, ladders["when"]);
  for (const auto& deadline : ladders["deadlines"]) {
    if (deadline.second.IsMap()) finder.look_at_deadline(deadline.second);
  }
}

void look_at_parameters(Finder& finder, const YAML::Node& pack) {
  for (const auto& parameter : pack["parameters"]) {
    if (!parameter.second.IsMap()) continue;  // `!absent`
    finder.rest_on(parameter.second);
    if (const auto value = parameter.second["value"]) finder.look_at_value(value);
  }
}

void look_at_file(const SourceFile& file, std::vector<Mutant>& found) {
  const std::string_view path = file.path;
  if (is_inherited(path) || !path.ends_with(".yaml")) return;
  const auto yaml = YAML::Load(file.text);
  if (!yaml.IsMap()) return;
  Finder finder(file, found);
  if (path.starts_with("tables/")) finder.look_at_table(yaml);
  if (path.starts_with("cases/") || path.starts_with("kinds/")) look_at_commands(finder, yaml);
  if (path == "ladders.yaml") look_at_ladders(finder, yaml);
  if (path == "pack.yaml") look_at_parameters(finder, yaml);
}

}  // namespace

std::string_view to_text(Mutant::Kind kind) {
  switch (kind) {
    case Kind::table:
      return "table";
    case Kind::parameter:
      return "parameter";
    case Kind::deadline:
      return "deadline";
    case Kind::guard:
      return "guard";
  }
  return {};
}

std::vector<Mutant> mutants_of(const std::vector<SourceFile>& files) {
  std::vector<Mutant> found;
  for (const auto& file : files) look_at_file(file, found);
  const auto place = [](const Mutant& mutant) {
    return std::tie(mutant.place.file, mutant.begin, mutant.end, mutant.instead);
  };
  std::sort(found.begin(), found.end(),
            [&](const Mutant& a, const Mutant& b) { return place(a) < place(b); });
  const auto is_same = [&](const Mutant& a, const Mutant& b) { return place(a) == place(b); };
  found.erase(std::unique(found.begin(), found.end(), is_same), found.end());
  return found;
}

std::vector<SourceFile> with_mutant(std::vector<SourceFile> files, const Mutant& mutant) {
  for (auto& file : files) {
    if (file.path != mutant.place.file) continue;
    file.text.replace(mutant.begin, mutant.end - mutant.begin, mutant.instead);
  }
  return files;
}

}  // namespace guiju::pack
