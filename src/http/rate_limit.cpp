#include "http/rate_limit.hpp"

namespace guiju::http {
namespace {

/// Somebody who tries ever new names must not fill the memory: beyond this everyone waits.
constexpr std::size_t names_max = 100'000;

}  // namespace

bool RateLimit::begin(std::string_view name, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (counts_.size() >= names_max) {
    forget_old(now);
    if (counts_.size() >= names_max) return false;
  }
  auto [at, is_new] = counts_.try_emplace(std::string(name), Count{0, now});
  Count& count = at->second;
  if (!is_new && now - count.since >= window_) count = {0, now};
  if (count.used >= tries_) return false;
  ++count.used;
  return true;
}

void RateLimit::give_back(std::string_view name, int tries) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(std::string(name));
  if (found == counts_.end()) return;
  found->second.used -= tries;
  if (found->second.used <= 0) counts_.erase(found);
}

int RateLimit::give_back_all(std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(std::string(name));
  if (found == counts_.end()) return 0;
  const int tries = found->second.used;
  counts_.erase(found);
  return tries;
}

void RateLimit::forget_old(Clock::time_point now) {
  for (auto at = counts_.begin(); at != counts_.end();) {
    at = now - at->second.since >= window_ ? counts_.erase(at) : std::next(at);
  }
}

}  // namespace guiju::http
