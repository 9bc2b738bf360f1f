#include "http/census.hpp"

#include <sys/resource.h>

#include <algorithm>

#include "http/own_machine.hpp"

namespace guiju::http {
namespace {

/// That a server may want besides connections: databases, contents, the log.
constexpr std::size_t other_files = 128;

std::size_t files_for_connections() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const auto files = static_cast<std::size_t>(limit.rlim_cur);
  return files - std::min(files / 2, other_files);
}

}  // namespace

Census::Census(int connections_max, int per_address_max)
    : max_(std::min(static_cast<std::size_t>(connections_max), files_for_connections())),
      per_address_max_(per_address_max) {}

bool Census::enter(const std::string& address) {
  const std::lock_guard lock(mutex_);
  if (count_ >= max_) return false;
  int& of_address = by_address_[address];
  const bool is_counted = per_address_max_ > 0 && !is_of_this_machine(address);
  if (is_counted && of_address >= per_address_max_) return false;
  ++of_address;
  ++count_;
  return true;
}

void Census::leave(const std::string& address) {
  const std::lock_guard lock(mutex_);
  --count_;
  const auto found = by_address_.find(address);
  if (--found->second == 0) by_address_.erase(found);
}

}  // namespace guiju::http
