#include "store/projection.hpp"

namespace guiju::store {

std::string_view text_of(const casework::Record& record, int field) {
  if (field < 0) return {};
  return record.fields[static_cast<std::size_t>(field)].as_string();
}

std::string title_of(const casework::Record& record) {
  if (record.type->title_field < 0) return {};
  const feel::Value& value = record.fields[static_cast<std::size_t>(record.type->title_field)];
  return value.is_null() ? std::string{} : feel::to_text(value);
}

std::optional<LocalDate> period_of(const casework::Record& record) {
  if (record.type->period_field < 0) return std::nullopt;
  const feel::Value& value = record.fields[static_cast<std::size_t>(record.type->period_field)];
  if (value.kind() == feel::Kind::date) return value.as_date();
  const auto moment = value.as_instant();
  if (!moment) return std::nullopt;
  return record.pack().calendar->date_of(*moment);
}

bool is_owed(const casework::Clock& clock) {
  return clock.status == casework::ClockStatus::running ||
         clock.status == casework::ClockStatus::paused ||
         clock.status == casework::ClockStatus::breached;
}

const casework::Clock* next_clock(const casework::Record& record) {
  const casework::Clock* next = nullptr;
  for (const casework::Clock& clock : record.clocks) {
    if (!is_owed(clock) || !clock.due_at) continue;
    if (!next || *clock.due_at < *next->due_at) next = &clock;
  }
  return next;
}

app::OwedClock to_owed(const casework::Record& record, const casework::Clock& clock) {
  return {.deadline = &record.pack().deadlines[static_cast<std::size_t>(clock.deadline)],
          .status = clock.status,
          .started_at = clock.started_at,
          .due_at = clock.due_at,
          .warn_at = clock.warn_at,
          .owed_by = clock.owed_by};
}

app::Row to_row(const casework::Record& record) {
  const pack::RecordType& type = *record.type;
  app::Row row{.id = record.id,
               .type = &type,
               .key = record.key,
               .number = record.number,
               .title = title_of(record),
               .state = record.state,
               .is_final = record.is_final(),
               .site = std::string{text_of(record, type.site_field)},
               .department = std::string{text_of(record, type.department_field)},
               .owner = std::string{text_of(record, type.owner_field)},
               .client = std::string{text_of(record, type.client_field)},
               .created_at = record.created_at,
               .updated_at = record.updated_at,
               .version = record.version,
               .markers = record.markers};
  if (const casework::Clock* next = next_clock(record)) row.next_deadline = to_owed(record, *next);
  return row;
}

bool is_breach(const pack::RecordType& type) {
  return type.name == "breach" && type.pack->id == "company";
}

BreachColumns breach_columns(const casework::Record& breach) {
  const std::string_view kind = breach.field("owed_kind").as_string();
  using Kind = casework::Owner::Kind;
  return {.code = std::string{breach.field("code").as_string()},
          .site = std::string{breach.field("site").as_string()},
          .owed_by = {.kind = kind == "person"       ? Kind::person
                              : kind == "department" ? Kind::department
                              : kind == "role"       ? Kind::role
                                                     : Kind::nobody,
                      .key = std::string{breach.field("owed_by").as_string()}},
          .occurred_on = breach.field("occurred_on").as_date().value_or(LocalDate{})};
}

}  // namespace guiju::store
