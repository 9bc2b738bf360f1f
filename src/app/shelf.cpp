#include "app/shelf.hpp"

#include <algorithm>
#include <set>

namespace guiju::app {

Shelf::Shelf() { publish({}); }

void Shelf::add(std::shared_ptr<const pack::Pack> pack, std::optional<Term> term) {
  const std::lock_guard lock(writing_);
  auto versions = now().versions;
  versions.push_back({std::move(pack), term});
  publish(std::move(versions));
}

void Shelf::set_term(const pack::Pack& pack, std::optional<Term> term) {
  const std::lock_guard lock(writing_);
  auto versions = now().versions;
  const auto found =
      std::ranges::find(versions, &pack, [](const auto& one) { return one.pack.get(); });
  if (found == versions.end() || found->term == term) return;
  found->term = term;
  publish(std::move(versions));
}

void Shelf::publish(std::vector<Version> versions) {
  auto state = std::make_unique<State>();
  std::set<Instant> moments{Instant::min()};
  for (const auto& version : versions) {
    if (version.term) moments.insert({version.term->from, version.term->until});
  }
  for (const Instant at : moments) {
    Period period{at, {}};
    std::vector<Instant> since;  // beside `packs`
    for (const auto& [pack, term] : versions) {
      if (!term || at < term->from || at >= term->until) continue;
      const auto known = std::ranges::find(period.packs, pack->id, &pack::Pack::id);
      if (known == period.packs.end()) {
        period.packs.push_back(pack.get());
        since.push_back(term->from);
        continue;
      }
      auto& began = since[static_cast<std::size_t>(known - period.packs.begin())];
      if (term->from < began) continue;
      *known = pack.get();
      began = term->from;
    }
    state->periods.push_back(std::move(period));
  }
  state->versions = std::move(versions);
  states_.push_back(std::move(state));
  now_.store(states_.back().get(), std::memory_order_release);
}

const std::vector<const pack::Pack*>& Shelf::all_in_force(Instant at) const {
  const auto& periods = now().periods;
  return std::prev(std::ranges::upper_bound(periods, at, {}, &Period::from))->packs;
}

const pack::Pack* Shelf::in_force(std::string_view id, Instant at) const {
  const auto& packs = all_in_force(at);
  const auto found = std::ranges::find(packs, id, &pack::Pack::id);
  return found == packs.end() ? nullptr : *found;
}

const pack::Pack* Shelf::find(std::string_view id, std::string_view version) const {
  const auto& versions = now().versions;
  const auto found = std::find_if(versions.rbegin(), versions.rend(), [&](const auto& one) {
    return one.pack->id == id && one.pack->version == version;
  });
  return found == versions.rend() ? nullptr : found->pack.get();
}

std::vector<const pack::Pack*> Shelf::all() const {
  std::vector<const pack::Pack*> packs;
  for (const auto& version : now().versions) packs.push_back(version.pack.get());
  return packs;
}

std::vector<std::pair<const pack::Pack*, Term>> Shelf::versions(std::string_view id) const {
  std::vector<std::pair<const pack::Pack*, Term>> found;
  for (const auto& [pack, term] : now().versions) {
    if (term && pack->id == id) found.emplace_back(pack.get(), *term);
  }
  std::ranges::stable_sort(found, {}, [](const auto& one) { return one.second.from; });
  return found;
}

}  // namespace guiju::app
