#pragma once

#include "app/reader.hpp"
#include "casework/record.hpp"

namespace guiju::app {

/// The row of a record as lists would show it; the client's name, which is another record's, stays
/// empty.
Row to_row(const casework::Record& record);

/// True while the act is still owed: the clock runs, is paused, or is breached.
bool is_owed(const casework::Clock& clock);

/// The owed clock with the soonest limit; null when none has one.
const casework::Clock* next_clock(const casework::Record& record);

}  // namespace guiju::app
