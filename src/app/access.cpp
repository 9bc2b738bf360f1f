#include "app/access.hpp"

#include <algorithm>

namespace guiju::app {
namespace {

/// Those in force, and behind them the others, the latest first: of a type that has gone out of its
/// regulation there may still be records.
std::vector<const pack::Pack*> ruling(const std::vector<const pack::Pack*>& in_force,
                                      const Shelf& shelf) {
  auto packs = in_force;
  const auto all = shelf.all();
  packs.insert(packs.end(), all.rbegin(), all.rend());
  return packs;
}

}  // namespace

Access::Access(const Shelf& shelf)
    : shelf_(shelf), directory_(std::make_shared<const casework::Directory>()) {}

std::shared_ptr<const casework::Directory> Access::directory() const {
  const std::lock_guard lock(mutex_);
  return directory_;
}

void Access::replace(std::shared_ptr<const casework::Directory> directory) {
  const std::lock_guard lock(mutex_);
  directory_ = std::move(directory);
  principals_.clear();
}

void Access::take(std::span<const casework::RecordPtr> records) {
  if (std::ranges::none_of(
          records, [](const auto& record) { return casework::Directory::is_read_from(*record); })) {
    return;
  }
  const std::lock_guard lock(mutex_);
  auto changed = std::make_shared<casework::Directory>(*directory_);
  for (const auto& record : records) changed->take(*record);
  directory_ = std::move(changed);
  principals_.clear();
}

std::shared_ptr<const Principal> Access::find(std::string_view person, Instant now) const {
  const auto& in_force = shelf_.all_in_force(now);
  const std::lock_guard lock(mutex_);
  if (&in_force != in_force_) principals_.clear();
  in_force_ = &in_force;
  const std::string key(person);
  if (const auto known = principals_.find(key); known != principals_.end()) return known->second;
  const casework::Person* found = directory_->find_person(person);
  if (found == nullptr || !found->active) return nullptr;
  auto principal = std::make_shared<const Principal>(
      Principal{directory_, found, visibility_of(*found, ruling(in_force, shelf_))});
  principals_.emplace(key, principal);
  return principal;
}

}  // namespace guiju::app
