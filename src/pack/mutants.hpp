#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "pack/model.hpp"

/// 变异. Small changes of a regulation's own text, each of which its examples should notice.
namespace guiju::pack {

struct Mutant {
  enum class Kind {
    table,      ///< a number, comparison, row or outcome of a decision table
    parameter,  ///< a number of a parameter's value
    deadline,   ///< a number, unit or comparison of a deadline
    guard,      ///< a comparison of what a command refuses, or on which its effects depend
  };
  Kind kind = Kind::table;
  SourcePlace place;
  std::vector<std::string> rules;  ///< on which the changed part rests, where it says so
  std::string change;              ///< for people: `<= 3` → `< 3`
  std::size_t begin = 0;           ///< bytes of the file that are replaced, from the first …
  std::size_t end = 0;             ///< … to behind the last
  std::string instead = {};        ///< by what
};

inline constexpr std::array mutant_kinds{Mutant::Kind::table, Mutant::Kind::parameter,
                                         Mutant::Kind::deadline, Mutant::Kind::guard};
std::string_view to_text(Mutant::Kind kind);

/// Every mutant of the files that a pack itself writes, not of those that it extends, in the order
/// of files and places: numbers one up and one down, comparisons and ends of ranges turned to their
/// neighbour, rows left out and swapped with the next, outcomes replaced by the next other one of
/// their column, units of deadlines changed. `files` are those of a pack that compiles.
std::vector<Mutant> mutants_of(const std::vector<SourceFile>& files);

/// The files with that one change.
std::vector<SourceFile> with_mutant(std::vector<SourceFile> files, const Mutant& mutant);

}  // namespace guiju::pack
