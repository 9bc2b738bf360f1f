#include "app/decision_parts.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <iterator>

#include "app/journal_body.hpp"

namespace guiju::app {

std::vector<casework::Fact> facts_of_decision(const Reader& reader, const Shelf& shelf,
                                              std::uint64_t seq) {
  constexpr std::size_t chunk = 256;
  const FindPackVersion find_pack = [&](std::string_view id, std::string_view version) {
    return shelf.find(id, version);
  };
  std::vector<casework::Fact> facts;
  for (auto next = seq;;) {
    const auto entries = reader.entries(next, chunk);
    for (const auto& entry : entries) {
      const bool is_part = boost::json::parse(entry.body).as_object().contains("part");
      if (entry.seq != next || (next != seq && !is_part)) return facts;
      std::ranges::move(read_decision(journal::view(entry), find_pack).facts,
                        std::back_inserter(facts));
      ++next;
    }
    if (entries.size() < chunk) return facts;
  }
}

}  // namespace guiju::app
