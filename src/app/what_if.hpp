#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/why.hpp"

/// 要怎样才会不同。 The smallest change of what a decision read by which it comes out otherwise.
namespace guiju::app {

/// A fact that the decision read, as another value.
struct FactChange {
  casework::Read fact;
  feel::Value value;
};

/// Changes that turn a decision: proved by deciding again with them.
struct Flip {
  enum class Goal {
    done,     ///< refused: would have been done
    refused,  ///< done: would have been refused, by `code`
    row,      ///< another row of `table` would have decided: `rows`, counted from 0
  };
  Goal goal = Goal::done;
  std::vector<FactChange> changes;
  std::string code;
  const pack::Table* table = nullptr;
  std::vector<int> rows;
};

/// Which facts may be told to whoever asks: no others are changed.
using MayTell = std::function<bool(const casework::Read&)>;

/// Decides the order again as if the changes were so. Precondition: `base` is of an order.
casework::Outcome decide_with(const Redecided& base, const std::vector<FactChange>& changes,
                              casework::Trace* trace = nullptr);

struct Flips {
  std::vector<Flip> found;  ///< fewest changes first, then as one would rather change them
  std::size_t tried = 0;    ///< how often was decided
  bool is_cut_short = false;
};

/// Looks for them among inputs, fields of records, the moment and who acts. Refused: what would
/// have let it be done, up to three changes together. Done: single changes by which it would have
/// been refused, or another row of a table would have decided. At most `tries_max` decisions.
Flips find_flips(const Redecided& base, const MayTell& may_tell, std::size_t tries_max = 3'000);

}  // namespace guiju::app
