#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace guiju::http {

/// How many connections there are, and from which addresses. Any thread.
class Census {
 public:
  /// Whatever `connections_max` says, there are never more than the process may have files, less
  /// some for all else. `per_address_max` 0: any.
  Census(int connections_max, int per_address_max);

  /// False when there is no room for one more from there.
  bool enter(const std::string& address);
  /// Precondition: it was let in.
  void leave(const std::string& address);

 private:
  const std::size_t max_;
  const int per_address_max_;
  std::mutex mutex_;
  std::size_t count_ = 0;
  std::unordered_map<std::string, int> by_address_;
};

}  // namespace guiju::http
