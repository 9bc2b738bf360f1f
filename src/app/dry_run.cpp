#include "app/dry_run.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>

#include "app/dry_run_compare.hpp"
#include "app/edition.hpp"
#include "app/json_text.hpp"
#include "app/order.hpp"
#include "casework/version.hpp"

namespace guiju::app {

namespace json = boost::json;
using casework::Actor;

namespace {

/// What follows from something else: the clock's own acts, and a breach put on record beside a
/// refusal.
bool is_consequence(const Actor& by, std::string_view command) {
  return by.kind == Actor::Kind::clock ||
         (by.kind == Actor::Kind::system && command == "breach.record");
}

/// Of an act that one side does not know at all: the limit that passed says it, or whatever comes
/// first.
void keep_the_gist(std::vector<Difference>& found) {
  const auto gist = std::ranges::find_if(found, [](const Difference& one) {
    return one.effect == Effect::late || one.effect == Effect::in_time;
  });
  if (gist != found.end()) std::swap(*gist, found.front());
  if (found.size() > 1) found.resize(1);
}

}  // namespace

std::string_view to_text(Effect effect) {
  switch (effect) {
    case Effect::refused:
      return "refused";
    case Effect::allowed:
      return "allowed";
    case Effect::other_refusal:
      return "other_refusal";
    case Effect::due:
      return "due";
    case Effect::late:
      return "late";
    case Effect::in_time:
      return "in_time";
    case Effect::routed:
      return "routed";
    case Effect::amount:
      return "amount";
    case Effect::other:
      return "other";
    case Effect::clause:
      return "clause";
    case Effect::unfollowed:
      return "unfollowed";
  }
  return "";
}

DryRun::DryRun(const Shelf& shelf, const pack::Pack& draft, Instant from, Instant to,
               Visibility sees)
    : shelf_(shelf), draft_(draft), from_(from), to_(to), sees_(std::move(sees)) {}

const pack::Pack* DryRun::in_force(std::string_view id, Instant at) const {
  return id == draft_.id ? &draft_ : shelf_.in_force(id, at);
}

JournaledDecision DryRun::read_old(const journal::EntryView& entry) const {
  return read_decision(entry, [&](std::string_view id, std::string_view version) {
    return shelf_.find(id, version);
  });
}

JournaledDecision DryRun::read_new(const journal::EntryView& entry) const {
  return read_decision(
      entry, [&](std::string_view id, std::string_view) { return in_force(id, entry.at); });
}

void DryRun::take(const journal::EntryView& entry) {
  if (entry.at >= to_) {
    last_ = to_ - Seconds{1};
    return;
  }
  last_ = std::max(last_, entry.at);
  if (!begun_ && entry.at < from_) {
    world_.take(read_old(entry), entry.at);
    return;
  }
  // Nothing is known of the time before the first entry.
  if (!begun_) begin(world_.all().empty() ? entry.at : from_);
  const bool goes_on =
      entry.body.find(R"(},"part":)") != std::string_view::npos &&
      json::parse({entry.body.data(), entry.body.size()}).as_object().contains("part");
  if (!goes_on) close_group();
  group_.push_back(journal::own(entry));
}

void DryRun::begin(Instant at) {
  begun_ = true;
  for (const auto& record : world_.all()) {
    const bool is_left_out = casework::under_version(record, draft_) == nullptr;
    if (is_left_out && is_visible(sees_, *record)) ++report_.left_out;
  }
  world_ = world_.under(draft_);
  for (const auto* known : shelf_.all_in_force(at)) {
    const auto* pack = in_force(known->id, at);
    for (const auto& schedule : pack->schedules) {
      runs_.push_back(
          {pack, &schedule, casework::next_run(world_, schedule, *pack, at - Seconds{1})});
    }
  }
}

void DryRun::close_group() {
  if (group_.empty()) return;
  const auto& first = group_.front();
  auto& counts = cases_[first.stream];
  const auto document = json::parse(first.body);
  const auto& body = document.as_object();
  const auto by = actor_of(body);
  if (first.command == version_change) {
    // Under the draft everything lives from the beginning.
  } else if (is_consequence(by, first.command)) {
    ++counts.clock_acts;
    for (const auto& entry : group_) {
      settle(decided_, drafted_,
             {entry.stream, entry.command, entry.body, entry.at, entry.seq, entry.pack_id,
              entry.pack_version});
    }
  } else {
    ask_again(body, by);
  }
  group_.clear();
}

/// Finds what was asked, and decides it under the draft.
void DryRun::ask_again(const json::object& body, const Actor& by) {
  const auto& entry = group_.front();
  const casework::RecordId on{std::string(text_of(body, "on"))};
  const auto* pack = in_force(entry.pack_id, entry.at);
  const auto* command = pack == nullptr ? nullptr : pack->find_command(entry.command);
  if (command == nullptr) {
    const auto* facts = body.if_contains("facts");
    const bool is_note = facts != nullptr && facts->as_array().empty();
    if (!is_note) tell_unfollowed(nullptr, on);
    return;
  }
  ++cases_[entry.stream].acts;
  pass_time_to(entry.at);
  const auto target = on.is_empty() ? nullptr : world_.find(on);
  if (target == nullptr && (!on.is_empty() || !command->creates))
    return tell_unfollowed(command, on);
  if (target != nullptr && !command->creates && target->type != command->type) {
    command = target->type->find_command(entry.command);  // it keeps the version it began under
    if (command == nullptr) return tell_unfollowed(nullptr, on);
  }
  static const json::object nothing;
  const auto* input = body.if_contains("input");
  auto read = read_order(*command, input == nullptr ? nothing : input->as_object(), by);
  if (std::holds_alternative<BadInput>(read)) return tell_unfollowed(command, on);
  auto& order = std::get<casework::Order>(read);
  (command->creates ? order.parent : order.on) = on;
  const auto outcome = casework::decide(world_, order, entry.at);
  const Asked asked{order.actor, on.text, {}};
  if (const auto* refusal = std::get_if<casework::Refusal>(&outcome)) {
    compare_act(order, asked, outcome);
    if (refusal->recorded != nullptr) {
      const Actor system{Actor::Kind::system, {}};
      happened(*command->type->pack, "breach.record", {system, {}, {}}, entry.at,
               *refusal->recorded);
    }
  } else {
    compare_act(order, asked, outcome);
    world_.take(std::get<casework::Decision>(outcome));
  }
  pass_time_to(entry.at);  // a limit that had passed already is breached at once
}

void DryRun::compare_act(const casework::Order& order, const Asked& asked,
                         const casework::Outcome& outcome) {
  const auto* refusal = std::get_if<casework::Refusal>(&outcome);
  const auto& pack = *order.command->type->pack;
  std::vector<StreamPart> parts;
  if (refusal == nullptr) {
    parts = parts_of(asked, std::get<casework::Decision>(outcome), pack);
  } else {
    parts.push_back({.stream = group_.front().stream, .records = {}, .body = {}});
    parts.front().body = refusal_body(asked, *refusal, pack);
  }
  if (is_told_by(parts, group_)) return;
  const auto& entry = group_.front();
  ++cases_[entry.stream].differing_acts;
  const Compared where{.at = entry.at,
                       .seq = entry.seq,
                       .stream = entry.stream,
                       .actor = order.actor.key,
                       .act = order.command->title};
  std::vector<casework::Fact> before;
  for (const auto& part : group_) {
    std::ranges::move(read_old(view(part)).facts, std::back_inserter(before));
  }
  const auto old_body = json::parse(entry.body);
  const auto* old_refusal = old_body.as_object().if_contains("refusal");
  if (refusal == nullptr && old_refusal == nullptr) {
    const auto& after = std::get<casework::Decision>(outcome).facts;
    add_sums(before, &DryRunReport::Sum::before_fen);
    add_sums(after, &DryRunReport::Sum::after_fen);
    return add(compare(before, after, where));
  }
  compare_refusals(where, before, outcome, asked.on);
}

/// Refused on one side at least.
void DryRun::compare_refusals(const Compared& where, const std::vector<casework::Fact>& before,
                              const casework::Outcome& outcome, std::string_view on) {
  const auto& entry = group_.front();
  const auto* refusal = std::get_if<casework::Refusal>(&outcome);
  const auto old_body = json::parse(entry.body);
  const auto* old_refusal = old_body.as_object().if_contains("refusal");
  Difference difference{.effect = Effect::other_refusal,
                        .at = entry.at,
                        .seq = entry.seq,
                        .stream = entry.stream,
                        .record = casework::RecordId{std::string(on)},
                        .actor = where.actor,
                        .act = where.act,
                        .what = {},
                        .before = {},
                        .after = {}};
  if (old_refusal != nullptr) {
    const auto* pack = shelf_.find(entry.pack_id, entry.pack_version);
    difference.before = {pack, std::string(text_of(old_refusal->as_object(), "code")), {}};
    for (const auto& rule :
         old_refusal->as_object().at("basis").as_object().at("rules").as_array()) {
      const int index = pack->find_rule(std::string_view(rule.as_string()));
      if (index >= 0) difference.before.basis.push_back(index);
    }
  } else {
    difference.effect = Effect::refused;
    add_sums(before, &DryRunReport::Sum::before_fen);
  }
  if (refusal != nullptr) {
    difference.after = {refusal->pack, refusal->code, refusal->basis};
  } else {
    difference.effect = Effect::allowed;
    add_sums(std::get<casework::Decision>(outcome).facts, &DryRunReport::Sum::after_fen);
  }
  add({std::move(difference)});
}

/// Told once a case: everything after it hangs on the same.
void DryRun::tell_unfollowed(const pack::Command* command, const casework::RecordId& on) {
  const auto& entry = group_.front();
  ++cases_[entry.stream].differing_acts;
  if (!unfollowed_.insert(entry.stream).second) return;
  add({{.effect = Effect::unfollowed,
        .at = entry.at,
        .seq = entry.seq,
        .stream = entry.stream,
        .record = on,
        .actor = entry.actor,
        .act = command == nullptr ? pack::Text{entry.command, "", entry.command} : command->title,
        .what = {},
        .before = {},
        .after = {}}});
}

void DryRun::pass_time_to(Instant now) {
  for (;;) {
    const auto timer = world_.next_timer();
    const auto run = std::ranges::min_element(runs_, {}, &Run::due);
    const bool is_scheduled =
        run != runs_.end() && run->due <= now && (!timer || run->due < timer->first);
    if (is_scheduled) {
      run_schedules(run->due);
      continue;
    }
    if (!timer || timer->first > now) break;
    const auto record = world_.find(timer->second);
    const auto step = casework::advance(world_, *record, now);
    if (!step) break;
    const Actor clock{Actor::Kind::clock, {}};
    happened(record->pack(), "clock.pass", {clock, {}, "{}"}, step->at,
             std::get<casework::Decision>(step->outcome));
  }
}

void DryRun::run_schedules(Instant at) {
  for (auto& run : runs_) {
    if (run.due != at) continue;
    for (const auto& order : casework::scheduled_orders(world_, *run.schedule, *run.pack, at)) {
      const auto outcome = casework::decide(world_, order, at);
      const auto input = inputs_json(order);
      const auto& target = order.on.is_empty() ? order.parent : order.on;
      const Asked asked{order.actor, target.text, input};
      const auto& pack = *order.command->type->pack;
      if (const auto* decision = std::get_if<casework::Decision>(&outcome)) {
        happened(pack, order.command->name, asked, at, *decision);
        continue;
      }
      const auto& refusal = std::get<casework::Refusal>(outcome);
      const auto record = target.is_empty() ? nullptr : world_.find(target);
      settle(
          drafted_, decided_,
          {record != nullptr ? record->stream.text : pack.id + ".refused." + order.command->name,
           order.command->name, refusal_body(asked, refusal, pack), at, 0, pack.id, pack.version});
    }
    run.due = casework::next_run(world_, *run.schedule, *run.pack, at);
  }
}

/// What the clock or the system does under the draft.
void DryRun::happened(const pack::Pack& pack, std::string_view command, const Asked& asked,
                      Instant at, const casework::Decision& decision) {
  for (auto& part : parts_of(asked, decision, pack)) {
    settle(drafted_, decided_,
           {part.stream, std::string(command), std::move(part.body), at, 0, pack.id, pack.version});
  }
  world_.take(decision);
}

void DryRun::settle(Pending& mine, Pending& theirs, Consequence made) {
  auto key = made.stream + '\n' + made.command + '\n' + to_utc_text(made.at) + '\n' + made.body;
  if (const auto equal = theirs.find(key); equal != theirs.end()) {
    theirs.erase(equal);
    return;
  }
  mine.emplace(std::move(key), std::move(made));
}

void DryRun::add(std::vector<Difference> differences) {
  std::ranges::move(differences, std::back_inserter(report_.differences));
}

/// What the clock did on one side only, or otherwise on the other.
void DryRun::compare_consequences() {
  struct Done {
    Consequence made;
    std::vector<casework::Fact> facts;
  };
  // By case and by what was done first in the act.
  std::map<std::string, std::pair<std::vector<Done>, std::vector<Done>>> acts;
  const auto put = [&](const Consequence& made, bool is_old) {
    journal::EntryView entry;
    entry.at = made.at;
    entry.pack_id = made.pack_id;
    entry.pack_version = made.pack_version;
    entry.body = made.body;
    auto facts = is_old ? read_old(entry).facts : read_new(entry).facts;
    if (facts.empty()) return;  // a refusal of the clock's own order changes nothing for anyone
    auto& [before, after] = acts[made.stream + '\n' + kind_of(facts.front())];
    (is_old ? before : after).push_back({made, std::move(facts)});
  };
  for (const auto& [key, made] : decided_) put(made, true);
  for (const auto& [key, made] : drafted_) put(made, false);
  for (auto& [kind, sides] : acts) {
    auto& [before, after] = sides;
    const auto moment = [](const Done& done) { return done.made.at; };
    std::ranges::sort(before, {}, moment);
    std::ranges::sort(after, {}, moment);
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
      static const std::vector<casework::Fact> nothing;
      const auto* old_done = i < before.size() ? &before[i] : nullptr;
      const auto* new_done = i < after.size() ? &after[i] : nullptr;
      const auto& made = new_done != nullptr ? new_done->made : old_done->made;
      const auto& old_facts = old_done != nullptr ? old_done->facts : nothing;
      const auto& new_facts = new_done != nullptr ? new_done->facts : nothing;
      const Compared where{.at = made.at,
                           .seq = old_done != nullptr ? old_done->made.seq : 0,
                           .stream = made.stream,
                           .actor = {},
                           .act = {"时限到", "時限到", "The clock"}};
      auto found = compare(old_facts, new_facts, where);
      if (old_done == nullptr || new_done == nullptr) keep_the_gist(found);
      add_sums(old_facts, &DryRunReport::Sum::before_fen);
      add_sums(new_facts, &DryRunReport::Sum::after_fen);
      add(std::move(found));
    }
  }
}

