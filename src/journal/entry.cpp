#include "journal/entry.hpp"

#include <array>

#include "base/assert.hpp"
#include "journal/bytes.hpp"

namespace guiju::journal {
namespace {

constexpr std::string_view tag = "GJENTRY1";
constexpr std::size_t fixed_size = tag.size() + 4 * 8 + sizeof(Hash) + 6 * 4;

std::size_t hashed_size(const EntryView& e) {
  return fixed_size + e.stream.size() + e.actor.size() + e.command.size() + e.pack_id.size() +
         e.pack_version.size() + e.body.size();
}

/// Everything but the hash, in the order of docs/journal-format.md.
void write_hashed(const EntryView& e, ByteWriter& out) {
  out.raw(tag);
  out.u64(e.seq);
  out.u64(e.stream_seq);
  out.i64(e.at.time_since_epoch().count());
  out.i64(e.recorded_at.time_since_epoch().count());
  out.hash(e.previous_hash);
  out.text(e.stream);
  out.text(e.actor);
  out.text(e.command);
  out.text(e.pack_id);
  out.text(e.pack_version);
  out.text(e.body);
}

template <class To, class From>
To copy(const From& e) {
  using Text = decltype(To::stream);
  return {.seq = e.seq,
          .stream = Text(e.stream),
          .stream_seq = e.stream_seq,
          .at = e.at,
          .recorded_at = e.recorded_at,
          .actor = Text(e.actor),
          .command = Text(e.command),
          .pack_id = Text(e.pack_id),
          .pack_version = Text(e.pack_version),
          .body = Text(e.body),
          .previous_hash = e.previous_hash,
          .hash = e.hash};
}

}  // namespace

EntryView view(const Entry& entry) { return copy<EntryView>(entry); }
Entry own(const EntryView& entry) { return copy<Entry>(entry); }

Hash hash_of(const EntryView& entry) {
  const std::size_t size = hashed_size(entry);
  std::array<char, 2048> small;  // most entries: no allocation
  std::string large;
  char* bytes = small.data();
  if (size > small.size()) {
    large.resize(size);
    bytes = large.data();
  }
  ByteWriter out(bytes);
  write_hashed(entry, out);
  GUIJU_ASSERT(out.end() == bytes + size);
  return sha256({bytes, size});
}

void chain(Entry& entry, const Hash& previous) {
  entry.previous_hash = previous;
  entry.hash = hash_of(entry);
}

void encode(const EntryView& entry, std::string& out) {
  const std::size_t before = out.size();
  out.resize(before + hashed_size(entry) + sizeof(Hash));
  ByteWriter writer(out.data() + before);
  write_hashed(entry, writer);
  writer.hash(entry.hash);
  GUIJU_ASSERT(writer.end() == out.data() + out.size());
}

boost::system::result<EntryView, DecodeFault> decode(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.raw(tag.size()) != tag) return in.ok() ? DecodeFault::wrong_tag : DecodeFault::too_short;
  EntryView e;
  e.seq = in.u64();
  e.stream_seq = in.u64();
  e.at = Instant{Seconds{in.i64()}};
  e.recorded_at = Instant{Seconds{in.i64()}};
  e.previous_hash = in.hash();
  e.stream = in.text();
  e.actor = in.text();
  e.command = in.text();
  e.pack_id = in.text();
  e.pack_version = in.text();
  e.body = in.text();
  e.hash = in.hash();
  if (!in.ok()) return DecodeFault::too_short;
  if (!in.at_end()) return DecodeFault::trailing_bytes;
  return e;
}

}  // namespace guiju::journal
