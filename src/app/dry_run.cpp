#include "app/dry_run.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <tuple>

#include "app/dry_run_compare.hpp"
#include "app/edition.hpp"

namespace guiju::app {

namespace json = boost::json;

namespace {

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
    : packs_{shelf, draft},
      from_(from),
      to_(to),
      sees_(std::move(sees)),
      packs_at_end_(packs_.all_in_force(to - Seconds{1})),
      reader_(packs_, from),
      play_(packs_, from) {}

void DryRun::take(journal::Entry entry) {
  if (auto act = read(std::move(entry))) compare(play(*std::move(act)));
}

void DryRun::compare(PlayedAct played) {
  const auto& act = played.act;
  for (const auto& made : played.consequences) settle(made);
  if (act.kind == JournaledAct::Kind::before || !is_told(act.entry().at)) return;
  if (act.entry().command == version_change) return;  // under the draft from the beginning
  auto& counts = cases_[act.entry().stream];
  if (act.kind == JournaledAct::Kind::consequence) {
    ++counts.clock_acts;
    for (auto& entry : played.act.entries) {
      settle(decided_, drafted_,
             {std::move(entry.stream), std::move(entry.command), std::move(entry.body), entry.at,
              entry.seq, std::move(entry.pack_id), std::move(entry.pack_version)});
    }
    return;
  }
  if (act.command == nullptr && act.changes_nothing) return;  // a note
  if (act.command != nullptr) ++counts.acts;
  if (played.outcome) {
    compare_act(played);
  } else {
    tell_unfollowed(played);
  }
}

void DryRun::compare_act(const PlayedAct& played) {
  const auto& entries = played.act.entries;
  const auto& entry = entries.front();
  const auto* refusal = std::get_if<casework::Refusal>(&*played.outcome);
  const Asked asked{played.act.by, played.act.on.text, {}};
  const auto& pack = *played.command->type->pack;
  std::vector<StreamPart> parts;
  if (refusal == nullptr) {
    parts = parts_of(asked, std::get<casework::Decision>(*played.outcome), pack);
  } else {
    parts.push_back({.stream = entry.stream, .records = {}, .body = {}});
    parts.front().body = refusal_body(asked, *refusal, pack);
  }
  if (is_told_by(parts, entries)) return;
  ++cases_[entry.stream].differing_acts;
  const Compared where{.at = entry.at,
                       .seq = entry.seq,
                       .stream = entry.stream,
                       .actor = played.act.by.key,
                       .act = played.command->title};
  std::vector<casework::Fact> before;
  for (const auto& part : entries) {
    std::ranges::move(packs_.read_old(view(part)).facts, std::back_inserter(before));
  }
  const auto old_body = json::parse(entry.body);
  if (refusal == nullptr && old_body.as_object().if_contains("refusal") == nullptr) {
    const auto& after = std::get<casework::Decision>(*played.outcome).facts;
    add_sums(before, &DryRunReport::Sum::before_fen);
    add_sums(after, &DryRunReport::Sum::after_fen);
    return add(app::compare(before, after, where));
  }
  compare_refusals(where, before, played);
}

/// Refused on one side at least.
void DryRun::compare_refusals(const Compared& where, const std::vector<casework::Fact>& before,
                              const PlayedAct& played) {
  const auto& entry = played.act.entry();
  const auto* refusal = std::get_if<casework::Refusal>(&*played.outcome);
  const auto old_body = json::parse(entry.body);
  const auto* old_refusal = old_body.as_object().if_contains("refusal");
  Difference difference{.effect = Effect::other_refusal,
                        .at = entry.at,
                        .seq = entry.seq,
                        .stream = entry.stream,
                        .record = played.act.on,
                        .actor = where.actor,
                        .act = where.act,
                        .what = {},
                        .before = {},
                        .after = {}};
  if (old_refusal != nullptr) {
    const auto* pack = packs_.shelf.find(entry.pack_id, entry.pack_version);
    const auto& told = old_refusal->as_object();
    difference.before = {pack, std::string(told.at("code").as_string()), {}};
    for (const auto& rule : told.at("basis").as_object().at("rules").as_array()) {
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
    add_sums(std::get<casework::Decision>(*played.outcome).facts, &DryRunReport::Sum::after_fen);
  }
  add({std::move(difference)});
}

/// Told once a case: everything after it hangs on the same.
void DryRun::tell_unfollowed(const PlayedAct& played) {
  const auto& entry = played.act.entry();
  const auto* command = played.command;
  ++cases_[entry.stream].differing_acts;
  if (!unfollowed_.insert(entry.stream).second) return;
  add({{.effect = Effect::unfollowed,
        .at = entry.at,
        .seq = entry.seq,
        .stream = entry.stream,
        .record = played.act.on,
        .actor = entry.actor,
        .act = command == nullptr ? pack::Text{entry.command, "", entry.command} : command->title,
        .what = {},
        .before = {},
        .after = {}}});
}

bool DryRun::Kept::operator==(const Kept& other) const {
  return at == other.at && stream == other.stream && command == other.command && body == other.body;
}

void DryRun::settle(const Consequence& made) {
  if (!is_told(made.at)) return;
  const Asked asked{made.by, made.on, made.input};
  const auto settle_one = [&](std::string stream, std::string body) {
    settle(drafted_, decided_,
           {std::move(stream), made.command, std::move(body), made.at, 0, made.pack->id,
            made.pack->version});
  };
  if (const auto* refusal = std::get_if<casework::Refusal>(&made.outcome))
    return settle_one(made.stream, refusal_body(asked, *refusal, *made.pack));
  for (auto& part : parts_of(asked, std::get<casework::Decision>(made.outcome), *made.pack))
    settle_one(std::move(part.stream), std::move(part.body));
}

void DryRun::settle(Pending& mine, Pending& theirs, Kept made) const {
  const auto hash = std::hash<std::string>()(made.body);
  const auto [first, last] = theirs.equal_range(hash);
  for (auto equal = first; equal != last; ++equal) {
    if (equal->second == made) {
      theirs.erase(equal);
      return;
    }
  }
  mine.emplace(hash, std::move(made));
}

void DryRun::add(std::vector<Difference> differences) {
  std::ranges::move(differences, std::back_inserter(report_.differences));
}

struct DryRun::Done {
  const Kept* made;
  std::vector<casework::Fact> facts;
};

/// What the clock did on one side only, or otherwise on the other; case by case, so that no more
/// than a case of it is read at a time.
void DryRun::compare_consequences() {
  std::vector<std::pair<const Kept*, bool>> all;
  for (const auto& [hash, made] : decided_) all.emplace_back(&made, true);
  for (const auto& [hash, made] : drafted_) all.emplace_back(&made, false);
  std::ranges::sort(all, [](const auto& a, const auto& b) {
    const auto rank = [](const auto& one) {
      return std::tie(one.first->stream, one.first->at, one.first->seq, one.first->body);
    };
    return rank(a) < rank(b);
  });
  for (std::size_t i = 0, end = 0; i < all.size(); i = end) {
    while (end < all.size() && all[end].first->stream == all[i].first->stream) ++end;
    compare_consequences_of(std::span(all).subspan(i, end - i));
  }
}

void DryRun::compare_consequences_of(std::span<const std::pair<const Kept*, bool>> stream) {
  std::map<std::string, std::pair<std::vector<Done>, std::vector<Done>>> acts;  // by first fact
  for (const auto& [made, is_old] : stream) {
    journal::EntryView entry;
    entry.at = made->at;
    entry.pack_id = made->pack_id;
    entry.pack_version = made->pack_version;
    entry.body = made->body;
    auto facts = is_old ? packs_.read_old(entry).facts : packs_.read_new(entry).facts;
    if (facts.empty()) continue;  // a refusal of the clock's own order changes nothing for anyone
    auto& [before, after] = acts[kind_of(facts.front())];
    (is_old ? before : after).push_back({made, std::move(facts)});
  }
  for (const auto& [kind, sides] : acts) {
    const auto& [before, after] = sides;
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
      compare_done(i < before.size() ? &before[i] : nullptr,
                   i < after.size() ? &after[i] : nullptr);
    }
  }
}

/// The same on both sides, or null where a side has nothing of the kind.
void DryRun::compare_done(const Done* before, const Done* after) {
  static const std::vector<casework::Fact> nothing;
  const auto& made = *(after != nullptr ? after : before)->made;
  const auto& old_facts = before != nullptr ? before->facts : nothing;
  const auto& new_facts = after != nullptr ? after->facts : nothing;
  const Compared where{.at = made.at,
                       .seq = before != nullptr ? before->made->seq : 0,
                       .stream = made.stream,
                       .actor = {},
                       .act = {"时限到", "時限到", "The clock"}};
  auto found = app::compare(old_facts, new_facts, where);
  if (before == nullptr || after == nullptr) keep_the_gist(found);
  add_sums(old_facts, &DryRunReport::Sum::before_fen);
  add_sums(new_facts, &DryRunReport::Sum::after_fen);
  add(std::move(found));
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

bool DryRun::sees(const std::string& id) const {
  return is_visible(sees_, world(), id, packs_at_end_);
}

/// Counts what may be told, and puts it in the order of time.
void DryRun::sum_up() {
  for (const auto& record : play_.left_out())
    report_.left_out += is_visible(sees_, *record) ? 1 : 0;
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
  if (auto act = read_last()) compare(play(*std::move(act)));
  for (const auto& made : play_.finish()) settle(made);
  compare_consequences();
  sum_up();
  return std::move(report_);
}

}  // namespace guiju::app
