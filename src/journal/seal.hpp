#pragma once

#include <cstdint>
#include <vector>

#include "base/hash.hpp"
#include "base/time.hpp"

namespace guiju::journal {

/// Merkle tree over entry hashes as they come, in the shape of RFC 6962 (certificate transparency):
/// a leaf is an entry's hash as it is, a node is SHA-256 over 0x01, left, right. Keeps one hash a
/// level.
class MerkleTree {
 public:
  void add(const Hash& entry_hash);
  std::uint64_t size() const { return size_; }
  /// Of no leaves: SHA-256 of nothing.
  Hash root() const;

 private:
  std::vector<Hash> peaks_;  // perfect subtrees, largest first
  std::uint64_t size_ = 0;
};

/// 封存. What is kept of one civil day of the journal: whoever holds a seal's root can tell that no
/// entry of that day or before was changed, removed or added since.
struct Seal {
  LocalDate day{};              ///< civil day of the entries' `recorded_at` in the company's zone
  std::uint64_t first_seq = 0;  ///< the seal before's last_seq + 1
  std::uint64_t last_seq = 0;   ///< first_seq - 1 on a day without entries
  std::uint64_t count = 0;      ///< last_seq - first_seq + 1
  Hash entries_root{};          ///< Merkle root over the entry hashes in seq order
  Hash previous_root{};         ///< `root` of the seal before, `no_hash` for the first
  Hash root{};                  ///< `root_of` this seal: over all of the above
  bool operator==(const Seal&) const = default;
};

/// SHA-256 over the encoding of everything but `root` (docs/journal-format.md). As it covers
/// `previous_root`, one root pledges every day before it.
Hash root_of(const Seal& seal);

/// Makes the seals of a journal, a day after the other.
class Sealer {
 public:
  /// After the seal `last`; a new journal begins with a default-made seal.
  explicit Sealer(const Seal& last = {}) : last_(last) {}
  /// Precondition: `seq` follows the entry before (or the last seal).
  void add(std::uint64_t seq, const Hash& entry_hash);
  /// Seals what was added. Precondition: `day` is after the day of the seal before.
  Seal seal(LocalDate day);

 private:
  Seal last_;
  MerkleTree tree_;
};

}  // namespace guiju::journal
