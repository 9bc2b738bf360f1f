#include "casework/record.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"

namespace guiju::casework {
namespace {

constexpr std::array<std::pair<ClockStatus, std::string_view>, 7> status_names{{
    {ClockStatus::running, "running"},
    {ClockStatus::paused, "paused"},
    {ClockStatus::met, "met"},
    {ClockStatus::breached, "breached"},
    {ClockStatus::late, "late"},
    {ClockStatus::cancelled, "cancelled"},
    {ClockStatus::lapsed, "lapsed"},
}};

}  // namespace

RecordId make_id(const pack::RecordType& type, std::string_view key) {
  std::string text = type.pack->id;
  text += '.';
  text += type.name;
  text += '.';
  text += key;
  return {std::move(text)};
}

std::string_view to_text(ClockStatus status) {
  for (const auto& [known, name] : status_names) {
    if (known == status) return name;
  }
  return {};
}

std::optional<ClockStatus> parse_clock_status(std::string_view text) {
  for (const auto& [status, name] : status_names) {
    if (name == text) return status;
  }
  return std::nullopt;
}

bool Record::is_final() const {
  const auto* known = type->find_state(state);
  return known != nullptr && known->is_final;
}

const feel::Value& Record::field(std::string_view name) const {
  static const feel::Value none;
  const int index = type->find_field(name);
  return index < 0 ? none : fields[static_cast<std::size_t>(index)];
}

std::optional<Instant> next_timer(const Record& record) {
  std::optional<Instant> soonest;
  const auto take = [&](Instant at) {
    if (!soonest || at < *soonest) soonest = at;
  };
  for (const auto& clock : record.clocks) {
    if (clock.status != ClockStatus::running || !clock.due_at) continue;
    if (clock.warn_at && !clock.warned && *clock.warn_at <= *clock.due_at) take(*clock.warn_at);
    take(*clock.due_at + Seconds{1});
  }
  return soonest;
}

feel::Value to_context(const Record& record) {
  const Seconds offset = record.pack().calendar_rules.zone.offset_at(record.created_at);
  feel::ContextEntries entries;
  entries.reserve(record.fields.size() + 5);
  entries.emplace_back("key", feel::Value::string(record.key));
  entries.emplace_back("number", feel::Value::string(record.number));
  entries.emplace_back("state", feel::Value::string(record.state));
  entries.emplace_back("created_at", feel::Value::date_time(record.created_at, offset));
  entries.emplace_back("entered_by", feel::Value::string(record.entered_by));
  entries.emplace_back(
      "parent", record.parent.is_empty() ? feel::Value{} : feel::Value::string(record.parent.text));
  feel::List markers;
  for (const auto& marker : record.markers) markers.push_back(feel::Value::string(marker));
  entries.emplace_back("markers", feel::Value::list(std::move(markers)));
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    entries.emplace_back(record.type->fields[i].name, record.fields[i]);
  }
  return feel::Value::context(std::move(entries));
}

}  // namespace guiju::casework
