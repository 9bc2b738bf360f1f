#pragma once

#include <cstdint>
#include <vector>

#include "journal/entry.hpp"
#include "pack/model.hpp"

/// 条款使用. Which clauses of a regulation decided how often in a period, and which never.
namespace guiju::app {

/// Acts of people, of the clock and of the system that rested on a rule, each act once.
struct ClauseUse {
  std::int64_t decided = 0;   ///< facts of the act rest on it
  std::int64_t refused = 0;   ///< the act was refused by it
  std::int64_t breached = 0;  ///< a breach of it was put on record
  Instant last{};             ///< of any of these; the epoch for never
};

class ClauseUses {
 public:
  /// Counts acts in [from, to). `pack` outlives this.
  ClauseUses(const pack::Pack& pack, Instant from, Instant to);
  /// Takes an entry of the journal. Rules that `pack` does not carry, as those of other versions,
  /// do not count. Throws std::exception on a body that no journal has.
  void take(const journal::EntryView& entry);

  /// One for each rule of the pack, in its order.
  const std::vector<ClauseUse>& by_rule() const { return uses_; }

 private:
  const pack::Pack& pack_;
  Instant from_, to_;
  std::vector<ClauseUse> uses_;
};

}  // namespace guiju::app
