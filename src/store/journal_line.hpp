#pragma once

#include <cstdint>
#include <string_view>

#include "app/ports.hpp"
#include "journal/entry.hpp"

namespace guiju::store {

/// The end of a journal stream: what the next entry is linked to.
struct StreamHead {
  std::uint64_t seq = 0;
  Hash hash{};
};

/// The entry that a line becomes as number `seq` of the journal, linked to `head`, which moves on.
/// The views point into `line`.
journal::EntryView link(const app::JournalLine& line, std::uint64_t seq, StreamHead& head);

}  // namespace guiju::store
