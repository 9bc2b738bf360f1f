#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/reader.hpp"
#include "casework/record.hpp"

/// What the tables know of a record beside its body: the columns that lists show and filter by.
/// Both engines compute them here, so that they answer alike.
namespace guiju::store {

/// The text of a field that names something (a site, a person); empty for none.
std::string_view text_of(const casework::Record& record, int field);

/// The headline in lists.
std::string title_of(const casework::Record& record);

/// The date by which reports range: of a moment its date in the pack's zone.
std::optional<LocalDate> period_of(const casework::Record& record);

/// True while the act is still owed: the clock runs, is paused, or is breached.
bool is_owed(const casework::Clock& clock);

/// The owed clock with the soonest limit; null when none has one.
const casework::Clock* next_clock(const casework::Record& record);

app::OwedClock to_owed(const casework::Record& record, const casework::Clock& clock);

/// The row of a record, but for `client_name`, which is another record's.
app::Row to_row(const casework::Record& record);

/// True for the type `breach` of the pack `company`.
bool is_breach(const pack::RecordType& type);
struct BreachColumns {
  std::string code, site;
  casework::Owner owed_by;
  LocalDate occurred_on{};
};
BreachColumns breach_columns(const casework::Record& breach);

}  // namespace guiju::store
