#include <algorithm>

#include "base/text.hpp"
#include "feel/effort.hpp"
#include "feel/letter_class.hpp"
#include "feel/pattern_compiler.hpp"

namespace guiju::feel {
namespace {

constexpr std::size_t program_size_max = 20'000;
constexpr int repetition_max = 1'000;
constexpr int nesting_max = 100;

using What = Pattern::Instruction::What;

bool is_pattern_space(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::u32string decode(std::string_view text) {
  std::u32string code_points;
  for (std::size_t at = 0; at < text.size();) code_points += next_code_point(text, at);
  return code_points;
}

/// Takes white space out of a pattern, but not out of `[ ]`: the flag `x`.
std::u32string without_space(const std::u32string& pattern) {
  std::u32string kept;
  int depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char32_t c = pattern[i];
    if (depth == 0 && is_pattern_space(c)) continue;
    kept += c;
    if (c == '\\' && i + 1 < pattern.size()) {
      // What is escaped is what comes after the space, which is dropped.
      std::size_t next = i + 1;
      while (depth == 0 && next < pattern.size() && is_pattern_space(pattern[next])) ++next;
      if (next < pattern.size()) kept += pattern[next];
      i = next;
      continue;
    }
    if (c == '[') ++depth;
    if (c == ']' && depth > 0) --depth;
  }
  return kept;
}

}  // namespace

PatternCompiler::PatternCompiler(std::u32string pattern, Pattern::Flags flags)
    : pattern_(std::move(pattern)), flags_(flags) {
  if (flags_.skip_space && !flags_.literal) pattern_ = without_space(pattern_);
}

bool PatternCompiler::compile() {
  emit({What::save, 0, 0});
  if (flags_.literal) {
    for (const char32_t c : pattern_) emit({What::character, c});
  } else {
    parse_branches();
    if (at_ != pattern_.size()) failed_ = true;
  }
  emit({What::save, 0, 1});
  emit({What::match});
  return !failed_;
}

bool PatternCompiler::take(char32_t c) {
  if (peek() != c || at_ >= pattern_.size()) return false;
  ++at_;
  return true;
}

std::size_t PatternCompiler::emit(Pattern::Instruction instruction) {
  if (program_.size() >= program_size_max) {
    failed_ = true;
    return 0;
  }
  program_.push_back(instruction);
  return program_.size() - 1;
}

void PatternCompiler::parse_branches() {
  if (++nesting_ > nesting_max) {
    failed_ = true;
    return;
  }
  std::vector<std::size_t> exits;
  while (!failed_) {
    const std::size_t split = emit({What::split});
    program_[split].x = program_.size();
    program_[split].y = program_.size();
    parse_branch();
    if (!take('|')) {
      program_[split].y = program_[split].x;  // the last branch has no other
      break;
    }
    exits.push_back(emit({What::jump}));
    program_[split].y = program_.size();
  }
  for (const std::size_t exit : exits) program_[exit].x = program_.size();
  --nesting_;
}

void PatternCompiler::parse_branch() {
  while (!failed_ && at_ < pattern_.size() && peek() != '|' && peek() != ')') {
    const std::size_t begin = program_.size();
    const bool is_anchor = peek() == '^' || peek() == '$';
    parse_atom();
    if (!failed_ && !is_anchor) parse_quantifier(begin);
  }
}

void PatternCompiler::parse_atom() {
  const char32_t c = pattern_[at_++];
  switch (c) {
    case '.':
      emit({What::any});
      return;
    case '^':
      emit({What::line_begin});
      return;
    case '$':
      emit({What::line_end});
      return;
    case '(':
      parse_group();
      return;
    case '[': {
      Pattern::CharacterSet set;
      if (!parse_set(set, 0)) failed_ = true;
      emit_set(std::move(set));
      return;
    }
    case '\\':
      parse_escape();
      return;
    case '?':
    case '*':
    case '+':
    case '{':
    case '}':
    case ']':
      failed_ = true;
      return;
    default:
      emit({What::character, c});
  }
}

void PatternCompiler::parse_group() {
  if (take('?')) {
    if (!take(':')) failed_ = true;
    parse_branches();
  } else {
    const int group = ++group_count_;
    if (group >= static_cast<int>(first_loop_register) / 2) failed_ = true;
    open_groups_.push_back(group);
    emit({What::save, 0, static_cast<std::size_t>(group) * 2});
    parse_branches();
    emit({What::save, 0, static_cast<std::size_t>(group) * 2 + 1});
    open_groups_.pop_back();
  }
  if (!take(')')) failed_ = true;
}

void PatternCompiler::parse_escape() {
  if (at_ >= pattern_.size()) {
    failed_ = true;
    return;
  }
  if (peek() >= '1' && peek() <= '9') {
    parse_back_reference();
    return;
  }
  Pattern::CharacterSet set;
  char32_t single = 0;
  if (!parse_class_escape(set, single)) {
    failed_ = true;
  } else if (single != 0) {
    emit({What::character, single});
  } else {
    emit_set(std::move(set));
  }
}

void PatternCompiler::parse_back_reference() {
  int group = static_cast<int>(pattern_[at_++] - '0');
  // Further digits belong to it only while there are that many groups.
  while (peek() >= '0' && peek() <= '9') {
    const int longer = group * 10 + static_cast<int>(peek() - '0');
    if (longer > group_count_) break;
    group = longer;
    ++at_;
  }
  const bool is_open =
      std::find(open_groups_.begin(), open_groups_.end(), group) != open_groups_.end();
  if (group > group_count_ || is_open) failed_ = true;
  emit({What::back_reference, 0, static_cast<std::size_t>(group)});
}

/// Reads what follows a backslash: one character, or a class such as `\d` or `\p{Lu}`.
bool PatternCompiler::parse_class_escape(Pattern::CharacterSet& set, char32_t& single) {
  if (at_ >= pattern_.size()) return false;
  const char32_t c = pattern_[at_++];
  static constexpr std::u32string_view themselves = U"\\|.-^?*+{}()[]$";
  static constexpr std::u32string_view classes = U"dwsic";
  single = 0;
  if (themselves.find(c) != std::u32string_view::npos) {
    single = c;
  } else if (c == 'n' || c == 'r' || c == 't') {
    single = c == 'n' ? U'\n' : c == 'r' ? U'\r' : U'\t';
  } else if (c < 0x80 && classes.find(c | 0x20) != std::u32string_view::npos) {
    set.classes.emplace_back(static_cast<char>(c | 0x20), c < 'a');
  } else if (c == 'p' || c == 'P') {
    return parse_property(set, c == 'P');
  } else {
    return false;
  }
  return true;
}

bool PatternCompiler::parse_property(Pattern::CharacterSet& set, bool negated) {
  if (!take('{')) return false;
  std::string name;
  while (at_ < pattern_.size() && peek() != '}') append_utf8(name, pattern_[at_++]);
  if (!take('}') || !is_character_property(name)) return false;
  set.properties.emplace_back(name, negated);
  return true;
}

/// Reads a set after its `[`, to the `]`.
bool PatternCompiler::parse_set(Pattern::CharacterSet& set, int depth) {
  if (depth > nesting_max) return false;
  set.negated = take('^');
  bool empty = true;
  while (at_ < pattern_.size()) {
    if (peek() == ']') {
      ++at_;
      return !empty;
    }
    if (peek() == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] == '[' && !empty) {
      at_ += 2;
      set.without.emplace_back();
      return parse_set(set.without.back(), depth + 1) && take(']');
    }
    if (!parse_set_item(set)) return false;
    empty = false;
  }
  return false;
}

