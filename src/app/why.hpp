#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "app/past.hpp"
#include "casework/decide.hpp"
#include "casework/trace.hpp"

/// 为何如此。 A decision of the journal, decided once more with everything told that it tries.
namespace guiju::app {

/// What was decided, and how.
struct Redecided {
  std::vector<journal::Entry> entries = {};  ///< of the decision: one a stream, the first one first
  std::shared_ptr<const casework::View> before;  ///< what was so
  const pack::Pack* version = nullptr;           ///< of the pack, under which it was decided
  /// What was asked; `command` is null for what the clock or a new version does by itself.
  casework::Order order{};
  casework::RecordId clock_on{};  ///< the record on which the clock, or the new version, acted
  Instant at{};
  casework::Outcome outcome{};
  casework::Trace trace{};
  /// The answer is the journal's, to the byte. If not, what is told here is not why.
  bool is_same = false;

  const pack::Pack& pack() const { return *version; }
  const casework::Refusal* refusal() const { return std::get_if<casework::Refusal>(&outcome); }
};

/// Decides once more what the entry `seq` tells: of a breach put on record beside a refusal that
/// refusal, of a part of a decision the whole. Empty when there is no such entry or nothing was
/// decided by it. Throws std::runtime_error on one that no pack of the shelf can read. `reader`
/// and `shelf` must outlive the answer; take a snapshot of the reader.
std::optional<Redecided> decide_again(const Reader& reader, const Shelf& shelf, std::uint64_t seq);

}  // namespace guiju::app
