#include "app/dry_run_acts.hpp"

#include <algorithm>
#include <utility>

#include "app/json_text.hpp"

namespace guiju::app {

namespace json = boost::json;
using casework::Actor;

namespace {

/// What follows from something else: the clock's own acts, and a breach put on record beside a
/// refusal.
bool is_consequence(const journal::Entry& entry) {
  const std::string_view body = entry.body;
  return body.starts_with(R"({"by":{"kind":"clock")") ||
         (entry.command == "breach.record" && body.starts_with(R"({"by":{"kind":"system")"));
}

std::variant<casework::Order, BadInput> order_in(const json::object& asked,
                                                 const pack::Command& command, Actor by) {
  static const json::object nothing;
  const auto* input = asked.if_contains("input");
  return read_order(command, input == nullptr ? nothing : input->as_object(), std::move(by));
}

}  // namespace

const pack::Pack* DraftedPacks::find(std::string_view id, std::string_view version) const {
  return id == draft.id ? &draft : shelf.find(id, version);
}

std::vector<const pack::Pack*> DraftedPacks::all_in_force(Instant at) const {
  auto packs = shelf.all_in_force(at);
  std::ranges::replace(packs, draft.id, &draft, &pack::Pack::id);
  return packs;
}

JournaledDecision DraftedPacks::read_old(const journal::EntryView& entry) const {
  return read_decision(entry, [&](std::string_view id, std::string_view version) {
    return shelf.find(id, version);
  });
}

JournaledDecision DraftedPacks::read_new(const journal::EntryView& entry) const {
  return read_decision(
      entry, [&](std::string_view id, std::string_view version) { return find(id, version); });
}

std::variant<casework::Order, BadInput> read_asked_order(const journal::Entry& entry,
                                                         const pack::Command& command) {
  const auto asked = asked_in(entry.body);
  return order_in(asked, command, actor_of(asked));
}

std::optional<JournaledAct> ActReader::take(journal::Entry entry) {
  std::optional<JournaledAct> act;
  if (!group_.empty() && !is_part(entry)) act = read(std::exchange(group_, {}));
  group_.push_back(std::move(entry));
  return act;
}

std::optional<JournaledAct> ActReader::finish() {
  if (group_.empty()) return std::nullopt;
  return read(std::exchange(group_, {}));
}

JournaledAct ActReader::read(std::vector<journal::Entry> entries) {
  JournaledAct act;
  act.entries = std::move(entries);
  has_begun_ = has_begun_ || act.entry().at >= from_;
  if (!has_begun_) {
    act.kind = JournaledAct::Kind::before;
    for (const auto& entry : act.entries) act.told.push_back(packs_.read_old(view(entry)));
  } else if (!is_consequence(act.entry())) {
    act.kind = JournaledAct::Kind::asked;
    read_asked(act);
  }
  return act;
}

void ActReader::read_asked(JournaledAct& act) const {
  const auto& entry = act.entry();
  const auto asked = asked_in(entry.body);
  act.by = actor_of(asked);
  act.on = casework::RecordId{std::string(text_of(asked, "on"))};
  act.changes_nothing = is_note(entry.body);
  const auto* pack = packs_.find(entry.pack_id, entry.pack_version);
  act.command = pack == nullptr ? nullptr : pack->find_command(entry.command);
  if (act.command != nullptr) act.order = order_in(asked, *act.command, act.by);
}

}  // namespace guiju::app
