#include "delivery/timer_runner.hpp"

#include <chrono>

namespace guiju::delivery {
namespace {

/// Steps of one transaction: others get their turn between two of them.
constexpr std::size_t steps_max = 128;
constexpr auto longest_wait = std::chrono::seconds(30);
constexpr auto shortest_wait = std::chrono::milliseconds(50);
constexpr auto wait_after_fault = std::chrono::seconds(1);

}  // namespace

TimerRunner::TimerRunner(app::Store& store, const app::Desk& desk, const app::TimeSource& time,
                         app::Log& log)
    : store_(store), desk_(desk), time_(time), log_(log) {}

void TimerRunner::start() {
  thread_ = std::thread([this] { run(); });
}

TimerRunner::~TimerRunner() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void TimerRunner::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    idle_ = false;
  }
  changed_.notify_all();
}

void TimerRunner::consider(std::span<const casework::RecordPtr> records) {
  std::optional<Instant> soonest;
  for (const auto& record : records) {
    const auto timer = casework::next_timer(*record);
    if (timer && (!soonest || *timer < *soonest)) soonest = timer;
  }
  if (!soonest) return;
  {
    const std::lock_guard lock(mutex_);
    if (next_ && *next_ <= *soonest) return;
  }
  wake();
}

void TimerRunner::wait_until_idle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return idle_ || stopping_; });
}

void TimerRunner::run() {
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      woken_ = false;
    }
    try {
      wait_for(work_off());
    } catch (const std::exception& fault) {
      log_.write(app::Log::Level::error, "timers not run", {{"fault", fault.what()}});
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, wait_after_fault, [this] { return stopping_; });
    }
  }
}

std::optional<Instant> TimerRunner::work_off() {
  for (;;) {
    std::size_t steps = 0;
    std::optional<Instant> next_schedule;
    store_.write([&](app::UnitOfWork& unit) {
      const Instant now = time_.now();
      next_schedule = desk_.next_schedule(unit, now);
      steps = desk_.run_timers(unit, now, now, steps_max).steps;
      if (steps > 0) next_schedule = desk_.next_schedule(unit, now);
    });
    if (steps == steps_max) continue;
    const auto next_timer = store_.next_timer();
    if (!next_timer || (next_schedule && *next_schedule < *next_timer)) return next_schedule;
    return next_timer;
  }
}

void TimerRunner::wait_for(std::optional<Instant> next) {
  std::unique_lock lock(mutex_);
  next_ = next;
  if (woken_ || stopping_) return;
  idle_ = true;
  changed_.notify_all();
  const auto is_called = [this] { return woken_ || stopping_; };
  if (time_.is_virtual()) {
    changed_.wait(lock, is_called);
    return;
  }
  // The clock tells whole seconds: the last of them is waited for in small steps.
  for (;;) {
    const auto left = next ? *next - time_.now() : Seconds{longest_wait};
    if (left <= Seconds{0}) break;
    const auto wait =
        left > Seconds{1} ? std::chrono::milliseconds(left - Seconds{1}) : shortest_wait;
    const auto most = std::chrono::milliseconds(longest_wait);
    if (changed_.wait_for(lock, std::min(wait, most), is_called)) break;
    if (wait >= most) break;
  }
  idle_ = false;
}

}  // namespace guiju::delivery
