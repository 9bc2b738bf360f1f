#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feel/pattern.hpp"

namespace guiju::feel {

/// Turns the text of a pattern into the instructions that match it.
class PatternCompiler {
 public:
  PatternCompiler(std::u32string pattern, Pattern::Flags flags);

  /// False when the pattern is wrong or too large.
  bool compile();

 private:
  friend class Pattern;

  char32_t peek() const { return at_ < pattern_.size() ? pattern_[at_] : U'\0'; }
  bool take(char32_t c);
  std::size_t emit(Pattern::Instruction instruction);
  void emit_set(Pattern::CharacterSet set);
  void parse_branches();
  void parse_branch();
  void parse_atom();
  void parse_group();
  void parse_escape();
  void parse_back_reference();
  bool parse_class_escape(Pattern::CharacterSet& set, char32_t& single);
  bool parse_property(Pattern::CharacterSet& set, bool negated);
  bool parse_set(Pattern::CharacterSet& set, int depth);
  bool parse_set_item(Pattern::CharacterSet& set);
  std::optional<int> parse_count();
  void parse_quantifier(std::size_t begin);
  void repeat(std::size_t begin, int least, std::optional<int> most, bool reluctant);

  /// Registers of the most groups a pattern may have stand before those of its loops.
  static constexpr std::size_t first_loop_register = 200;

  std::u32string pattern_;
  Pattern::Flags flags_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  bool failed_ = false;
  int group_count_ = 0;
  std::vector<int> open_groups_;
  std::size_t loop_register_ = first_loop_register;
  std::vector<Pattern::Instruction> program_;
  std::vector<Pattern::CharacterSet> sets_;
};

}  // namespace guiju::feel
