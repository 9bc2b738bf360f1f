#include "duties.hpp"

#include "finding.hpp"

namespace guiju::sim {
namespace {

using calendar::ClockVerb;
using casework::ClockStatus;

[[noreturn]] void find(const std::string& name, const std::string& what) {
  throw Finding("duties", name + " " + what);
}

bool is_open(ClockStatus status) {
  return status == ClockStatus::running || status == ClockStatus::paused ||
         status == ClockStatus::breached;
}

/// The deadline that a record of type `breach` tells of; empty where an act itself was the breach.
std::string_view deadline_of_breach(const casework::Fact& fact) {
  const bool is_breach =
      fact.created && fact.type->name == "breach" && fact.type->pack->base == nullptr;
  const int field = is_breach ? fact.type->find_field("deadline") : -1;
  for (const auto& [index, value] : fact.set) {
    if (index == field) return value.as_string();
  }
  return {};
}

}  // namespace

void Duties::take(const casework::Fact& fact, Instant at) {
  if (!deadline_of_breach(fact).empty()) pair(fact.key);
  const auto id = casework::make_id(*fact.type, fact.key).text;
  const auto look_up = [&](int deadline) -> std::pair<Duty*, std::string> {
    auto& duties = open_[id];
    const auto found = duties.find(deadline);
    const auto& known = fact.type->pack->deadlines[static_cast<std::size_t>(deadline)];
    return {found == duties.end() ? nullptr : &found->second, known.id + " of " + id};
  };
  if (const auto* changed = std::get_if<casework::ClockChange>(&fact.detail)) {
    const auto [duty, name] = look_up(changed->deadline);
    change(duty, open_[id], *changed, name);
  } else if (const auto* warning = std::get_if<casework::WarningGiven>(&fact.detail)) {
    const auto [duty, name] = look_up(warning->deadline);
    if (duty == nullptr || duty->status != ClockStatus::running) find(name, "warns and is not due");
    if (duty->warned) find(name, "warns twice");
    duty->warned = true;
  } else if (const auto* passed = std::get_if<casework::LimitPassed>(&fact.detail)) {
    const auto [duty, name] = look_up(passed->deadline);
    pass(duty, *passed, fact.type->pack->deadlines[static_cast<std::size_t>(passed->deadline)], at,
         name);
  } else if (const auto* moved = std::get_if<casework::ClockRecomputed>(&fact.detail)) {
    const auto [duty, name] = look_up(moved->deadline);
    if (duty == nullptr || !is_open(duty->status)) find(name, "is recomputed and not owed");
    duty->due_at = moved->due_at;
  }
}

void Duties::change(Duty* duty, OfRecord& duties, const casework::ClockChange& change,
                    const std::string& name) {
  const auto verb = change.event.verb;
  const bool is_owed = duty != nullptr && is_open(duty->status);
  if (verb == ClockVerb::start) {
    if (is_owed) find(name, "starts and is owed already");
    duties[change.deadline] = {.due_at = change.due_at};
    return;
  }
  if (!is_owed) find(name, "changes and is not owed");
  const bool is_overdue =
      duty->status == ClockStatus::running && duty->due_at && *duty->due_at < change.event.at;
  if (is_overdue) find(name, "ends or changes after its limit, of which nothing is on record");
  switch (verb) {
    case ClockVerb::stop:
      duty->status =
          duty->status == ClockStatus::breached || (duty->due_at && *duty->due_at < change.event.at)
              ? ClockStatus::late
              : ClockStatus::met;
      break;
    case ClockVerb::cancel:
      duty->status = ClockStatus::cancelled;
      break;
    case ClockVerb::pause:
      if (duty->status != ClockStatus::running) find(name, "is paused and does not run");
      duty->status = ClockStatus::paused;
      break;
    case ClockVerb::resume:
      if (duty->status != ClockStatus::paused) find(name, "goes on and was not paused");
      duty->status = ClockStatus::running;
      break;
    case ClockVerb::reset:
      duty->status = ClockStatus::running;
      duty->warned = false;
      break;
    case ClockVerb::start:
      break;
  }
  duty->due_at = change.due_at;
}

void Duties::pass(Duty* duty, const casework::LimitPassed& passed, const pack::Deadline& deadline,
                  Instant at, const std::string& name) {
  if (duty == nullptr || duty->status != ClockStatus::running) {
    find(name, "passes its limit and does not run");
  }
  if (!duty->due_at || *duty->due_at >= at) find(name, "passes its limit before its time");
  const bool is_breach = !deadline.breach_code.empty();
  if (is_breach == passed.breach.empty()) find(name, "passes its limit otherwise than it says");
  duty->status = is_breach ? ClockStatus::breached : ClockStatus::lapsed;
  if (!is_breach) return;
  if (!fallen_.insert(passed.breach).second) find(name, "is breached by a breach of another");
  pair(passed.breach);
}

void Duties::pair(const std::string& breach) {
  if (!single_.insert(breach).second) single_.erase(breach);
}

void Duties::settle() const {
  if (!single_.empty())
    find(*single_.begin(), "is a breach without its limit, or a limit without its breach");
}

void Duties::compare(const casework::Record& record) const {
  std::map<int, ClockStatus> last;
  for (const auto& clock : record.clocks) last[clock.deadline] = clock.status;
  const auto found = open_.find(record.id.text);
  const std::size_t known = found == open_.end() ? 0 : found->second.size();
  if (last.size() != known) find(record.id.text, "has clocks of which the journal does not tell");
  for (const auto& [deadline, status] : last) {
    const auto duty = found->second.find(deadline);
    if (duty == found->second.end() || duty->second.status != status) {
      find(record.id.text, "has a clock that is " + std::string(casework::to_text(status)) +
                               " and by the journal is not");
    }
  }
}

}  // namespace guiju::sim
