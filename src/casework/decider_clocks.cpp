#include <algorithm>

#include "base/assert.hpp"
#include "casework/decider.hpp"
#include "casework/reading.hpp"

/// What facts and time do to the deadlines of a record.
namespace guiju::casework {

using calendar::ClockVerb;
using feel::Value;

namespace {

bool is_owed(const Clock* clock) { return clock != nullptr && casework::is_owed(*clock); }

/// True where a deadline that its own end has started again would go on without time passing: the
/// round before took none and lapsed just now, and this one takes none either.
bool is_without_end(const Clock* before, const Fact& begun, Instant now) {
  const auto& change = std::get<ClockChange>(begun.detail);
  return before != nullptr && before->status == ClockStatus::lapsed &&
         now - before->started_at <= Seconds{1} && before->due_at <= before->started_at &&
         change.due_at <= now;
}

const char* fact_name(ClockVerb verb) {
  switch (verb) {
    case ClockVerb::start:
      return "clock_started";
    case ClockVerb::pause:
      return "clock_paused";
    case ClockVerb::resume:
      return "clock_resumed";
    case ClockVerb::stop:
      return "clock_stopped";
    case ClockVerb::cancel:
      return "clock_cancelled";
    case ClockVerb::reset:
      return "clock_reset";
  }
  return "";
}

Step clock_step(const Record& record, int index, ClockVerb verb, const pack::Formula& condition,
                bool holds) {
  const auto& pack = record.pack();
  return {.kind = Step::Kind::clock,
          .pack = &pack,
          .basis = pack.deadlines[static_cast<std::size_t>(index)].rules,
          .index = index,
          .code = fact_name(verb),
          .condition = condition.text,
          .holds = holds,
          .record = record.id};
}

/// When something happens to a clock that is there. Where the machine's clock has been set back
/// since its last event, no time has passed for it: its events never run backward.
Instant moment_for(const Clock& clock, Instant now) {
  return clock.events.empty() ? now : std::max(now, clock.events.back().at);
}

Value text_value(std::string_view text) {
  return text.empty() ? Value{} : Value::string(std::string(text));
}

std::string_view kind_text(Owner::Kind kind) {
  switch (kind) {
    case Owner::Kind::person:
      return "person";
    case Owner::Kind::department:
      return "department";
    case Owner::Kind::role:
      return "role";
    case Owner::Kind::nobody:
      return "";
  }
  return "";
}

}  // namespace

const Clock* last_round(const Record& record, int deadline) {
  for (auto clock = record.clocks.rbegin(); clock != record.clocks.rend(); ++clock) {
    if (clock->deadline == deadline) return &*clock;
  }
  return nullptr;
}

void Decider::react(const RecordId& id, const pack::RecordType& fact_type,
                    const std::string& fact) {
  const auto tell = [&](const RecordId& listener, const pack::RecordType& type,
                        const std::string& child_type) {
    const auto heard = type.listeners.find(pack::RecordType::heard_name(child_type, fact));
    if (heard == type.listeners.end()) return;
    for (const int deadline : heard->second) react_on(listener, deadline, child_type, fact);
  };
  tell(id, fact_type, {});
  const auto record = draft_.find(id);
  if (record->parent.is_empty()) return;
  const auto parent = draft_.find(record->parent);
  tell(parent->id, *parent->type, fact_type.name);
}

void Decider::react_on(const RecordId& id, int index, const std::string& child_type,
                       const std::string& fact) {
  const auto pack = draft_.find(id)->type->pack;
  const auto& deadline = pack->deadlines[static_cast<std::size_t>(index)];
  const auto hears = [&](const pack::TriggerSet& set) {
    return std::any_of(set.on.begin(), set.on.end(), [&](const pack::Trigger& t) {
      return t.fact == fact && t.child_type == child_type;
    });
  };
  struct Reaction {
    const pack::TriggerSet& set;
    ClockVerb verb;
  };
  const Reaction reactions[] = {
      {deadline.stop, ClockVerb::stop},   {deadline.cancel, ClockVerb::cancel},
      {deadline.pause, ClockVerb::pause}, {deadline.resume, ClockVerb::resume},
      {deadline.reset, ClockVerb::reset}, {deadline.start, ClockVerb::start},
  };
  for (const auto& [set, verb] : reactions) {
    if (hears(set)) react_with(id, index, set.when, verb);
  }
}

void Decider::react_with(const RecordId& id, int index, const pack::Formula& when, ClockVerb verb) {
  std::optional<Fact> begun;
  auto status = ClockStatus::cancelled;
  bool owes = false, has_passed = false;
  {
    const auto record = draft_.find(id);
    Situation situation(draft_, record->pack(), record.get(), actor_, now_);
    situation.set_trace(trace_);
    Trying trying(trace_);
    if (!situation.holds(when)) {
      trying.told([&] { return clock_step(*record, index, verb, when, false); });
      return;
    }
    const Clock* clock = last_round(*record, index);
    if (clock != nullptr) status = clock->status;
    owes = is_owed(clock);
    has_passed = clock != nullptr && clock->due_at && *clock->due_at < now_;
    const bool begins = verb == ClockVerb::reset ? owes : verb == ClockVerb::start && !owes;
    if (begins) begun = clock_start(*record, index, verb, situation);
    if (begun && verb == ClockVerb::start && is_without_end(clock, *begun, now_)) {
      begun->name = "clock_not_started";
      begun->detail = Marked{std::string(without_end)};
    }
  }
  if (begun) draft_.add(*std::move(begun));
  switch (verb) {
    case ClockVerb::stop:
      // Started in this very act with a limit that had passed: late all the same.
      if (has_passed && status == ClockStatus::running) pass_limit(id, index);
      [[fallthrough]];
    case ClockVerb::cancel:
      if (owes) change_clock(id, index, verb);
      break;
    case ClockVerb::pause:
      if (status == ClockStatus::running) change_clock(id, index, verb);
      break;
    case ClockVerb::resume:
      if (status == ClockStatus::paused) change_clock(id, index, verb);
      break;
    case ClockVerb::reset:
    case ClockVerb::start:
      break;
  }
}

std::optional<Fact> Decider::clock_start(const Record& record, int index, ClockVerb verb,
                                         const Situation& situation,
                                         std::optional<Instant> counts_from) const {
  const auto& pack = record.pack();
  const auto& deadline = pack.deadlines[static_cast<std::size_t>(index)];
  Trying trying(trace_);
  const auto amount = situation.value(deadline.due.amount);
  calendar::Limit limit{.unit = deadline.due.unit};
  auto from = counts_from ? counts_from : now_;
  if (!counts_from && deadline.due.from.is_stated())
    from = situation.moment(situation.value(deadline.due.from));
  if (limit.unit == calendar::LimitUnit::instant) {
    const auto until = situation.moment(amount);
    if (!until) return std::nullopt;  // nothing to be in time for
    limit.until = *until;
  } else {
    const auto n = amount.as_int64();
    if (!n || !from) return std::nullopt;
    limit.amount = *n;
  }
  const Clock* round = verb == ClockVerb::reset ? last_round(record, index) : nullptr;
  const auto begun_at = round == nullptr ? now_ : moment_for(*round, now_);
  const calendar::ClockEvent event{verb, begun_at, from.value_or(now_), limit};
  const auto& calendar = calendar_of(pack, draft_.directory());
  auto due = calendar::due_of(calendar, limit, event.counts_from);
  if (limit.unit == calendar::LimitUnit::instant && calendar.provisional(due.at)) {
    const Clock clock{.deadline = index, .started_at = now_};
    const auto reading = find_reading(draft_, record, clock, due.at, calendar);
    due.provisional =
        reading && calendar::due_of(calendar, reading->limit, reading->from).provisional;
  }
  trying.told([&] {
    auto step = clock_step(record, index, verb, deadline.due.amount, true);
    step.value = situation.moment_value(due.at);
    return step;
  });
  std::optional<Instant> warn_at;
  if (const auto before = situation.value(deadline.warn_before).as_days_duration()) {
    // A limit shorter than its warning has been seen by whoever started it.
    if (due.at - *before > now_) warn_at = due.at - *before;
  }
  Fact fact{.name = fact_name(verb), .type = record.type, .key = record.key};
  fact.detail = ClockChange{index,   event,  situation.owner(situation.value(deadline.owed_by)),
                            warn_at, due.at, due.provisional};
  fact.basis_pack = &pack;
  fact.basis = deadline.rules;
  return fact;
}

void Decider::change_clock(const RecordId& id, int index, ClockVerb verb) {
  const bool was_breached = last_round(*draft_.find(id), index)->status == ClockStatus::breached;
  auto fact = clock_change(*draft_.find(id), index, verb);
  draft_.add(std::move(fact));
  if (was_breached && verb == ClockVerb::stop) settle_breach(*draft_.find(id), index);
}

Fact Decider::clock_change(const Record& record, int index, ClockVerb verb) const {
  Trying(trace_).told([&] { return clock_step(record, index, verb, {}, true); });
  const auto& pack = record.pack();
  const auto& deadline = pack.deadlines[static_cast<std::size_t>(index)];
  const Clock& clock = *last_round(record, index);
  const auto at = moment_for(clock, now_);
  ClockChange change{.deadline = index,
                     .event = {verb, at, {}, {}},
                     .owed_by = {},
                     .warn_at = {},
                     .due_at = clock.due_at,
                     .provisional = clock.provisional};
  const bool ends = verb == ClockVerb::stop || verb == ClockVerb::cancel;
  if (!ends || clock.status == ClockStatus::paused) {
    auto events = clock.events;
    events.push_back(change.event);
    const auto state = calendar::read_clock(calendar_of(pack, draft_.directory()), events, at);
    GUIJU_ASSERT(state.has_value());
    change.due_at = state->due_at;
    change.provisional = state->provisional;
  }
  if (verb == ClockVerb::resume && change.due_at && !clock.warned) {
    const Situation situation(draft_, pack, &record, actor_, now_);
    const auto before = situation.value(deadline.warn_before).as_days_duration();
    if (before && *change.due_at - *before > now_) change.warn_at = *change.due_at - *before;
  }
  Fact fact{.name = fact_name(verb), .type = record.type, .key = record.key};
  fact.detail = change;
  fact.basis_pack = &pack;
  fact.basis = deadline.rules;
  return fact;
}

void Decider::settle_breach(const Record& record, int index) {
  const auto& pack = record.pack();
  const Clock& clock = *last_round(record, index);
  const auto& deadline = pack.deadlines[static_cast<std::size_t>(index)];
  const auto* type = pack.base->find_type("breach");
  order_by_system(
      *pack.base, "breach.settle", make_id(*type, clock.breach_key), {},
      {{"acted_at", Value::date_time(now_, pack.calendar_rules.zone.offset_at(now_))},
       {"late_seconds", Value::number(clock.late_seconds)},
       {"late_minutes",
        pack.late_in_whole_minutes ? Value::number((clock.late_seconds + 59) / 60) : Value{}}},
      {&pack, deadline.rules});
}

void Decider::pass_time(const RecordId& id, Instant at) {
  std::vector<int> warnings;
  std::vector<int> limits;
  const auto before = draft_.find(id);
  for (const auto& clock : before->clocks) {
    if (clock.status != ClockStatus::running || !clock.due_at) continue;
    if (*clock.due_at < at) {
      limits.push_back(clock.deadline);
    } else if (clock.warn_at && !clock.warned && *clock.warn_at <= at) {
      warnings.push_back(clock.deadline);
    }
  }
  for (const int deadline : warnings) warn(*draft_.find(id), deadline);
  for (const int deadline : limits) {
    const Clock* clock = last_round(*draft_.find(id), deadline);
    // What an earlier one of this moment did may have ended it.
    if (clock != nullptr && clock->status == ClockStatus::running) pass_limit(id, deadline);
  }
}

void Decider::warn(const Record& record, int index) {
  const auto& pack = record.pack();
  const auto& deadline = pack.deadlines[static_cast<std::size_t>(index)];
  const Clock& clock = *last_round(record, index);
  const auto owner = clock.owed_by;
  Trying(trace_).told([&] {
    auto step = clock_step(record, index, ClockVerb::stop, {}, true);
    step.code = "warning_given";
    step.value = Value::date_time(*clock.due_at, pack.calendar_rules.zone.offset_at(*clock.due_at));
    return step;
  });
  Fact fact{.name = "warning_given", .type = record.type, .key = record.key};
  fact.detail = WarningGiven{index, *clock.due_at, owner};
  fact.basis_pack = &pack;
  fact.basis = deadline.rules;
  draft_.add(fact);
  if (owner.kind == Owner::Kind::nobody) return;
  fact.name = "notice_given";
  fact.detail = NoticeGiven{owner, "deadline_near"};
  draft_.add(std::move(fact));
}

void Decider::pass_limit(const RecordId& id, int index) {
  const auto record = draft_.find(id);
  const auto& pack = record->pack();
  const auto& deadline = pack.deadlines[static_cast<std::size_t>(index)];
  const Clock clock = *last_round(*record, index);
  const Grounds grounds{&pack, deadline.rules};
  Situation situation(draft_, pack, record.get(), actor_, now_);
  situation.set_trace(trace_);
  situation.set_clock(clock);
  Trying(trace_).told([&] {
    auto step = clock_step(*record, index, ClockVerb::stop, {}, true);
    step.code = "limit_passed";
    step.value = situation.moment_value(*clock.due_at);
    return step;
  });
  std::string breach_key;
  Owner owner = clock.owed_by;
  if (!deadline.breach_code.empty()) {
    if (deadline.breach_owed_by.is_stated()) {
      owner = situation.owner(situation.value(deadline.breach_owed_by));
    }
    const auto breach = record_breach(*record, deadline.breach_code, owner, clock.due_at,
                                      pack.calendar->date_of(now_), "", deadline.id, grounds);
    breach_key = draft_.find(breach)->key;
  }
  Fact fact{.name = "limit_passed", .type = record->type, .key = record->key};
  fact.detail = LimitPassed{index, breach_key};
  fact.basis_pack = &pack;
  fact.basis = deadline.rules;
  draft_.add(std::move(fact));
  if (!deadline.slip.empty()) issue_slip(*record, deadline, owner, *clock.due_at, grounds);
  notify(deadline.notifications, situation, id, grounds);

  if (deadline.follow_ups.empty()) return;
  const Draft before = draft_;  // what a rule refuses must not undo that the limit has passed
  if (const auto refusal = follow_up(deadline.follow_ups, situation, id, 1)) {
    draft_ = before;
    Fact refused{.name = "follow_up_refused", .type = record->type, .key = record->key};
    refused.detail = Marked{refusal->code};
    refused.basis_pack = refusal->pack;
    refused.basis = refusal->basis;
    draft_.add(std::move(refused));
  }
}

RecordId Decider::record_breach(const Record& record, const std::string& code, const Owner& owner,
                                std::optional<Instant> due_at, LocalDate occurred_on,
                                const std::string& about, const std::string& deadline,
                                const Grounds& grounds) {
  const auto& pack = record.pack();
  const auto moment = [&](Instant at) {
    return Value::date_time(at, pack.calendar_rules.zone.offset_at(at));
  };
  const auto rules = pack::rules_of(pack, grounds.basis);
  return order_by_system(*pack.base, "breach.record", {}, record.id,
                         {{"code", Value::string(code)},
                          {"rule", rules.empty() ? Value{} : Value::string(rules.front())},
                          {"deadline", text_value(deadline)},
                          {"owed_by", Value::string(owner.key)},
                          {"owed_kind", text_value(std::string(kind_text(owner.kind)))},
                          {"about", text_value(about)},
                          {"case", Value::string(record.key)},
                          {"case_type", Value::string(record.type->name)},
                          {"site", text_value(text_of(record, record.type->site_field))},
                          {"due_at", due_at ? moment(*due_at) : Value{}},
                          {"occurred_on", Value::date(occurred_on)},
                          {"breached_at", moment(now_)}},
                         grounds);
}

void Decider::issue_slip(const Record& record, const pack::Deadline& deadline, const Owner& owner,
                         Instant due_at, const Grounds& grounds) {
  const auto& pack = record.pack();
  order_by_system(
      *pack.base, "slip.issue", {}, record.id,
      {{"slip", Value::string(deadline.slip)},
       {"to", Value::string(owner.key)},
       {"code", Value::string(deadline.breach_code)},
       {"case", Value::string(record.key)},
       {"case_type", Value::string(record.type->name)},
       {"site", text_value(text_of(record, record.type->site_field))},
       {"due_at", Value::date_time(due_at, pack.calendar_rules.zone.offset_at(due_at))}},
      grounds);
}

}  // namespace guiju::casework
