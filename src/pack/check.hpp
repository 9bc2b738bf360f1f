#pragma once

#include "base/diagnostic.hpp"
#include "pack/model.hpp"

namespace guiju::pack {

/// What a linked pack must hold to beyond its names and types: refusals in order of precedence,
/// codes and texts that exist, triggers that some command makes, states that can be reached. What
/// takes a search through all cases is `contradictions`.
void check(const Pack& pack, Diagnostics& diagnostics);

}  // namespace guiju::pack
