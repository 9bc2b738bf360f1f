#include "base/assert.hpp"
#include "casework/decider.hpp"
#include "casework/reading.hpp"

/// What a notice of holidays does to the clocks that have waited for it. COM-13.
namespace guiju::casework {
namespace {

struct End {
  std::optional<Instant> due_at;
  bool provisional = false;
  bool operator==(const End&) const = default;
};

/// The end by the calendar `after`. One that an expression has fixed is read back as a limit by the
/// calendar `before`, as the page that explains it does; where that is not possible it stands.
End end_by(const View& view, const Record& record, const Clock& clock, Instant now,
           const calendar::Calendar& before, const calendar::Calendar& after) {
  const auto& begun = begin_of(clock);
  if (begun.limit.unit != calendar::LimitUnit::instant) {
    const auto state = calendar::read_clock(after, clock.events, now);
    GUIJU_ASSERT(state.has_value());
    return {state->due_at, state->provisional};
  }
  const auto reading = find_reading(view, record, clock, begun.limit.until, before);
  if (!reading) return {clock.due_at, after.provisional(begun.limit.until)};
  const auto due = calendar::due_of(after, reading->limit, reading->from);
  return {due.at, due.provisional};
}

}  // namespace

bool is_notice(const pack::RecordType& type) {
  return type.pack->base == nullptr && type.name == "calendar_notice";
}

void Decider::recompute_clocks(const RecordId& id) {
  const auto notice = draft_.find(id);
  Directory known = draft_.directory();
  known.take(*notice);
  for (const auto& record : draft_.with_provisional_clocks()) {
    for (const auto& clock : record->clocks) {
      if (is_provisional(clock)) recompute(*record, clock, *notice, known);
    }
  }
}

void Decider::recompute(const Record& record, const Clock& clock, const Record& notice,
                        const Directory& known) {
  const auto& pack = record.pack();
  const auto& deadline = pack.deadlines[static_cast<std::size_t>(clock.deadline)];
  const auto end = end_by(draft_, record, clock, now_, calendar_of(pack, draft_.directory()),
                          calendar_of(pack, known));
  if (end == End{clock.due_at, clock.provisional}) return;
  ClockRecomputed recomputed{.deadline = clock.deadline,
                             .notice = notice.key,
                             .due_before = clock.due_at,
                             .due_at = end.due_at,
                             .warn_at = {},
                             .provisional = end.provisional};
  if (clock.warn_at && clock.due_at && end.due_at) {
    recomputed.warn_at = *clock.warn_at + (*end.due_at - *clock.due_at);
  }
  Fact fact{.name = "clock_recomputed", .type = record.type, .key = record.key};
  // The field from which the end was taken goes along.
  const int field = record.type->find_field(deadline.due.amount.text);
  const auto now_known = draft_.find(record.id);
  if (field >= 0 && end.due_at && end.due_at != clock.due_at &&
      now_known->fields[static_cast<std::size_t>(field)].as_instant() == clock.due_at) {
    const auto offset = pack.calendar_rules.zone.offset_at(*end.due_at);
    fact.set.emplace_back(field, feel::Value::date_time(*end.due_at, offset));
  }
  fact.detail = std::move(recomputed);
  fact.basis_pack = &pack;
  fact.basis = deadline.rules;
  draft_.add(std::move(fact));
}

}  // namespace guiju::casework
