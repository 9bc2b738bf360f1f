#include "casework/fact.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "casework/version.hpp"

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
  clock->events.push_back(change.event);
  switch (verb) {
    case ClockVerb::start:
    case ClockVerb::reset:
      clock->status = ClockStatus::running;
      clock->started_at = at;
      clock->warned = false;
      clock->late_seconds = 0;
      clock->owed_by = change.owed_by;
      clock->ended_at.reset();
      clock->warn_at.reset();
      break;
    case ClockVerb::pause:
      clock->status = ClockStatus::paused;
      break;
    case ClockVerb::resume:
      clock->status = ClockStatus::running;
      break;
    case ClockVerb::stop:
    case ClockVerb::cancel:
      end(*clock, verb, at);
      clock->ended_at = at;
      break;
  }
  clock->due_at = change.due_at;
  clock->provisional = change.provisional;
  if (change.warn_at) clock->warn_at = change.warn_at;
}

void apply_passed(Record& record, const LimitPassed& passed) {
  Clock* clock = find_clock(record, passed.deadline);
  GUIJU_ASSERT(clock != nullptr && !has_ended(clock->status));
  clock->status = passed.breach.empty() ? ClockStatus::lapsed : ClockStatus::breached;
  clock->breach_key = passed.breach;
}

void apply_recomputed(Record& record, const ClockRecomputed& recomputed) {
  Clock* clock = find_clock(record, recomputed.deadline);
  GUIJU_ASSERT(clock != nullptr);
  clock->due_at = recomputed.due_at;
  clock->provisional = recomputed.provisional;
  if (recomputed.warn_at) clock->warn_at = recomputed.warn_at;
  for (auto& event : clock->events) {  // an end that an expression had fixed is fixed anew
    if (event.limit.unit != calendar::LimitUnit::instant || !recomputed.due_at) continue;
    if (event.limit.until == recomputed.due_before) event.limit.until = *recomputed.due_at;
  }
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
  if (std::holds_alternative<VersionChanged>(fact.detail)) {
    const auto moved = under_version(std::make_shared<const Record>(record), *fact.type->pack);
    GUIJU_ASSERT(moved != nullptr);
    record = *moved;
  }
  if (const auto* change = std::get_if<ClockChange>(&fact.detail)) apply_clock(record, *change);
  if (const auto* warning = std::get_if<WarningGiven>(&fact.detail)) {
    Clock* clock = find_clock(record, warning->deadline);
    GUIJU_ASSERT(clock != nullptr);
    clock->warned = true;
  }
  if (const auto* passed = std::get_if<LimitPassed>(&fact.detail)) apply_passed(record, *passed);
  if (const auto* recomputed = std::get_if<ClockRecomputed>(&fact.detail)) {
    apply_recomputed(record, *recomputed);
  }
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
