#pragma once

#include <functional>
#include <optional>

#include "app/why.hpp"

namespace guiju::app {

/// Of what the fact might have been instead, the nearest value for which `tries` says true.
/// Numbers, dates and moments are looked for in growing steps both ways, then to the fen, day or
/// second between the last that fails and the first that does not; of a choice all, of people those
/// who are there. `tries` may be called some two hundred times.
std::optional<feel::Value> nearest_value(const Redecided& base, const casework::Read& fact,
                                         const std::function<bool(const feel::Value&)>& tries);

}  // namespace guiju::app
