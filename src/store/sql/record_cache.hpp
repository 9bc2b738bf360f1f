#pragma once

#include <list>
#include <string>
#include <unordered_map>

#include "casework/view.hpp"

namespace guiju::store {

/// Records that were read or written of late, with their rids: the least lately used make room.
class RecordCache {
 public:
  struct Item {
    std::int64_t rid = 0;
    casework::RecordPtr record;
  };
  explicit RecordCache(std::size_t size_max) : size_max_(size_max) {}

  const Item* find(const std::string& id);
  void put(const std::string& id, Item item);
  void clear();

 private:
  using Order = std::list<std::pair<std::string, Item>>;  // the latest first
  std::size_t size_max_;
  Order order_;
  std::unordered_map<std::string_view, Order::iterator> places_;  // into the ids of `order_`
};

}  // namespace guiju::store
