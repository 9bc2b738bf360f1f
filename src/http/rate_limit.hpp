#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace guiju::http {

/// Counts tries by name and lets no more than `tries` begin within `window`. A try that succeeds is
/// given back, so that only failures use it up. Any thread.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;
  RateLimit(int tries, std::chrono::seconds window) : tries_(tries), window_(window) {}

  /// True when one more may begin now; it then counts.
  bool begin(std::string_view name, Clock::time_point now);
  void give_back(std::string_view name, int tries = 1);
  /// All that count now; how many.
  int give_back_all(std::string_view name);

 private:
  struct Count {
    int used = 0;
    Clock::time_point since;
  };
  void forget_old(Clock::time_point now);

  const int tries_;
  const std::chrono::seconds window_;
  std::mutex mutex_;
  std::unordered_map<std::string, Count> counts_;
};

}  // namespace guiju::http
