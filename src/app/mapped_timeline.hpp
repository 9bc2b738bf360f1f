#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/mapping.hpp"

namespace guiju::app {

/// The lines of all entries of a file in the order of time; of one moment, in the order of the
/// file. Where entries ascend, only lines of entries that are still going on are kept; else all of
/// them.
class MappedTimeline {
 public:
  MappedTimeline(EntryReader& reader, const Mapping& mapping)
      : reader_(reader), mapping_(mapping) {}

  /// False at the end, and when an entry cannot be understood: `fault` says why then. Throws
  /// TableError.
  bool next(MappedLine& line);
  const std::optional<EntryFault>& fault() const { return fault_; }
  std::int64_t entries() const { return entries_; }
  std::int64_t skipped() const { return skipped_; }

 private:
  struct Waiting {
    std::int64_t number = 0;  ///< as it came
    MappedLine line;
  };
  static bool is_later(const Waiting& a, const Waiting& b);
  bool read_entry();

  EntryReader& reader_;
  const Mapping& mapping_;
  std::vector<Waiting> waiting_;  // a heap, the soonest on top
  std::int64_t taken_ = 0;
  std::int64_t entries_ = 0;
  std::int64_t skipped_ = 0;
  std::optional<Instant> newest_;  // first moment of the entry read last
  bool at_end_ = false;
  std::optional<EntryFault> fault_;
};

}  // namespace guiju::app
