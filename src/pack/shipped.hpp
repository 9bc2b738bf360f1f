#pragma once

#include <map>
#include <string>

#include "pack/model.hpp"

namespace guiju::pack {

/// Parameters as the pack's own files give them: of those that hold something else now, since the
/// company has stated it.
std::map<std::string, feel::Value> shipped_values(const Pack& pack);

}  // namespace guiju::pack
