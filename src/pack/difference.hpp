#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pack/model.hpp"

/// What changes in meaning from one edition of a regulation to the next.
namespace guiju::pack {

/// A case that two editions, or two clauses of one, treat differently.
struct Witness {
  Text text;     ///< the case in words
  Text example;  ///< one such case in words, where `text` leaves more than one
  std::vector<std::pair<std::string, std::string>> inputs;  ///< expression, value as FEEL has it
  std::string before;                                       ///< what comes out
  std::string after;
  Text before_words;
  Text after_words;
  std::vector<std::string> clauses_before;  ///< numbers of the articles that decide
  std::vector<std::string> clauses_after;
  std::vector<int> rows_before;  ///< of a table, counted from 1
  std::vector<int> rows_after;
};

struct Difference {
  enum class Kind {
    added,
    removed,
    changed,
    alike,      ///< written differently, and proved to decide alike for every input
    undecided,  ///< written differently, and it could not be decided whether that matters
  };
  Kind kind = Kind::changed;
  std::vector<std::string> clauses;  ///< numbers of the articles it rests on, of the later edition
  std::vector<std::string> rules;
  std::string subject;  ///< stable: `parameter`, `deadline`, `refusal`, `table`, …
  std::string id;       ///< within the subject: `item.sort/CLASS_REQUIRED`
  std::string aspect;   ///< stable: `value`, `who`, `due`, …; empty: the whole
  Text title;           ///< the name of it, for people
  Text words;           ///< subject and aspect: `参数 · 数值`
  Text before;
  Text after;
  std::vector<Witness> witnesses;
};

/// Every difference in meaning, clause by clause in the order of the later edition, what was
/// removed last. What is only written differently (blanks, comments, order without effect, a number
/// that became a parameter of the same value) is none. Of decision tables whose rows are written
/// differently: the proof that they decide alike, or cases that they treat differently.
std::vector<Difference> differences(const Pack& before, const Pack& after);

/// `added`, `removed`, `changed`, `alike`, `undecided`.
std::string_view to_text(Difference::Kind kind);
Text words_of(Difference::Kind kind);
/// The differences as a JSON object: `before` and `after` (id, version), `differences`.
std::string to_json(const Pack& before, const Pack& after, const std::vector<Difference>& found);

}  // namespace guiju::pack
