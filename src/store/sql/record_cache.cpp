#include "store/sql/record_cache.hpp"

namespace guiju::store {

const RecordCache::Item* RecordCache::find(const std::string& id) {
  const auto found = places_.find(id);
  if (found == places_.end()) return nullptr;
  order_.splice(order_.begin(), order_, found->second);
  return &found->second->second;
}

void RecordCache::put(const std::string& id, Item item) {
  const auto found = places_.find(id);
  if (found != places_.end()) {
    found->second->second = std::move(item);
    order_.splice(order_.begin(), order_, found->second);
    return;
  }
  order_.emplace_front(id, std::move(item));
  places_.emplace(order_.front().first, order_.begin());
  if (order_.size() <= size_max_) return;
  places_.erase(order_.back().first);
  order_.pop_back();
}

void RecordCache::clear() {
  places_.clear();
  order_.clear();
}

}  // namespace guiju::store
