#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <span>
#include <thread>

#include "app/desk.hpp"
#include "app/log.hpp"
#include "app/ports.hpp"
#include "app/time_source.hpp"
#include "casework/view.hpp"

namespace guiju::delivery {

/// Lets the clock act: warnings, breaches, lapses and scheduled reports, each journaled when its
/// moment has come, by a thread of its own. What became due while nobody ran it is done at the
/// start, moment by moment.
class TimerRunner {
 public:
  TimerRunner(app::Store& store, const app::Desk& desk, const app::TimeSource& time, app::Log& log);
  /// Finishes the transaction under way.
  ~TimerRunner();
  /// Called once; until then nothing is done.
  void start();
  TimerRunner(const TimerRunner&) = delete;
  TimerRunner& operator=(const TimerRunner&) = delete;

  /// The clock was moved, or something may be due sooner than was known.
  void wake();
  /// Wakes when one of the records has a timer sooner than the one that is waited for. Any thread.
  void consider(std::span<const casework::RecordPtr> records);
  /// Waits until nothing is due at the present time of the clock. For tests and `POST /clock`.
  void wait_until_idle();

 private:
  void run();
  /// Does all that is due; the moment of the next thing, if there is any.
  std::optional<Instant> work_off();
  void wait_for(std::optional<Instant> next);

  app::Store& store_;
  const app::Desk& desk_;
  const app::TimeSource& time_;
  app::Log& log_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool woken_ = false;
  bool idle_ = false;
  std::optional<Instant> next_;
  std::thread thread_;
};

}  // namespace guiju::delivery
