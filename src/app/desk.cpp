#include "app/desk.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <stdexcept>

#include "app/attachments.hpp"
#include "app/edition.hpp"
#include "app/journal_body.hpp"
#include "app/order.hpp"
#include "app/problem.hpp"
#include "app/receipt.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "casework/mask.hpp"
#include "casework/version.hpp"

namespace guiju::app {

using casework::Actor;
using casework::RecordId;

/// Who did what when, for the journal.
struct Desk::Recording {
  const pack::Pack& pack;
  std::string command;
  Actor actor;
  Instant at;
  Instant recorded_at;
  std::string on;     ///< id of the record acted on, or under which one is made; or empty
  std::string input;  ///< JSON

  Asked asked() const { return {actor, on, input}; }
};

namespace {

std::string actor_name(const Actor& actor) {
  return actor.kind == Actor::Kind::person ? actor.key : std::string(casework::to_text(actor.kind));
}

std::string request_hash(const CommandRequest& request) {
  const auto text = request.pack + '\n' + request.command + '\n' + request.on + '\n' +
                    boost::json::serialize(request.with);
  return to_hex(sha256(text));
}

Receipt problem_receipt(const Problem& problem) { return {problem.status, to_json(problem)}; }

Receipt bad_input_receipt(const pack::Command& command, const BadInput& bad, const Texts& texts,
                          Language language) {
  const auto name = bad.pointer.substr(1, bad.pointer.find('/', 1) - 1);
  const int input = command.find_input(name);
  if (input < 0) {
    auto problem =
        bad_input(InputFault::unknown_field, "/with" + bad.pointer, bad.nearest, texts, language);
    problem.field = name;
    return problem_receipt(problem);
  }
  const auto& type = command.inputs[static_cast<std::size_t>(input)].field.type;
  const bool no_such_date = bad.expected.find("exists") != std::string::npos;
  auto problem = bad_input(no_such_date ? InputFault::no_such_date : InputFault::wrong_type,
                           "/with" + bad.pointer, pack::to_text(type), texts, language);
  problem.field = name;
  return problem_receipt(problem);
}

/// Puts what stands in the record in the place of its masked text, which a form gives back as it
/// was shown. The name of an input that holds any other masked text, if one does.
std::optional<std::string> unmask(const UnitOfWork& unit, casework::Order& order) {
  const auto& type = *order.command->type;
  const auto* person = unit.directory().find_person(order.actor.key);
  const auto record = order.on.is_empty() ? nullptr : unit.find(order.on);
  for (std::size_t i = 0; i < order.inputs.size(); ++i) {
    const auto& input = order.command->inputs[i];
    const auto* mask = type.find_mask(type.find_field(input.field.name));
    if (mask == nullptr || order.inputs[i].as_string().find('*') == std::string_view::npos)
      continue;
    const auto at = static_cast<std::size_t>(mask->field);
    if (record == nullptr || person == nullptr ||
        order.inputs[i] != casework::as_read_by(record, *person)->fields[at]) {
      return input.field.name;
    }
    order.inputs[i] = record->fields[at];
  }
  return std::nullopt;
}

/// The command as the version in force has it. One that acts on a record may have gone out of the
/// regulation, while cases live under a version that had it.
const pack::Command* find_command(const Shelf& shelf, const CommandRequest& request, Instant now) {
  const auto of = [&](const pack::Pack* pack) {
    const auto* command = pack == nullptr ? nullptr : pack->find_command(request.command);
    return command != nullptr && command->type->pack == pack ? command : nullptr;
  };
  if (const auto* command = of(shelf.in_force(request.pack, now))) return command;
  for (const auto* pack : shelf.all()) {
    const auto* command = pack->id == request.pack ? of(pack) : nullptr;
    if (command != nullptr && !request.on.empty()) return command;
  }
  return nullptr;
}

/// The record that the order is about: acted on, or under which one is to be made.
const RecordId& target_of(const casework::Order& order) {
  return order.on.is_empty() ? order.parent : order.on;
}

}  // namespace

std::optional<Receipt> Desk::find_target(UnitOfWork& unit, const CommandRequest& request,
                                         Instant now, Instant recorded_at, casework::Order& order,
                                         std::vector<Change>& changes) const {
  const auto& command = *order.command;
  const auto not_found = [&] {
    return problem_receipt(make_problem(ProblemCode::not_found, texts_, request.language));
  };
  if (request.on.empty()) {
    if (command.creates) return std::nullopt;
    auto problem =
        bad_input(InputFault::missing, "/on", command.type->name, texts_, request.language);
    problem.field = "on";
    return problem_receipt(problem);
  }
  const auto* type = command.creates ? command.type->parent : command.type;
  if (type == nullptr) return not_found();
  auto record = unit.find(casework::make_id(*type, request.on));
  if (record == nullptr) record = unit.find({request.on});
  const auto* person = unit.directory().find_person(request.actor);
  if (record == nullptr || !casework::is_same_type(*record->type, *type) || person == nullptr) {
    return not_found();
  }
  // A case keeps the version of the pack under which it began.
  order.command = casework::under_version_of(*record, command);
  if (order.command == nullptr) return not_found();
  // Of a confidential record whoever may give the order hears the rule, not that there is none.
  if (!casework::may_see(unit, *record, *person) &&
      (command.creates ||
       !casework::is_entitled(unit, *order.command, record.get(), *person, nullptr))) {
    return not_found();
  }
  bring_up_to(unit, record->id, now, recorded_at, changes);
  record = unit.find(record->id);  // it may have come under a new version
  order.command = casework::under_version_of(*record, command);
  if (order.command == nullptr) return not_found();
  if (request.if_match && record->version != *request.if_match) {
    return problem_receipt(make_problem(ProblemCode::version_conflict, texts_, request.language));
  }
  (command.creates ? order.parent : order.on) = record->id;
  return std::nullopt;
}

Answer Desk::execute(UnitOfWork& unit, const CommandRequest& request, Instant now,
                     Instant recorded_at) const {
  Answer answer;
  const auto hash = request.idempotency_key.empty() ? std::string() : request_hash(request);
  if (!hash.empty()) {
    try {
      if (auto earlier = unit.find_receipt(request.actor, request.idempotency_key, hash)) {
        return {*std::move(earlier), {}};
      }
    } catch (const UnitOfWork::KeyReused&) {
      return {problem_receipt(make_problem(ProblemCode::key_reused, texts_, request.language)), {}};
    }
  }
  const auto* command = find_command(shelf_, request, now);
  if (command == nullptr) {
    return {problem_receipt(make_problem(ProblemCode::not_found, texts_, request.language)), {}};
  }
  casework::Order target{.command = command};
  if (auto problem = find_target(unit, request, now, recorded_at, target, answer.changes)) {
    answer.receipt = *std::move(problem);
    return answer;
  }
  command = target.command;
  auto read = read_order(*command, request.with, {Actor::Kind::person, request.actor});
  if (const auto* bad = std::get_if<BadInput>(&read)) {
    answer.receipt = bad_input_receipt(*command, *bad, texts_, request.language);
    return answer;
  }
  auto& order = std::get<casework::Order>(read);
  order.on = std::move(target.on);
  order.parent = std::move(target.parent);
  if (const auto bad = unmask(unit, order)) {
    answer.receipt = problem_receipt(
        bad_input(InputFault::masked, "/with/" + *bad, {}, texts_, request.language));
    return answer;
  }
  settle_attachments(unit, order);
  const auto outcome = casework::decide(unit, order, now);
  const Recording recording{
      *order.command->type->pack, order.command->name, order.actor, now, recorded_at,
      target_of(order).text,      inputs_json(order)};
  if (const auto* refusal = std::get_if<casework::Refusal>(&outcome)) {
    auto problem = to_problem(*refusal, texts_, request.language);
    problem.entry = record_refusal(unit, *refusal, order, recording, answer.changes);
    answer.receipt = problem_receipt(problem);
  } else {
    const auto& decision = std::get<casework::Decision>(outcome);
    record(unit, decision, recording, answer.changes);
    answer.receipt = receipt_of(unit, order, decision, texts_, request.language);
    bring_up_to(unit, decision.subject, now, recorded_at, answer.changes);
  }
  if (!hash.empty()) {
    unit.put_receipt(request.actor, request.idempotency_key, hash, recorded_at, answer.receipt);
  }
  return answer;
}

void Desk::found(UnitOfWork& unit, const Company& company, Instant at) const {
  const auto do_it = [&](const casework::Order& order) {
    const auto outcome = casework::decide(unit, order, at);
    const auto& name = order.command->name;
    if (const auto* refusal = std::get_if<casework::Refusal>(&outcome)) {
      throw std::runtime_error("company: " + name + " is refused: " + refusal->code + " " +
                               inputs_json(order));
    }
    std::vector<Change> changes;
    record(unit, std::get<casework::Decision>(outcome),
           {*order.command->type->pack, name, order.actor, at, at, target_of(order).text,
            inputs_json(order)},
           changes);
  };
  const auto* base = shelf_.in_force("company", at);
  for (const auto* pack : shelf_.all_in_force(at)) {
    if (pack != base) do_it(submission_of(*base, *pack, {}));
  }
  for (const auto& [name, inputs] : company.members) {
    const auto read = read_order(*base->find_command(name), inputs, {Actor::Kind::system, {}});
    if (const auto* bad = std::get_if<BadInput>(&read)) {
      throw std::runtime_error("company: `" + bad->pointer + "` of " + name + ": " + bad->expected);
    }
    do_it(std::get<casework::Order>(read));
  }
}

casework::Outcome Desk::submit_draft(UnitOfWork& unit, const pack::Pack& draft,
                                     std::string_view person, Instant now,
                                     Instant recorded_at) const {
  const auto& base = *shelf_.in_force("company", now);
  auto outcome = carry_out(unit, submission_of(base, draft, person), now, recorded_at);
  if (std::holds_alternative<casework::Decision>(outcome)) unit.keep_pack(draft);
  return outcome;
}

casework::Outcome Desk::carry_out(UnitOfWork& unit, casework::Order order, Instant now,
                                  Instant recorded_at) const {
  std::vector<Change> changes;
  const auto& target = target_of(order);
  if (!target.is_empty()) bring_up_to(unit, target, now, recorded_at, changes);
  const auto& asked = *order.command;
  auto own = casework::under_version_of_its_record(unit, std::move(order));
  if (!own) {
    return casework::Refusal{.code = asked.type->pack->step_order_code,
                             .fields = {},
                             .names = {},
                             .pack = asked.type->pack,
                             .basis = asked.rules};
  }
  order = *std::move(own);
  settle_attachments(unit, order);
  auto outcome = casework::decide(unit, order, now);
  if (const auto* decision = std::get_if<casework::Decision>(&outcome)) {
    const Recording recording{
        *order.command->type->pack, order.command->name, order.actor, now, recorded_at,
        target_of(order).text,      inputs_json(order)};
    record(unit, *decision, recording, changes);
    bring_up_to(unit, decision->subject, now, recorded_at, changes);
  }
  return outcome;
}

void Desk::record(UnitOfWork& unit, const casework::Decision& decision, const Recording& recording,
                  std::vector<Change>& changes) const {
  const auto parts = parts_of(recording.asked(), decision, recording.pack);
  for (const StreamPart& part : parts) {
    for (const auto& record : part.records) {
      unit.put(record);
      changes.push_back({record->id, record->type, record->version});
    }
    unit.append({.stream = part.stream,
                 .at = recording.at,
                 .recorded_at = recording.recorded_at,
                 .actor = actor_name(recording.actor),
                 .command = recording.command,
                 .pack = recording.pack.id + '@' + recording.pack.version,
                 .body = part.body});
  }
  for (const auto& serial : decision.serials) unit.take_serial(serial);
  unit.change_claims(decision.claims);
  for (const auto& [record, attachment] : attachments_set(decision.facts)) {
    unit.put_attachment(record, attachment);
  }
  for (const auto& fact : decision.facts) {
    const auto* notice = std::get_if<casework::NoticeGiven>(&fact.detail);
    if (notice == nullptr) continue;
    unit.put_notice({.at = recording.at,
                     .to = notice->to,
                     .message = notice->message,
                     .record = casework::make_id(*fact.type, fact.key),
                     .pack = fact.type->pack->id});
  }
  for (const auto& record : decision.touched) {
    if (!has_taken_effect(*record, decision)) continue;
    if (const auto* version = version_of(*record, shelf_)) {
      transfer_cases(unit, *version, recording.at, recording.recorded_at, changes);
    }
  }
}

/// A version that takes effect moves the running cases that its transitions name.
void Desk::transfer_cases(UnitOfWork& unit, const pack::Pack& version, Instant at,
                          Instant recorded_at, std::vector<Change>& changes) const {
  for (const auto& transition : version.transitions) {
    for (const auto& id : unit.open_records(*transition.type)) {
      const auto known = unit.find(id);
      if (&known->pack() == &version) continue;
      const auto when = std::max(at, known->updated_at);
      const auto moved = casework::transfer(unit, *known, version, when);
      if (!moved) continue;
      record(unit, *moved,
             {version,
              std::string(version_change),
              {Actor::Kind::system, {}},
              when,
              recorded_at,
              id.text,
              "{}"},
             changes);
    }
  }
}

std::uint64_t Desk::record_refusal(UnitOfWork& unit, const casework::Refusal& refusal,
                                   const casework::Order& order, const Recording& recording,
                                   std::vector<Change>& changes) const {
  const auto& target = target_of(order);
  const auto record = target.is_empty() ? nullptr : unit.find(target);
  // What was refused before any record came of it has a stream by its command.
  const auto seq = unit.append({.stream = record != nullptr
                                              ? record->stream.text
                                              : recording.pack.id + ".refused." + recording.command,
                                .at = recording.at,
                                .recorded_at = recording.recorded_at,
                                .actor = actor_name(recording.actor),
                                .command = recording.command,
                                .pack = recording.pack.id + '@' + recording.pack.version,
                                .body = refusal_body(recording.asked(), refusal, recording.pack)});
  if (refusal.recorded == nullptr) return seq;
  const Recording attempt{recording.pack,
                          "breach.record",
                          {Actor::Kind::system, {}},
                          recording.at,
                          recording.recorded_at,
                          {},
                          "{}"};
  this->record(unit, *refusal.recorded, attempt, changes);
  return seq;
}

/// A version whose day has come takes effect before anything is done to a case that it may move.
void Desk::let_take_effect(UnitOfWork& unit, const RecordId& id, Instant now, Instant recorded_at,
                           std::vector<Change>& changes) const {
  const auto known = unit.find(id);
  const auto* version = known == nullptr ? nullptr : shelf_.in_force(known->pack().id, now);
  if (version == nullptr || version == &known->pack() || version->transitions.empty()) return;
  const auto edition = edition_of(*version, unit);
  if (edition != nullptr && edition->state == "adopted") {
    bring_up_to(unit, edition->id, now, recorded_at, changes);
  }
}

void Desk::bring_up_to(UnitOfWork& unit, const RecordId& id, Instant now, Instant recorded_at,
                       std::vector<Change>& changes) const {
  let_take_effect(unit, id, now, recorded_at, changes);
  for (;;) {
    const auto known = unit.find(id);
    if (known == nullptr) return;
    const auto step = casework::advance(unit, *known, now);
    if (!step) return;
    record(unit, std::get<casework::Decision>(step->outcome),
           {known->pack(), "clock.pass", {Actor::Kind::clock, {}}, step->at, recorded_at, {}, "{}"},
           changes);
  }
}

void Desk::run_schedule(UnitOfWork& unit, const pack::Pack& pack, const pack::Schedule& schedule,
                        Instant at, Instant recorded_at, std::vector<Change>& changes) const {
  for (const auto& order : casework::scheduled_orders(unit, schedule, pack, at)) {
    const auto outcome = casework::decide(unit, order, at);
    const Recording recording{
        *order.command->type->pack, order.command->name, order.actor, at, recorded_at,
        target_of(order).text,      inputs_json(order)};
    if (const auto* refusal = std::get_if<casework::Refusal>(&outcome)) {
      record_refusal(unit, *refusal, order, recording, changes);
    } else {
      record(unit, std::get<casework::Decision>(outcome), recording, changes);
    }
  }
  unit.set_schedule_due(pack.id, schedule.id, casework::next_run(unit, schedule, pack, at));
}

std::optional<Instant> Desk::next_schedule(UnitOfWork& unit, Instant now) const {
  std::optional<Instant> soonest;
  for (const auto* pack : shelf_.all_in_force(now)) {
    for (const auto& schedule : pack->schedules) {
      auto due = unit.schedule_due(pack->id, schedule.id);
      if (!due) {
        due = casework::next_run(unit, schedule, *pack, now);
        unit.set_schedule_due(pack->id, schedule.id, *due);
      }
      if (!soonest || *due < *soonest) soonest = due;
    }
  }
  return soonest;
}

Desk::Passed Desk::run_timers(UnitOfWork& unit, Instant now, Instant recorded_at,
                              std::size_t limit) const {
  Passed passed;
  while (passed.steps < limit) {
    const auto due = unit.due_records(now, 1);
    auto timer = std::optional<Instant>();
    if (!due.empty()) timer = casework::next_timer(*unit.find(due.front()));
    const pack::Pack* scheduled_pack = nullptr;
    const pack::Schedule* scheduled = nullptr;
    auto run_at = now;
    for (const auto* pack : shelf_.all_in_force(now)) {
      for (const auto& schedule : pack->schedules) {
        const auto at = unit.schedule_due(pack->id, schedule.id);
        if (!at || *at > run_at || (timer && *timer <= *at)) continue;
        if (scheduled != nullptr && *at == run_at) continue;
        scheduled_pack = pack;
        scheduled = &schedule;
        run_at = *at;
      }
    }
    if (scheduled != nullptr) {
      run_schedule(unit, *scheduled_pack, *scheduled, run_at, recorded_at, passed.changes);
    } else if (timer) {
      const auto record_now = unit.find(due.front());
      const auto step = casework::advance(unit, *record_now, now);
      if (!step) break;
      record(unit, std::get<casework::Decision>(step->outcome),
             {record_now->pack(),
              "clock.pass",
              {Actor::Kind::clock, {}},
              step->at,
              recorded_at,
              {},
              "{}"},
             passed.changes);
    } else {
      break;
    }
    ++passed.steps;
  }
  return passed;
}

}  // namespace guiju::app
