#include "app/shelf.hpp"

#include <algorithm>

namespace guiju::app {

void Shelf::add(std::shared_ptr<const pack::Pack> pack) { packs_.push_back(std::move(pack)); }

const pack::Pack* Shelf::in_force(std::string_view id) const {
  const auto found = std::find_if(packs_.rbegin(), packs_.rend(),
                                  [&](const auto& pack) { return pack->id == id; });
  return found == packs_.rend() ? nullptr : found->get();
}

const pack::Pack* Shelf::find(std::string_view id, std::string_view version) const {
  const auto found = std::find_if(packs_.rbegin(), packs_.rend(), [&](const auto& pack) {
    return pack->id == id && pack->version == version;
  });
  return found == packs_.rend() ? nullptr : found->get();
}

std::vector<const pack::Pack*> Shelf::versions(std::string_view id) const {
  std::vector<const pack::Pack*> out;
  for (const auto& pack : packs_) {
    if (pack->id == id) out.push_back(pack.get());
  }
  return out;
}

std::vector<const pack::Pack*> Shelf::all_in_force() const {
  std::vector<const pack::Pack*> out;
  for (const auto& pack : packs_) {
    const auto* current = in_force(pack->id);
    if (std::find(out.begin(), out.end(), current) == out.end()) out.push_back(current);
  }
  return out;
}

}  // namespace guiju::app
