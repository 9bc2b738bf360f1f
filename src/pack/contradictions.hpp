#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "pack/model.hpp"

/// What of a regulation cannot hold together.
namespace guiju::pack {

/// Two clauses that do not go together, or one that can never come to anything.
struct Finding {
  Diagnostic diagnostic;             ///< a warning; its message names clauses and case
  Text words;                        ///< the same for whoever lives by the regulation
  Text example;                      ///< the case below in words
  std::vector<std::string> clauses;  ///< numbers of the articles concerned, each once
  /// A case in which both apply: a name of an expression and its value as FEEL writes it. Empty
  /// where there can be no such case (what never applies), or every case is one.
  std::vector<std::pair<std::string, std::string>> witness;
  std::vector<std::string> conditions;  ///< FEEL conditions, all true in that case
};

struct Findings {
  std::vector<Finding> found;
  Diagnostics undecided;  ///< what it could not see through, and why; no fault of the pack
};

/// Looks for: guards, refusals, markers, breaches and states that can never come (`never-fires`,
/// `never-told`, `always-refused`, `excluded`); rows of tables that overlap, are never reached or
/// add nothing (`rows-overlap`, `row-unreachable`, `row-subsumed`, `gap`, `tables-differ`); the
/// same duty with two limits or owners (`two-limits`, `two-owners`), the same request approved in
/// two ways (`two-approvals`); circles of the system's own acts and of deadlines (`endless-then`,
/// `endless-ladder`); states that nothing leads out of (`dead-end`), acts and duties that nobody
/// can do (`nobody`, `never-met`, `other-owner`), approvals that nobody can give (`no-approver`); a
/// number of a parameter that is written again under the same rule (`same-number`).
/// Exact over comparisons with constants; where it cannot decide it says so in `undecided` only.
Findings contradictions(const Pack& pack);

}  // namespace guiju::pack
