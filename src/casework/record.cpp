#include "casework/record.hpp"

#include <algorithm>
#include <array>
#include <mutex>

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
  std::string text;
  text.reserve(type.pack->id.size() + type.name.size() + key.size() + 2);
  text += type.pack->id;
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

bool is_provisional(const Clock& clock) {
  return clock.provisional &&
         (clock.status == ClockStatus::running || clock.status == ClockStatus::paused);
}

bool has_provisional_clock(const Record& record) {
  return std::ranges::any_of(record.clocks, is_provisional);
}

const calendar::ClockEvent& begin_of(const Clock& clock) {
  using calendar::ClockVerb;
  const auto begun = std::find_if(
      clock.events.rbegin(), clock.events.rend(), [](const calendar::ClockEvent& event) {
        return event.verb == ClockVerb::start || event.verb == ClockVerb::reset;
      });
  GUIJU_ASSERT(begun != clock.events.rend());
  return *begun;
}

bool Record::is_final() const {
  const auto* known = type->find_state(state);
  return known != nullptr && known->is_final;
}

const feel::Value& Record::field(std::string_view name) const {
  static const feel::Value none{};
  const int index = type->find_field(name);
  return index < 0 ? none : fields[static_cast<std::size_t>(index)];
}

std::string_view text_of(const Record& record, int field) {
  if (field < 0) return {};
  return record.fields[static_cast<std::size_t>(field)].as_string();
}

std::string title_of(const Record& record) {
  if (record.type->title_field < 0) return {};
  const auto& value = record.fields[static_cast<std::size_t>(record.type->title_field)];
  return value.is_null() ? std::string{} : feel::to_text(value);
}

std::optional<LocalDate> period_of(const Record& record) {
  if (record.type->period_field < 0) return std::nullopt;
  const auto& value = record.fields[static_cast<std::size_t>(record.type->period_field)];
  if (const auto date = value.as_date()) return date;
  const auto moment = value.as_instant();
  if (!moment) return std::nullopt;
  return record.pack().calendar->date_of(*moment);
}

bool is_within(const Record& record, std::string_view site, std::optional<LocalDate> from,
               std::optional<LocalDate> to) {
  if (!site.empty() && text_of(record, record.type->site_field) != site) return false;
  if (!from && !to) return true;
  const auto date = period_of(record);
  return date && (!from || *date >= *from) && (!to || *date <= *to);
}

bool is_owed(const Clock& clock) {
  return clock.status == ClockStatus::running || clock.status == ClockStatus::paused ||
         clock.status == ClockStatus::breached;
}

const Clock* next_clock(const Record& record) {
  const Clock* next = nullptr;
  for (const auto& clock : record.clocks) {
    if (!is_owed(clock) || !clock.due_at) continue;
    if (next == nullptr || *clock.due_at < *next->due_at) next = &clock;
  }
  return next;
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

namespace {

/// What every record has beside its fields, by name.
constexpr std::array<std::string_view, 7> mark_names{"key",        "number", "state",  "created_at",
                                                     "entered_by", "parent", "markers"};

feel::Value mark_of(const Record& record, std::size_t mark) {
  switch (mark) {
    case 0:
      return feel::Value::string(record.key);
    case 1:
      return feel::Value::string(record.number);
    case 2:
      return feel::Value::string(record.state);
    case 3: {
      const auto offset = record.pack().calendar_rules.zone.offset_at(record.created_at);
      return feel::Value::date_time(record.created_at, offset);
    }
    case 4:
      return feel::Value::string(record.entered_by);
    case 5:
      return record.parent.is_empty() ? feel::Value{} : feel::Value::string(record.parent.text);
    default: {
      feel::List markers;
      for (const auto& marker : record.markers) markers.push_back(feel::Value::string(marker));
      return feel::Value::list(std::move(markers));
    }
  }
}

feel::ContextEntries entries_of(const Record& record) {
  feel::ContextEntries entries;
  entries.reserve(mark_names.size() + record.fields.size());
  for (std::size_t i = 0; i < mark_names.size(); ++i) {
    entries.emplace_back(mark_names[i], mark_of(record, i));
  }
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    entries.emplace_back(record.type->fields[i].name, record.fields[i]);
  }
  return entries;
}

/// A record as a context: reads its fields where they are.
class RecordContext final : public feel::ContextSource {
 public:
  explicit RecordContext(std::shared_ptr<const Record> record) : record_(std::move(record)) {}

  const feel::Value* find(std::string_view name) const override {
    const int field = record_->type->find_field(name);
    if (field >= 0) return &record_->fields[static_cast<std::size_t>(field)];
    for (std::size_t i = 0; i < mark_names.size(); ++i) {
      if (mark_names[i] != name) continue;
      std::call_once(made_[i], [&] { marks_[i] = mark_of(*record_, i); });
      return &marks_[i];
    }
    return nullptr;
  }

  feel::ContextEntries entries() const override {
    return feel::Value::context(entries_of(*record_)).as_context();
  }

 private:
  std::shared_ptr<const Record> record_;
  mutable std::array<std::once_flag, mark_names.size()> made_;
  mutable std::array<feel::Value, mark_names.size()> marks_;
};

}  // namespace

feel::Value to_context(const Record& record) { return feel::Value::context(entries_of(record)); }

feel::Value to_context(std::shared_ptr<const Record> record) {
  return feel::Value::context_of(std::make_unique<RecordContext>(std::move(record)));
}

}  // namespace guiju::casework
