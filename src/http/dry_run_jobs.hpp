#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "app/drafts.hpp"
#include "app/dry_run.hpp"

namespace guiju::http {

/// 试算 on its way, or done: in memory, for an hour. Any thread, but `report` once it is done.
class DryRunJob {
 public:
  enum class State { waiting, running, done, stopped, failed };

  const std::string id;
  const std::string person;
  const std::shared_ptr<const app::Draft> draft;  ///< it compiles
  const LocalDate from, to;                       ///< both included

  DryRunJob(std::string person, std::shared_ptr<const app::Draft> draft, LocalDate from,
            LocalDate to);

  std::atomic<State> state = State::waiting;
  std::atomic<std::int64_t> done = 0, entries = 0;  ///< of the journal
  std::atomic<std::int64_t> milliseconds = 0;
  std::atomic<bool> is_stopped = false;
  /// Set before `state` becomes done; what the report names lives in the run.
  std::unique_ptr<app::DryRun> run;
  app::DryRunReport report;

  bool is_over() const { return state != State::waiting && state != State::running; }
};

/// The dry runs of all people, the last one of each. Any thread.
class DryRunJobs {
 public:
  /// Stops what the person had on its way. Null when too many are on their way.
  std::shared_ptr<DryRunJob> add(std::shared_ptr<DryRunJob> job);
  /// One of the person's own; null when there is none of that id.
  std::shared_ptr<DryRunJob> find(std::string_view id, std::string_view person) const;

  /// Stops all of them when it goes.
  class StopsAtEnd {
   public:
    explicit StopsAtEnd(DryRunJobs& jobs) : jobs_(jobs) {}
    ~StopsAtEnd() { jobs_.stop_all(); }
    StopsAtEnd(const StopsAtEnd&) = delete;
    StopsAtEnd& operator=(const StopsAtEnd&) = delete;

   private:
    DryRunJobs& jobs_;
  };

 private:
  struct Kept {
    std::shared_ptr<DryRunJob> job;
    std::chrono::steady_clock::time_point at;
  };
  void stop_all();

  mutable std::mutex mutex_;
  std::vector<Kept> jobs_;
};

}  // namespace guiju::http
