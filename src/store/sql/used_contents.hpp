#pragma once

#include <vector>

#include "store/maintenance.hpp"
#include "store/sql/database.hpp"

namespace guiju::store {

/// Takes the contents over that stand in records of `copied`. Uploads that nobody has used yet stay
/// behind, in the tables too: they may be gone meanwhile. Returns what does not lie whole with
/// `from`, by hash.
std::vector<Finding> take_used_contents(Database& copied, const Location& from, ContentFolder& to);

}  // namespace guiju::store
