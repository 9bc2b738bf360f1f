#include "app/dry_run_play.hpp"

#include <algorithm>
#include <utility>

#include "casework/version.hpp"

namespace guiju::app {

using casework::Actor;

PlayedAct DraftPlay::play(JournaledAct act) {
  PlayedAct played{.act = std::move(act)};
  const auto& entry = played.act.entry();
  if (played.act.kind == JournaledAct::Kind::before) {
    for (std::size_t i = 0; i < played.act.entries.size(); ++i)
      world_.take(played.act.told[i], played.act.entries[i].at);
    return played;
  }
  if (!has_begun_) {
    // Nothing is known of the time before the first entry.
    world_.all().empty() ? begin(entry.at, entry.at) : begin(from_, from_ - Seconds{1});
  }
  notice_clock(played.act);
  if (played.act.kind == JournaledAct::Kind::asked) ask_again(played);
  return played;
}

void DraftPlay::begin(Instant at, Instant scheduled_after) {
  has_begun_ = true;
  for (const auto& record : world_.all()) {
    if (casework::under_version(record, packs_.draft) == nullptr) left_out_.push_back(record);
  }
  world_ = world_.under(packs_.draft);
  for (const auto* pack : packs_.all_in_force(at)) {
    for (const auto& schedule : pack->schedules) {
      const auto due = casework::next_run(world_, schedule, *pack, scheduled_after);
      runs_.push_back({pack, &schedule, due});
    }
  }
}

/// An act that is brought in has passes of the clock before and behind it, which say nothing of how
/// far the clock of the company has come.
void DraftPlay::notice_clock(const JournaledAct& act) {
  const auto& entry = act.entry();
  const auto is_of = [&](const Pass& pass) {
    return pass.stream == entry.stream && pass.recorded_at == entry.recorded_at;
  };
  if (act.kind == JournaledAct::Kind::consequence) {
    if (is_of(brought_in_)) return;
    if (held_ && !is_of(*held_)) clock_ = std::max(clock_, held_->at);
    held_ = Pass{entry.stream, entry.recorded_at, entry.at};
    return;
  }
  const bool is_brought_in = act.is_brought_in();
  if (held_ && !(is_brought_in && is_of(*held_))) clock_ = std::max(clock_, held_->at);
  held_.reset();
  if (is_brought_in) {
    clock_ = {};  // it has not come to this record yet
    brought_in_ = {entry.stream, entry.recorded_at, entry.at};
  } else {
    clock_ = std::max(clock_, entry.at);
  }
}

/// Finds what was asked, and decides it under the draft.
void DraftPlay::ask_again(PlayedAct& played) {
  auto& act = played.act;
  const auto now = act.entry().at;
  const auto* command = act.command;
  if (command == nullptr) return;
  pass_time(played, act.on, played.consequences);
  played.command = command;
  const auto target = act.on.is_empty() ? nullptr : world_.find(act.on);
  if (target == nullptr && (!act.on.is_empty() || !command->creates)) return;
  if (target != nullptr && !command->creates && target->type != command->type) {
    played.command = target->type->find_command(act.entry().command);
    if (played.command == nullptr) return;
    // It keeps the version it began under.
    act.order = read_asked_order(act.entry(), *played.command);
  }
  if (std::holds_alternative<BadInput>(act.order)) return;
  auto& order = std::get<casework::Order>(act.order);
  (command->creates ? order.parent : order.on) = act.on;
  played.outcome = casework::decide(world_, order, now);
  auto about = act.on;
  if (const auto* decision = std::get_if<casework::Decision>(&*played.outcome)) {
    world_.take(*decision);
    about = decision->subject;
  } else if (const auto& refusal = std::get<casework::Refusal>(*played.outcome);
             refusal.recorded != nullptr) {
    played.consequences.push_back({.pack = played.command->type->pack,
                                   .command = "breach.record",
                                   .by = {Actor::Kind::system, {}},
                                   .on = {},
                                   .input = {},
                                   .at = now,
                                   .outcome = *refusal.recorded,
                                   .stream = {}});
    world_.take(*refusal.recorded);
  }
  // A limit that had passed already is breached at once.
  pass_time(played, about, played.consequences);
}

void DraftPlay::pass_time(const PlayedAct& played, const casework::RecordId& about,
                          Consequences& made) {
  const auto now = played.act.entry().at;
  if (played.act.is_brought_in()) {
    bring_up_to(about, now, made);
  } else {
    pass_time_to(now, made);
  }
}

void DraftPlay::bring_up_to(const casework::RecordId& id, Instant now, Consequences& made) {
  for (;;) {
    const auto record = id.is_empty() ? nullptr : world_.find(id);
    if (record == nullptr) return;
    auto step = casework::advance(world_, *record, now);
    if (!step) return;
    clock_did(*record, *std::move(step), made);
  }
}

void DraftPlay::pass_time_to(Instant now, Consequences& made) {
  for (;;) {
    const auto timer = world_.next_timer();
    const auto run = std::ranges::min_element(runs_, {}, &Run::due);
    const bool is_scheduled =
        run != runs_.end() && run->due <= now && (!timer || run->due < timer->first);
    if (is_scheduled) {
      run_schedules(run->due, made);
      continue;
    }
    if (!timer || timer->first > now) break;
    const auto record = world_.find(timer->second);
    auto step = casework::advance(world_, *record, now);
    if (!step) break;
    clock_did(*record, *std::move(step), made);
  }
}

void DraftPlay::clock_did(const casework::Record& record, casework::ClockStep step,
                          Consequences& made) {
  world_.take(std::get<casework::Decision>(step.outcome));
  made.push_back({.pack = &record.pack(),
                  .command = "clock.pass",
                  .by = {Actor::Kind::clock, {}},
                  .on = {},
                  .input = "{}",
                  .at = step.at,
                  .outcome = std::move(step.outcome),
                  .stream = {}});
}

void DraftPlay::run_schedules(Instant at, Consequences& made) {
  for (auto& run : runs_) {
    if (run.due != at) continue;
    for (const auto& order : casework::scheduled_orders(world_, *run.schedule, *run.pack, at)) {
      auto outcome = casework::decide(world_, order, at);
      const auto& target = order.on.is_empty() ? order.parent : order.on;
      const auto& pack = *order.command->type->pack;
      std::string stream;
      if (const auto* decision = std::get_if<casework::Decision>(&outcome)) {
        world_.take(*decision);
      } else {
        const auto record = target.is_empty() ? nullptr : world_.find(target);
        stream =
            record != nullptr ? record->stream.text : pack.id + ".refused." + order.command->name;
      }
      made.push_back({.pack = &pack,
                      .command = order.command->name,
                      .by = order.actor,
                      .on = target.text,
                      .input = inputs_json(order),
                      .at = at,
                      .outcome = std::move(outcome),
                      .stream = std::move(stream)});
    }
    run.due = casework::next_run(world_, *run.schedule, *run.pack, at);
  }
}

std::vector<Consequence> DraftPlay::finish() {
  Consequences made;
  if (!has_begun_) return made;
  if (held_) clock_ = std::max(clock_, held_->at);
  pass_time_to(clock_, made);
  return made;
}

}  // namespace guiju::app
