#include <algorithm>

#include "feel/lexer.hpp"
#include "feel/source_text.hpp"
#include "pack/contradiction_finder.hpp"
#include "pack/outline.hpp"

namespace guiju::pack {
namespace {

/// Whole numbers from two on that stand in the text.
std::vector<feel::Value> numbers_in(std::string_view text) {
  std::vector<feel::Value> found;
  try {
    for (const auto& token : feel::tokenize(text)) {
      if (token.kind != feel::Token::Kind::number) continue;
      auto value = feel::Value::number_from_text(token.text);
      // None, one and the whole of a hundred per cent stand everywhere: no regulation set them.
      const auto whole = value.as_int64().value_or(2);
      if (whole > 1 && whole != 100) found.push_back(std::move(value));
    }
  } catch (const feel::SyntaxError&) {
    return {};  // whoever compiles the text tells of it
  }
  return found;
}

class Numbers {
 public:
  explicit Numbers(Finder& finder) : finder_(finder) {}

  void look_at(std::string_view text, const Basis& rules, const SourcePlace& place) {
    for (const auto& number : numbers_in(text)) {
      for (const auto& parameter : finder_.pack().parameters) {
        if (!(parameter.value == number) || !share(parameter.rules, rules)) continue;
        finder_.tell(
            place, "same-number",
            in_both("这里直接写了 `" + feel::to_text(number) + "`，而它就是同一条的参数 `" +
                        parameter.name + "`：改了一处容易忘了另一处",
                    "`" + feel::to_text(number) + "` is written here and is the parameter `" +
                        parameter.name +
                        "` of the same rule: whoever changes one forgets the other"),
            {&parameter.rules, &rules});
      }
    }
  }

  void look_at(const Formula& formula, const Basis& rules) {
    if (formula.is_stated()) look_at(formula.text, rules, formula.place);
  }

 private:
  static bool share(const Basis& a, const Basis& b) {
    return std::any_of(a.begin(), a.end(),
                       [&](int rule) { return std::find(b.begin(), b.end(), rule) != b.end(); });
  }

  Finder& finder_;
};

void look_at_command(Numbers& numbers, const Command& command) {
  for (const auto& [name, value] : command.lets) numbers.look_at(value, command.rules);
  for (const auto& set : command.assignments) numbers.look_at(set.value, command.rules);
  for (const auto& check : command.checks) numbers.look_at(check.when, check.rules);
  for (const auto& marking : command.markings) numbers.look_at(marking.when, marking.rules);
  for (const auto& breach : command.breaches) {
    numbers.look_at(breach.when, breach.rules);
    numbers.look_at(breach.due_at, breach.rules);
  }
  for (const auto& then : command.follow_ups) numbers.look_at(then.when, command.rules);
}

}  // namespace

void find_numbers(Finder& finder) {
  Numbers numbers(finder);
  const Pack& pack = finder.pack();
  for (const auto& type : pack.types) {
    for (const auto& command : type->commands) look_at_command(numbers, *command);
  }
  for (const auto& definition : pack.definitions) {
    numbers.look_at(definition.value, definition.rules);
  }
  for (const auto& deadline : pack.deadlines) {
    numbers.look_at(deadline.due.amount, deadline.rules);
    numbers.look_at(deadline.due.from, deadline.rules);
    numbers.look_at(deadline.start.when, deadline.rules);
    numbers.look_at(deadline.warn_before, deadline.rules);
  }
  for (const auto& table : pack.tables) {
    for (std::size_t r = 0; r < table.source.rules.size(); ++r) {
      const auto& rule = table.source.rules[r];
      for (const auto* cells : {&rule.tests, &rule.outputs}) {
        for (const auto& cell : *cells) numbers.look_at(cell.text, table.row_rules[r], cell.place);
      }
    }
  }
}

}  // namespace guiju::pack