bool PatternCompiler::parse_set_item(Pattern::CharacterSet& set) {
  char32_t first = pattern_[at_++];
  if (first == '[') return false;
  if (first == '\\') {
    if (!parse_class_escape(set, first)) return false;
    if (first == 0) return true;
  } else if (first == '-' && peek() != ']' && peek() != '-' && !set.ranges.empty()) {
    return false;  // a `-` in the middle must be escaped
  }
  const bool is_range = peek() == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']' &&
                        pattern_[at_ + 1] != '[';
  char32_t last = first;
  if (is_range) {
    ++at_;
    last = pattern_[at_++];
    if (last == '\\') {
      Pattern::CharacterSet none;
      if (!parse_class_escape(none, last) || last == 0) return false;
    }
    if (last < first) return false;
  }
  set.ranges.emplace_back(first, last);
  return true;
}

void PatternCompiler::emit_set(Pattern::CharacterSet set) {
  sets_.push_back(std::move(set));
  emit({What::set, 0, sets_.size() - 1});
}

std::optional<int> PatternCompiler::parse_count() {
  if (peek() < '0' || peek() > '9') return std::nullopt;
  int n = 0;
  while (peek() >= '0' && peek() <= '9' && n <= repetition_max) {
    n = n * 10 + static_cast<int>(pattern_[at_++] - '0');
  }
  if (n > repetition_max) failed_ = true;
  return n;
}

