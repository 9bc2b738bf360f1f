#include "journal/seal.hpp"

#include <array>
#include <cstring>

#include "base/assert.hpp"
#include "journal/bytes.hpp"

namespace guiju::journal {
namespace {

constexpr std::string_view tag = "GJSEAL01";

/// The byte in front keeps a node apart from entries and seals, whose encodings begin with a tag.
Hash node(const Hash& left, const Hash& right) {
  std::array<char, 1 + 2 * sizeof(Hash)> bytes;
  ByteWriter out(bytes.data());
  out.raw("\x01");
  out.hash(left);
  out.hash(right);
  return sha256({bytes.data(), bytes.size()});
}

}  // namespace

void MerkleTree::add(const Hash& entry_hash) {
  // As many perfect subtrees join as the binary count of leaves has ones at its end.
  Hash joined = entry_hash;
  for (std::uint64_t rest = size_; rest & 1; rest >>= 1) {
    joined = node(peaks_.back(), joined);
    peaks_.pop_back();
  }
  peaks_.push_back(joined);
  ++size_;
}

Hash MerkleTree::root() const {
  if (peaks_.empty()) return sha256("");
  Hash root = peaks_.back();
  for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) root = node(*peak, root);
  return root;
}

Hash root_of(const Seal& seal) {
  std::array<char, tag.size() + 4 + 3 * 8 + 2 * sizeof(Hash)> bytes;
  ByteWriter out(bytes.data());
  out.raw(tag);
  out.i32(static_cast<std::int32_t>(seal.day.time_since_epoch().count()));
  out.u64(seal.first_seq);
  out.u64(seal.last_seq);
  out.u64(seal.count);
  out.hash(seal.entries_root);
  out.hash(seal.previous_root);
  GUIJU_ASSERT(out.end() == bytes.data() + bytes.size());
  return sha256({bytes.data(), bytes.size()});
}

void Sealer::add(std::uint64_t seq, const Hash& entry_hash) {
  GUIJU_ASSERT(seq == last_.last_seq + tree_.size() + 1);
  tree_.add(entry_hash);
}

Seal Sealer::seal(LocalDate day) {
  GUIJU_ASSERT(last_.root == no_hash || day > last_.day);
  Seal seal{.day = day,
            .first_seq = last_.last_seq + 1,
            .last_seq = last_.last_seq + tree_.size(),
            .count = tree_.size(),
            .entries_root = tree_.root(),
            .previous_root = last_.root};
  seal.root = root_of(seal);
  last_ = seal;
  tree_ = {};
  return seal;
}

}  // namespace guiju::journal
