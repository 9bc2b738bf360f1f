#pragma once

#include "base/time.hpp"

namespace guiju::app {

/// 时间. The time by which the company decides: the real one, or in demonstrations and tests one
/// that stands still until somebody moves it. Any thread.
class TimeSource {
 public:
  virtual ~TimeSource() = default;
  virtual Instant now() const = 0;
  virtual bool is_virtual() const = 0;
  /// Moves a virtual clock forward; false for the real one, and for a time before `now`.
  virtual bool advance_to(Instant time) = 0;
};

}  // namespace guiju::app
