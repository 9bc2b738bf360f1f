#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "app/reader.hpp"
#include "app/shelf.hpp"

/// The journal read back, entry by entry and decision by decision.
namespace guiju::app {

/// Hands over the entries `first` to `last` in their order, or those that there are, until `take`
/// returns false. No more than a page of them is in memory.
void read_entries(const Reader& reader, std::uint64_t first, std::uint64_t last,
                  const std::function<bool(journal::Entry entry)>& take);

/// The entries of the decision that the entry `seq` is a part of, one a stream; empty where there
/// is no such entry.
std::vector<journal::Entry> entries_of_decision(const Reader& reader, std::uint64_t seq);

/// The facts of that decision, all of its streams.
std::vector<casework::Fact> facts_of_decision(const Reader& reader, const Shelf& shelf,
                                              std::uint64_t seq);

}  // namespace guiju::app
