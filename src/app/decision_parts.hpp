#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "app/reader.hpp"
#include "app/shelf.hpp"

namespace guiju::app {

/// The facts of the whole decision whose first entry has the number `seq`: of one that is about
/// several streams those of each, as the entries follow one another.
std::vector<casework::Fact> facts_of_decision(const Reader& reader, const Shelf& shelf,
                                              std::uint64_t seq);

}  // namespace guiju::app
