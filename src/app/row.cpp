#include "app/row.hpp"

namespace guiju::app {
namespace {

std::string text_of(const casework::Record& record, int field) {
  if (field < 0) return {};
  return std::string(record.fields[static_cast<std::size_t>(field)].as_string());
}

std::string title_of(const casework::Record& record) {
  if (record.type->title_field < 0) return {};
  const auto& value = record.fields[static_cast<std::size_t>(record.type->title_field)];
  return value.is_null() ? std::string{} : feel::to_text(value);
}

}  // namespace

bool is_owed(const casework::Clock& clock) {
  return clock.status == casework::ClockStatus::running ||
         clock.status == casework::ClockStatus::paused ||
         clock.status == casework::ClockStatus::breached;
}

const casework::Clock* next_clock(const casework::Record& record) {
  const casework::Clock* next = nullptr;
  for (const casework::Clock& clock : record.clocks) {
    if (!is_owed(clock) || !clock.due_at) continue;
    if (next == nullptr || *clock.due_at < *next->due_at) next = &clock;
  }
  return next;
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
          .site = text_of(record, type.site_field),
          .department = text_of(record, type.department_field),
          .owner = text_of(record, type.owner_field),
          .client = text_of(record, type.client_field),
          .created_at = record.created_at,
          .updated_at = record.updated_at,
          .version = record.version,
          .markers = record.markers};
  if (const casework::Clock* next = next_clock(record)) {
    row.next_deadline =
        OwedClock{.deadline = &record.pack().deadlines[static_cast<std::size_t>(next->deadline)],
                  .status = next->status,
                  .started_at = next->started_at,
                  .due_at = next->due_at,
                  .warn_at = next->warn_at,
                  .owed_by = next->owed_by};
  }
  return row;
}

}  // namespace guiju::app