void DryRun::add_sums(const std::vector<casework::Fact>& facts,
                      std::int64_t DryRunReport::Sum::*side) {
  for (const auto& fact : facts) {
    for (auto& [name, part] : amounts_of(fact)) {
      auto& sum = sums_[casework::make_id(*fact.type, fact.key).text][name];
      sum.what = part.first;
      sum.*side += part.second;
    }
  }
}

/// A record that is not there under the draft, or a stream of refused beginnings
/// (`pack.refused.command`), is seen by whoever sees all of the type.
bool DryRun::sees(const std::string& id) const {
  if (sees_.everything) return true;
  if (const auto record = world_.find({id})) return is_visible(sees_, *record);
  const auto first = id.find('.'), second = id.find('.', first + 1);
  if (first == std::string::npos || second == std::string::npos) return false;
  const auto* pack = in_force(id.substr(0, first), last_);
  if (pack == nullptr) return false;
  auto type = id.substr(first + 1, second - first - 1);
  if (type == "refused") {
    const auto* command = pack->find_command(id.substr(second + 1));
    if (command == nullptr) return false;
    type = command->type->name;
  }
  const auto* grant = sees_.find(pack->id, type);
  return grant != nullptr && grant->all;
}

/// Counts what may be told, and puts it in the order of time.
void DryRun::sum_up() {
  std::erase_if(report_.differences, [&](const Difference& one) {
    return !sees(one.stream) || (!one.record.is_empty() && !sees(one.record.text));
  });
  std::map<Effect, std::set<std::string_view>> cases;
  std::set<std::string_view> differing;
  for (const auto& difference : report_.differences) {
    ++report_.effects[difference.effect].differences;
    cases[difference.effect].insert(difference.stream);
    differing.insert(difference.stream);
  }
  for (const auto& [effect, streams] : cases)
    report_.effects[effect].cases = static_cast<std::int64_t>(streams.size());
  report_.differing_cases = static_cast<std::int64_t>(differing.size());
  for (const auto& [stream, counts] : cases_) {
    if (!sees(stream)) continue;
    ++report_.cases;
    report_.acts += counts.acts;
    report_.clock_acts += counts.clock_acts;
    report_.differing_acts += counts.differing_acts;
  }
  for (const auto& [record, sums] : sums_) {
    if (!sees(record)) continue;
    for (const auto& [name, part] : sums) {
      auto& sum = report_.sums[name];
      sum.what = part.what;
      sum.before_fen += part.before_fen;
      sum.after_fen += part.after_fen;
    }
  }
  std::erase_if(report_.sums,
                [](const auto& sum) { return sum.second.before_fen == sum.second.after_fen; });
  std::ranges::stable_sort(report_.differences, {}, &Difference::at);
}

DryRunReport DryRun::finish() {
  close_group();
  if (begun_) pass_time_to(last_);
  compare_consequences();
  sum_up();
  return std::move(report_);
}

}  // namespace guiju::app
