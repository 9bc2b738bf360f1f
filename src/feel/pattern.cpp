#include "feel/pattern.hpp"

#include <algorithm>

#include "feel/effort.hpp"
#include "feel/letter_case.hpp"
#include "feel/letter_class.hpp"

namespace guiju::feel {
namespace {

constexpr std::size_t steps_max = 2'000'000;
constexpr std::size_t alternatives_max = 1'000'000;

using What = Pattern::Instruction::What;

bool is_line_end(char32_t c) { return c == '\n' || c == '\r'; }

bool is_in_class(char name, char32_t c) {
  switch (name) {
    case 'd':
      return is_digit_character(c);
    case 's':
      return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    case 'w':
      return is_word_character(c);
    case 'i':
      return is_name_start_character(c);
    default:
      return is_name_character(c);
  }
}

bool same_letter(char32_t a, char32_t b) {
  return a == b || lower_code_point(a) == lower_code_point(b) ||
         upper_code_point(a) == upper_code_point(b);
}

/// What remains to be tried, and how a register was before the path that is being tried now.
struct Alternative {
  std::size_t instruction;
  std::size_t position;
  /// A register to set back instead, when it is not `none`.
  std::size_t restored_register;
};

constexpr std::size_t none = static_cast<std::size_t>(-1);

}  // namespace

bool Pattern::is_in(const CharacterSet& set, char32_t c) const {
  const auto covers = [&](char32_t x) {
    return std::any_of(set.ranges.begin(), set.ranges.end(),
                       [x](const auto& r) { return x >= r.first && x <= r.second; });
  };
  bool found = covers(c) ||
               (flags_.ignore_case && (covers(lower_code_point(c)) || covers(upper_code_point(c))));
  for (const auto& [name, negated] : set.classes) found = found || is_in_class(name, c) != negated;
  for (const auto& [name, negated] : set.properties) {
    found = found || has_character_property(name, c) != negated;
  }
  if (found == set.negated) return false;
  return std::none_of(set.without.begin(), set.without.end(),
                      [&](const CharacterSet& other) { return is_in(other, c); });
}

bool Pattern::steps_over(const Instruction& instruction, char32_t c) const {
  switch (instruction.what) {
    case What::character:
      return flags_.ignore_case ? same_letter(instruction.c, c) : instruction.c == c;
    case What::any:
      return flags_.dot_all || !is_line_end(c);
    default:
      return is_in(sets_[instruction.x], c);
  }
}

Pattern::Answer Pattern::search(const std::u32string& text, std::size_t from,
                                Groups& groups) const {
  std::size_t steps = 0;
  const Answer answer = run(text, from, groups, steps);
  return Effort::spend(steps) ? answer : Answer::gave_up;
}

Pattern::Answer Pattern::run(const std::u32string& text, std::size_t from, Groups& groups,
                             std::size_t& steps) const {
  std::vector<std::size_t> registers(register_count_, none);
  std::vector<Alternative> alternatives;

  const auto back_reference_end = [&](std::size_t group, std::size_t at) {
    const std::size_t begin = registers[group * 2];
    const std::size_t end = registers[group * 2 + 1];
    if (begin == none || end == none) return at;  // a group that took no part stands for nothing
    for (std::size_t i = begin; i < end; ++i, ++at, ++steps) {
      if (at >= text.size()) return none;
      const bool same = flags_.ignore_case ? same_letter(text[i], text[at]) : text[i] == text[at];
      if (!same) return none;
    }
    return at;
  };

  for (std::size_t start = from; start <= text.size(); ++start) {
    std::fill(registers.begin(), registers.end(), none);
    alternatives.assign(1, {0, start, none});
    while (!alternatives.empty()) {
      const Alternative path = alternatives.back();
      alternatives.pop_back();
      if (path.restored_register != none) {
        registers[path.restored_register] = path.position;
        continue;
      }
      std::size_t at = path.position;
      for (std::size_t pc = path.instruction;;) {
        if (++steps > steps_max || alternatives.size() > alternatives_max) return Answer::gave_up;
        const Instruction& instruction = program_[pc];
        bool goes_on = true;
        switch (instruction.what) {
          case What::split:
            if (instruction.x != instruction.y) alternatives.push_back({instruction.y, at, none});
            pc = instruction.x;
            continue;
          case What::jump:
            pc = instruction.x;
            continue;
          case What::save:
            alternatives.push_back({0, registers[instruction.x], instruction.x});
            registers[instruction.x] = at;
            break;
          case What::check:
            goes_on = registers[instruction.x] != at;
            break;
          case What::line_begin:
            goes_on = at == 0 || (flags_.multi_line && text[at - 1] == '\n' && at < text.size());
            break;
          case What::line_end:
            goes_on = at == text.size() || (flags_.multi_line && text[at] == '\n');
            break;
          case What::back_reference:
            at = back_reference_end(instruction.x, at);
            goes_on = at != none;
            break;
          case What::match:
            groups.assign(static_cast<std::size_t>(group_count_) + 1, {none, none});
            for (std::size_t i = 0; i < groups.size(); ++i) {
              groups[i] = {registers[i * 2], registers[i * 2 + 1]};
            }
            return Answer::found;
          default:
            if (instruction.what == What::set) steps += sets_[instruction.x].ranges.size() / 16;
            goes_on = at < text.size() && steps_over(instruction, text[at]);
            ++at;
        }
        if (!goes_on) break;
        ++pc;
      }
    }
  }
  return Answer::not_found;
}

}  // namespace guiju::feel
