#include "app/row.hpp"

namespace guiju::app {

OwedClock to_owed(const casework::Record& record, const casework::Clock& clock) {
  return {.deadline = &record.pack().deadlines[static_cast<std::size_t>(clock.deadline)],
          .status = clock.status,
          .started_at = clock.started_at,
          .due_at = clock.due_at,
          .warn_at = clock.warn_at,
          .owed_by = clock.owed_by};
}

Row to_row(const casework::Record& record) {
  const pack::RecordType& type = *record.type;
  Row row{.id = record.id,
          .type = &type,
          .key = record.key,
          .number = record.number,
          .title = title_of(record),
          .state = record.state,
          .is_final = record.is_final(),
          .site = std::string(text_of(record, type.site_field)),
          .department = std::string(text_of(record, type.department_field)),
          .owner = std::string(text_of(record, type.owner_field)),
          .client = std::string(text_of(record, type.client_field)),
          .created_at = record.created_at,
          .updated_at = record.updated_at,
          .version = record.version,
          .markers = record.markers};
  if (const auto* next = next_clock(record)) row.next_deadline = to_owed(record, *next);
  return row;
}

}  // namespace guiju::app
