#include "store/sql/record_row.hpp"

#include "casework/record_json.hpp"

namespace guiju::store {
namespace {

const pack::Deadline* find_deadline(const pack::RecordType& type, std::string_view id) {
  for (const int index : type.deadlines) {
    const pack::Deadline& deadline = type.pack->deadlines[static_cast<std::size_t>(index)];
    if (deadline.id == id) return &deadline;
  }
  throw Fault("database: the pack " + type.pack->id + " has no deadline " + std::string(id));
}

std::vector<std::string> read_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

}  // namespace

std::string_view key_of(std::string_view id, const pack::RecordType& type) {
  return id.substr(type.pack->id.size() + type.name.size() + 2);
}

casework::RecordPtr read_record(Statement& row, Catalogue& catalogue) {
  auto record = std::make_shared<casework::Record>();
  record->type = &catalogue.type(row.integer(2), row.integer(1));
  record->version = row.integer(3);
  record->id = {row.string(4)};
  record->key = key_of(record->id.text, *record->type);
  record->number = row.string(5);
  record->state = row.string(6);
  record->parent = {row.string(7)};
  record->stream = {row.string(8)};
  record->created_at = row.instant(9);
  record->updated_at = row.instant(10);
  record->entered_by = row.string(11);
  casework::read_body_json(*record, row.text(12));
  return record;
}

casework::RecordPtr read_record(Statement& row, Catalogue& catalogue, RecordCache& cache) {
  const std::string id = row.string(4);
  const RecordCache::Item* known = cache.find(id);
  if (known && known->record->version == row.integer(3)) return known->record;
  casework::RecordPtr record = read_record(row, catalogue);
  cache.put(id, {.rid = row.integer(0), .record = record});
  return record;
}

app::OwedClock read_owed(Statement& row, int first, const pack::RecordType& type) {
  return {.deadline = find_deadline(type, row.text(first)),
          .status = static_cast<casework::ClockStatus>(row.integer(first + 1)),
          .started_at = row.instant(first + 2),
          .due_at = row.maybe_instant(first + 3),
          .warn_at = row.maybe_instant(first + 4),
          .owed_by = {.kind = static_cast<casework::Owner::Kind>(row.integer(first + 5)),
                      .key = row.string(first + 6)}};
}

app::Row read_row(Statement& from, Catalogue& catalogue) {
  app::Row row;
  row.type = &catalogue.type(from.integer(2), from.integer(1));
  row.version = from.integer(3);
  row.id = {from.string(4)};
  row.key = key_of(row.id.text, *row.type);
  row.number = from.string(5);
  row.title = from.string(6);
  row.state = from.string(7);
  row.is_final = from.integer(8) == 0;
  row.site = from.string(9);
  row.department = from.string(10);
  row.owner = from.string(11);
  row.client = from.string(12);
  row.client_name = from.string(13);
  row.created_at = from.instant(14);
  row.updated_at = from.instant(15);
  row.markers = read_lines(from.text(16));
  if (!from.is_null(17)) row.next_deadline = read_owed(from, 17, *row.type);
  return row;
}

}  // namespace guiju::store
