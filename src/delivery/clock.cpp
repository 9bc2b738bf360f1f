#include "delivery/clock.hpp"

#include <chrono>

namespace guiju::delivery {

Instant RealClock::now() const {
  return std::chrono::floor<Seconds>(std::chrono::system_clock::now());
}

bool MovableClock::advance_to(Instant time) {
  const std::int64_t wanted = time.time_since_epoch().count();
  std::int64_t present = seconds_.load();
  while (present <= wanted) {
    if (seconds_.compare_exchange_weak(present, wanted)) return true;
  }
  return false;
}

}  // namespace guiju::delivery
