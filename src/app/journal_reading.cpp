#include "app/journal_reading.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include "app/journal_body.hpp"

namespace guiju::app {

void read_entries(const Reader& reader, std::uint64_t first, std::uint64_t last,
                  const std::function<bool(journal::Entry entry)>& take) {
  constexpr std::uint64_t page = 1'000;
  while (first <= last) {
    auto entries = reader.entries(first, std::min(page, last - first + 1));
    if (entries.empty()) return;
    first = entries.back().seq + 1;
    for (auto& entry : entries) {
      if (!take(std::move(entry))) return;
    }
  }
}

std::vector<journal::Entry> entries_of_decision(const Reader& reader, std::uint64_t seq) {
  std::vector<journal::Entry> found;
  for (auto first = seq; first > 0; --first) {
    found = reader.entries(first, 1);
    if (found.empty() || !is_part(found.front())) break;
  }
  if (found.empty() || found.front().seq > seq) return {};
  read_entries(reader, found.front().seq + 1, std::numeric_limits<std::uint64_t>::max(),
               [&](journal::Entry entry) {
                 const bool goes_on = is_part(entry);
                 if (goes_on) found.push_back(std::move(entry));
                 return goes_on;
               });
  return found;
}

std::vector<casework::Fact> facts_of_decision(const Reader& reader, const Shelf& shelf,
                                              std::uint64_t seq) {
  std::vector<casework::Fact> facts;
  for (const auto& entry : entries_of_decision(reader, seq)) {
    auto part = read_decision(
        journal::view(entry),
        [&](std::string_view id, std::string_view version) { return shelf.find(id, version); });
    std::ranges::move(part.facts, std::back_inserter(facts));
  }
  return facts;
}

}  // namespace guiju::app
