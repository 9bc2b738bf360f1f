#include "casework/fact.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace guiju::casework {
namespace {

/// The last round of the deadline: earlier ones have ended and stay as they were.
Clock* find_clock(Record& record, int deadline) {
  for (auto clock = record.clocks.rbegin(); clock != record.clocks.rend(); ++clock) {
    if (clock->deadline == deadline) return &*clock;
  }
  return nullptr;
}

bool has_ended(ClockStatus status) {
  return status != ClockStatus::running && status != ClockStatus::paused &&
         status != ClockStatus::breached;
}

/// Computes everything of a clock but its events anew from them.
void reread(const Record& record, Clock& clock, Instant now) {
  const auto state = calendar::read_clock(*record.pack().calendar, clock.events, now);
  GUIJU_ASSERT(state.has_value());
  clock.due_at = state->due_at;
  clock.provisional = state->provisional;
  clock.ended_at = state->ended_at;
  if (clock.status != ClockStatus::running && clock.status != ClockStatus::paused) return;
  clock.status =
      state->status == calendar::ClockStatus::paused ? ClockStatus::paused : ClockStatus::running;
}

void end(Clock& clock, calendar::ClockVerb verb, Instant at) {
  if (verb == calendar::ClockVerb::cancel) {
    clock.status = ClockStatus::cancelled;
    return;
  }
  const bool is_late =
      clock.status == ClockStatus::breached || (clock.due_at && at > *clock.due_at);
  clock.status = is_late ? ClockStatus::late : ClockStatus::met;
  if (is_late && clock.due_at) clock.late_seconds = (at - *clock.due_at).count();
}

void apply_clock(Record& record, const ClockChange& change) {
  using calendar::ClockVerb;
  Clock* clock = find_clock(record, change.deadline);
  const auto verb = change.event.verb;
  if (clock == nullptr || verb == ClockVerb::start) {
    record.clocks.push_back({.deadline = change.deadline});
    clock = &record.clocks.back();
  }
  const Instant at = change.event.at;
  const auto due_before = clock->due_at;
  clock->events.push_back(change.event);
  if (verb == ClockVerb::start || verb == ClockVerb::reset) {
    clock->status = ClockStatus::running;
    clock->started_at = at;
    clock->warned = false;
    clock->late_seconds = 0;
    clock->owed_by = change.owed_by;
  }
  if (verb == ClockVerb::stop || verb == ClockVerb::cancel) end(*clock, verb, at);
  reread(record, *clock, at);
  if (!clock->due_at && verb == ClockVerb::stop) clock->due_at = due_before;
  if (change.warn_at || verb == ClockVerb::start || verb == ClockVerb::reset) {
    clock->warn_at = change.warn_at;
  }
}

void apply_passed(Record& record, const LimitPassed& passed) {
  Clock* clock = find_clock(record, passed.deadline);
  GUIJU_ASSERT(clock != nullptr && !has_ended(clock->status));
  clock->status = passed.breach.empty() ? ClockStatus::lapsed : ClockStatus::breached;
  clock->breach_key = passed.breach;
}

}  // namespace

void apply(Record& record, const Fact& fact, Instant at, std::string_view by) {
  if (fact.created) {
    record.type = fact.type;
    record.key = fact.key;
    record.id = make_id(*fact.type, fact.key);
    record.number = fact.created->number;
    record.parent = fact.created->parent;
    record.stream = fact.created->stream;
    record.fields.assign(fact.type->fields.size(), {});
    record.created_at = at;
    record.entered_by = by;
  }
  if (fact.number) record.number = *fact.number;
  if (fact.state) record.state = *fact.state;
  for (const auto& [field, value] : fact.set) {
    record.fields[static_cast<std::size_t>(field)] = value;
  }
  if (const auto* change = std::get_if<ClockChange>(&fact.detail)) apply_clock(record, *change);
  if (const auto* warning = std::get_if<WarningGiven>(&fact.detail)) {
    Clock* clock = find_clock(record, warning->deadline);
    GUIJU_ASSERT(clock != nullptr);
    clock->warned = true;
  }
  if (const auto* passed = std::get_if<LimitPassed>(&fact.detail)) apply_passed(record, *passed);
  if (const auto* marked = std::get_if<Marked>(&fact.detail)) {
    if (std::find(record.markers.begin(), record.markers.end(), marked->marker) ==
        record.markers.end()) {
      record.markers.push_back(marked->marker);
    }
  }
  record.updated_at = at;
  ++record.version;
}

}  // namespace guiju::casework
