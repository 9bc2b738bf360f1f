#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

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

const char* name_of(FaultKind kind);  ///< `entry_changed`

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
/// Memory: the name, hash and number of each stream seen (about 130 bytes a stream), and one hash a
/// level of the day's Merkle tree.
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
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const {
      return std::hash<std::string_view>{}(name);
    }
  };
  StreamHead& head_of(std::string_view stream);
  void check_stream(const EntryView& entry);
  void report(Fault fault);

  Sink sink_;
  std::unordered_map<std::string, StreamHead, NameHash, std::equal_to<>> streams_;
  MerkleTree tree_;  // of the entries since the last seal
  std::optional<Seal> last_seal_;
  std::uint64_t last_seq_ = 0;
  std::uint64_t entries_ = 0;
  std::uint64_t faults_ = 0;
};

/// Feeds a whole journal to `verifier`. `next_entry` and `next_seal` give the next one by ascending
/// seq, or an empty `std::optional` at the end; an entry's views must live until the next call.
template <class NextEntry, class NextSeal>
void verify(Verifier& verifier, NextEntry next_entry, NextSeal next_seal) {
  std::optional<Seal> seal = next_seal();
  while (const std::optional<EntryView> entry = next_entry()) {
    for (; seal && seal->last_seq < entry->seq; seal = next_seal()) verifier.seal(*seal);
    verifier.entry(*entry);
  }
  for (; seal; seal = next_seal()) verifier.seal(*seal);
}

}  // namespace guiju::journal