void PatternCompiler::parse_quantifier(std::size_t begin) {
  int least = 1;
  std::optional<int> most = 1;
  if (take('?')) {
    least = 0;
  } else if (take('*')) {
    least = 0;
    most.reset();
  } else if (take('+')) {
    most.reset();
  } else if (take('{')) {
    const auto n = parse_count();
    if (!n) failed_ = true;
    least = n.value_or(0);
    most = n;
    if (take(',')) most = parse_count();
    if (!take('}') || (most && *most < least)) failed_ = true;
  } else {
    return;
  }
  const bool reluctant = take('?');
  if (!failed_) repeat(begin, least, most, reluctant);
}

/// Turns the instructions from `begin` on into as many copies as the quantifier asks for.
void PatternCompiler::repeat(std::size_t begin, int least, std::optional<int> most,
                             bool reluctant) {
  const std::vector<Pattern::Instruction> body{
      program_.begin() + static_cast<std::ptrdiff_t>(begin), program_.end()};
  program_.resize(begin);
  const auto copy = [&] {
    const std::size_t shift = program_.size() - begin;
    for (auto instruction : body) {
      if (instruction.what == What::split || instruction.what == What::jump) {
        instruction.x += shift;
        instruction.y += shift;
      }
      emit(instruction);
    }
  };
  const auto aim = [&](std::size_t split, std::size_t into, std::size_t past) {
    program_[split].x = reluctant ? past : into;
    program_[split].y = reluctant ? into : past;
  };
  for (int i = 0; i < least && !failed_; ++i) copy();
  if (!most) {
    const std::size_t split = emit({What::split});
    const std::size_t position = loop_register_++;
    emit({What::save, 0, position});
    copy();
    emit({What::check, 0, position});
    emit({What::jump, 0, split});
    if (!failed_) aim(split, split + 1, program_.size());
    return;
  }
  std::vector<std::size_t> splits;
  for (int i = least; i < *most && !failed_; ++i) {
    splits.push_back(emit({What::split}));
    copy();
  }
  if (failed_) return;
  for (const std::size_t split : splits) aim(split, split + 1, program_.size());
}

std::optional<Pattern> Pattern::compile(std::string_view pattern, std::string_view flags) {
  Flags chosen;
  for (const char flag : flags) {
    switch (flag) {
      case 's':
        chosen.dot_all = true;
        break;
      case 'm':
        chosen.multi_line = true;
        break;
      case 'i':
        chosen.ignore_case = true;
        break;
      case 'x':
        chosen.skip_space = true;
        break;
      case 'q':
        chosen.literal = true;
        break;
      default:
        return std::nullopt;
    }
  }
  PatternCompiler compiler{decode(pattern), chosen};
  if (!compiler.compile()) return std::nullopt;
  if (!Effort::spend(compiler.program_.size())) return std::nullopt;
  Pattern result;
  result.program_ = std::move(compiler.program_);
  result.sets_ = std::move(compiler.sets_);
  result.flags_ = chosen;
  result.group_count_ = compiler.group_count_;
  result.register_count_ = compiler.loop_register_;
  return result;
}

}  // namespace guiju::feel
