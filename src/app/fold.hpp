#pragma once

#include <functional>
#include <vector>

#include "app/journal_body.hpp"
#include "casework/view.hpp"

namespace guiju::app {

/// The records that a journaled decision touches as they are after it, in the order in which it
/// touches them. `find` gives a record as it was before. Throws std::runtime_error when a fact is
/// about a record that nobody made.
std::vector<casework::RecordPtr> fold(
    const JournaledDecision& decision, Instant at,
    const std::function<casework::RecordPtr(const casework::RecordId&)>& find);

}  // namespace guiju::app
