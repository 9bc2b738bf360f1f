#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "base/time.hpp"

namespace guiju::journal {

/// 日志条目. One journaled decision: a command's facts, or its refusal. `Text` is `std::string`
/// where the entry owns its texts, `std::string_view` where a row of a store or a buffer does.
template <class Text>
struct BasicEntry {
  std::uint64_t seq = 0;         ///< over the whole journal, from 1 without gaps
  Text stream;                   ///< `huayuan.item.P1-17-1`; UTF-8, not empty
  std::uint64_t stream_seq = 0;  ///< within the stream, from 1 without gaps
  Instant at{};                  ///< when it happened: the decision's `now`
  Instant recorded_at{};         ///< when it was written
  Text actor;                    ///< who acted; the clock and the system have names too
  Text command;                  ///< `item.sort`
  Text pack_id;
  Text pack_version;
  Text body;             ///< canonical JSON; to the journal, bytes
  Hash previous_hash{};  ///< hash of the stream's entry before; `no_hash` for its first
  Hash hash{};           ///< `hash_of` this entry
};

using Entry = BasicEntry<std::string>;
using EntryView = BasicEntry<std::string_view>;

EntryView view(const Entry& entry);
Entry own(const EntryView& entry);

/// SHA-256 over the encoding of everything but `hash` (docs/journal-format.md).
/// Precondition: each text is shorter than 4 GiB.
Hash hash_of(const EntryView& entry);
inline Hash hash_of(const Entry& entry) { return hash_of(view(entry)); }

/// Links an entry to the one before it in its stream: sets `previous_hash` and `hash`.
void chain(Entry& entry, const Hash& previous);

/// The whole entry as bytes, for a journal outside the store (export, backup): the hashed encoding
/// with the hash behind it. Appends to `out`.
void encode(const EntryView& entry, std::string& out);

enum class DecodeFault { too_short, wrong_tag, trailing_bytes };
/// Reads what `encode` wrote, which must be all of `bytes`; the views point into `bytes`. That the
/// hash fits the content is the verifier's business.
boost::system::result<EntryView, DecodeFault> decode(std::string_view bytes);

}  // namespace guiju::journal
