#include "store/journal_line.hpp"

namespace guiju::store {

journal::EntryView link(const app::JournalLine& line, std::uint64_t seq, StreamHead& head) {
  const std::string_view pack = line.pack;
  const auto at_sign = pack.find('@');
  journal::EntryView entry{.seq = seq,
                           .stream = line.stream,
                           .stream_seq = head.seq + 1,
                           .at = line.at,
                           .recorded_at = line.recorded_at,
                           .actor = line.actor,
                           .command = line.command,
                           .pack_id = pack.substr(0, at_sign),
                           .body = line.body,
                           .previous_hash = head.hash};
  if (at_sign != std::string_view::npos) entry.pack_version = pack.substr(at_sign + 1);
  entry.hash = journal::hash_of(entry);
  head = {entry.stream_seq, entry.hash};
  return entry;
}

}  // namespace guiju::store
