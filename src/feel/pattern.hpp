#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guiju::feel {

/// A regular expression as XPath 3.1 functions have it (which FEEL refers to): XML Schema's syntax,
/// `^` and `$`, reluctant quantifiers, groups, back-references, and the flags `s m i x q`.
///
/// Matching is bounded: a search that would need too many steps gives up.
class Pattern {
 public:
  /// Empty when the pattern or a flag is wrong.
  static std::optional<Pattern> compile(std::string_view pattern, std::string_view flags);

  /// Where a match and its groups stand, in code points; [0] is the whole, an absent group is npos.
  using Groups = std::vector<std::pair<std::size_t, std::size_t>>;
  enum class Answer { found, not_found, gave_up };
  /// The first match at or after `from`.
  Answer search(const std::u32string& text, std::size_t from, Groups& groups) const;

  int group_count() const { return group_count_; }

  /// A set of code points.
  struct CharacterSet {
    std::vector<std::pair<char32_t, char32_t>> ranges;
    std::vector<std::pair<char, bool>> classes;            ///< `d w s i c`; true: all but these
    std::vector<std::pair<std::string, bool>> properties;  ///< `Lu`, `IsBasicLatin`
    std::vector<CharacterSet> without;                     ///< `[a-z-[aeiou]]`
    bool negated = false;
  };

  /// One step of the matching machine.
  struct Instruction {
    enum class What : std::uint8_t {
      character,   ///< `c`
      any,         ///< `.`
      set,         ///< `sets[x]`
      split,       ///< goes on at `x`, and at `y` if that fails
      jump,        ///< goes on at `x`
      save,        ///< notes the position in register `x`
      check,       ///< fails when nothing was read since register `x` was saved
      line_begin,  ///< `^`
      line_end,    ///< `$`
      back_reference,
      match,
    };
    What what = What::match;
    char32_t c = 0;
    std::size_t x = 0;
    std::size_t y = 0;
  };

  struct Flags {
    bool dot_all = false;
    bool multi_line = false;
    bool ignore_case = false;
    bool skip_space = false;
    bool literal = false;
  };

 private:
  /// `search`, counting its steps.
  Answer run(const std::u32string& text, std::size_t from, Groups& groups,
             std::size_t& steps) const;
  bool is_in(const CharacterSet& set, char32_t c) const;
  bool steps_over(const Instruction& instruction, char32_t c) const;

  std::vector<Instruction> program_;
  std::vector<CharacterSet> sets_;
  Flags flags_;
  int group_count_ = 0;
  std::size_t register_count_ = 0;
};

}  // namespace guiju::feel
