#pragma once

#include <atomic>

#include "app/time_source.hpp"

namespace guiju::delivery {

/// The host's clock.
class RealClock final : public app::TimeSource {
 public:
  Instant now() const override;
  bool is_virtual() const override { return false; }
  bool advance_to(Instant) override { return false; }
};

/// A clock that stands still until it is moved: for demonstrations and tests.
class MovableClock final : public app::TimeSource {
 public:
  explicit MovableClock(Instant start) : seconds_(start.time_since_epoch().count()) {}
  Instant now() const override { return Instant{Seconds{seconds_.load()}}; }
  bool is_virtual() const override { return true; }
  bool advance_to(Instant time) override;

 private:
  std::atomic<std::int64_t> seconds_;
};

}  // namespace guiju::delivery
