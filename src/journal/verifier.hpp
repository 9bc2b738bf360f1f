#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "journal/entry.hpp"
#include "journal/seal.hpp"

namespace guiju::journal {

enum class FaultKind {
  entry_changed,        ///< the content does not give its hash
  chain_broken,         ///< previous_hash is not the hash of the stream's entry before
  seq_gap,              ///< entries are missing before this one
  seq_repeated,         ///< the seq was there already, or runs backward
  stream_gap,           ///< entries of the stream are missing before this one
  stream_repeated,      ///< the stream_seq was there already, or runs backward
  truncated,            ///< a seal covers entries behind the last one that there is
  seal_changed,         ///< the seal's content does not give its root
  seal_chain_broken,    ///< previous_root is not the root of the seal before
  seal_range_wrong,     ///< the seal does not begin where the one before ended, or counts wrongly
  seal_day_wrong,       ///< the seal's day is not after the day before
  seal_entries_differ,  ///< the entries there are do not give the seal's Merkle root
};

const char* to_text(FaultKind kind);  ///< `entry_changed`

struct Fault {
  FaultKind kind;
  std::uint64_t seq = 0;         ///< of the entry; of a seal its first_seq
  std::string stream;            ///< empty for faults of a seal
  std::optional<LocalDate> day;  ///< of the seal
  std::uint64_t expected =
      0;  ///< for gaps, repetitions, ranges and truncation: the number that should be
  std::uint64_t found = 0;  ///< and the one that is
};

/// Reads a journal once, entry by entry, and reports every fault of it.
///
/// Feed entries by ascending seq, and each seal after the last entry it covers, before the next one
/// (`seal.last_seq < entry.seq`). One change makes one fault where that can be: after a fault the
/// count goes on from what was found.
///
/// Memory: the name, hash and number of each stream seen (about 130 bytes a stream), and 2 KB.
///
/// What cannot be seen: an entry that was changed, and hashed anew, while nothing came after it in
/// its stream and no seal covers it yet; entries missing at the end behind the last seal; and a
/// journal rewritten throughout with all its seals, unless a root kept elsewhere is compared.
class Verifier {
 public:
  using Sink = std::function<void(const Fault&)>;
  explicit Verifier(Sink sink) : sink_(std::move(sink)) {}

  void entry(const EntryView& entry);
  void seal(const Seal& seal);

  std::uint64_t entries() const { return entries_; }
  std::uint64_t faults() const { return faults_; }
  /// The last entry fed, 0 for none.
  std::uint64_t last_seq() const { return last_seq_; }
  /// The last seal fed; a journal without seals has none to tell a cut-off end by.
  const std::optional<Seal>& last_seal() const { return last_seal_; }

 private:
  struct StreamHead {
    Hash hash{};
    std::uint64_t seq = 0;
  };
  void report(Fault fault);
  void check_numbers(const EntryView& entry, StreamHead& head);

  Sink sink_;
  std::unordered_map<std::string, StreamHead> streams_;
  MerkleTree tree_;  // of the entries since the last seal
  std::uint64_t tree_first_ = 0;
  std::optional<Seal> last_seal_;
  std::uint64_t last_seq_ = 0;
  std::uint64_t entries_ = 0;
  std::uint64_t faults_ = 0;
};

}  // namespace guiju::journal
