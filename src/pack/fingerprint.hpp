#pragma once

#include <vector>

#include "base/hash.hpp"
#include "pack/model.hpp"

namespace guiju::pack {

/// What a version of a pack is known by: SHA-256 over the paths and texts of its files, whatever
/// their order.
Hash fingerprint_of(const std::vector<SourceFile>& files);

}  // namespace guiju::pack
