#pragma once

#include "app/reader.hpp"
#include "casework/record.hpp"

namespace guiju::app {

/// The row of a record as lists would show it; the client's name, which is another record's, stays
/// empty.
Row to_row(const casework::Record& record);

OwedClock to_owed(const casework::Record& record, const casework::Clock& clock);

}  // namespace guiju::app
