#include <algorithm>

#include "casework/decider.hpp"
#include "casework/version.hpp"

// A running case that comes under another version of its pack.
namespace guiju::casework {
namespace {

/// With the record itself everything of its pack that stands under it, parents first.
std::vector<RecordPtr> family_of(const View& view, const RecordPtr& record) {
  std::vector<RecordPtr> family{record};
  for (std::size_t i = 0; i < family.size(); ++i) {
    const auto parent = family[i];
    for (const auto& type : record->pack().types) {
      if (type->parent != parent->type) continue;
      std::ranges::copy(view.children(parent->id, *type), std::back_inserter(family));
    }
  }
  return family;
}

bool can_live_under(const RecordPtr& record, const pack::Pack& version) {
  const auto moved = under_version(record, version);
  return moved != nullptr &&
         (moved->state.empty() || moved->type->find_state(moved->state) != nullptr);
}

bool is_running(const Clock& clock) {
  return clock.status == ClockStatus::running || clock.status == ClockStatus::paused ||
         clock.status == ClockStatus::breached;
}

/// Since when the limit counts, of a clock that was never paused: a pause belongs to the limit that
/// it has lengthened.
std::optional<Instant> counted_from(const Clock& clock) {
  using calendar::ClockVerb;
  for (auto event = clock.events.rbegin(); event != clock.events.rend(); ++event) {
    if (event->verb == ClockVerb::pause) return std::nullopt;
    if (event->verb == ClockVerb::start || event->verb == ClockVerb::reset) {
      return event->counts_from;
    }
  }
  return std::nullopt;
}

}  // namespace

bool Decider::transfer(const RecordId& id, const pack::Transition& transition) {
  const auto& version = *transition.type->pack;
  const auto family = family_of(draft_, draft_.find(id));
  const auto here = under_version(family.front(), version);
  if (here == nullptr || here->is_final() ||
      !std::ranges::all_of(family, [&](const auto& one) { return can_live_under(one, version); })) {
    return false;
  }
  Situation situation(draft_, version, here.get(), actor_, now_);
  situation.set_trace(trace_);
  {
    Trying trying(trace_);
    const bool holds = situation.holds(transition.when);
    trying.told([&] {
      return Step{.kind = Step::Kind::transition,
                  .pack = &version,
                  .basis = transition.rules,
                  .condition = transition.when.text,
                  .holds = holds,
                  .record = id};
    });
    if (!holds) return false;
  }
  for (const auto& member : family) bring_under(*member, transition);
  return true;
}

void Decider::bring_under(const Record& before, const pack::Transition& transition) {
  const auto& version = *transition.type->pack;
  VersionChanged change{.from = &before.pack(), .rules = {}};
  for (const auto& clock : before.clocks) {
    if (!is_running(clock)) continue;
    const auto& deadline = before.pack().deadlines[static_cast<std::size_t>(clock.deadline)];
    change.rules.insert(change.rules.end(), deadline.rules.begin(), deadline.rules.end());
    const bool goes_on = std::ranges::find(version.deadlines, deadline.id, &pack::Deadline::id) !=
                         version.deadlines.end();
    if (!goes_on) change_clock(before.id, clock.deadline, calendar::ClockVerb::cancel);
  }
  std::ranges::sort(change.rules);
  change.rules.erase(std::unique(change.rules.begin(), change.rules.end()), change.rules.end());
  Fact fact{.name = "version_changed", .type = version.find_type(before.type->name)};
  fact.key = before.key;
  fact.detail = std::move(change);
  fact.basis_pack = &version;
  fact.basis = transition.rules;
  draft_.add(std::move(fact));
  if (!transition.recomputes_limits) return;
  const auto moved = draft_.find(before.id);
  const Situation situation(draft_, version, moved.get(), actor_, now_);
  for (const auto& clock : moved->clocks) {
    const auto from = clock.status == ClockStatus::running ? counted_from(clock) : std::nullopt;
    if (!from) continue;
    auto begun = clock_start(*moved, clock.deadline, calendar::ClockVerb::reset, situation, from);
    if (begun) draft_.add(*std::move(begun));
  }
}

std::optional<Decision> transfer(const View& view, const Record& record, const pack::Pack& version,
                                 Instant now, Trace* trace) {
  for (const auto& transition : version.transitions) {
    if (!is_same_type(*transition.type, *record.type)) continue;
    Decider decider(view, now, {Actor::Kind::system, {}}, trace);
    if (decider.transfer(record.id, transition)) return decider.finish(record.id);
  }
  return std::nullopt;
}

}  // namespace guiju::casework
