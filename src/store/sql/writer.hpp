#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "store/sql/unit.hpp"
#include "store/sql_store.hpp"

namespace guiju::store {

/// The writer thread with its connection.
class Writer {
 public:
  struct Job {
    std::function<void(SqlUnit&)> work;
    std::function<void(std::exception_ptr)> done;
  };

  explicit Writer(const SqlOptions& options);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void submit(Job job);
  /// Waits. Throws what the job threw.
  void write(std::function<void(SqlUnit&)> work);
  /// As of the last commit.
  std::shared_ptr<const casework::Directory> directory() const;
  std::optional<Instant> next_timer() const;
  /// `told` is called on the writer thread after another process has changed what is stored. An
  /// empty one ends that: it is not being called any more when this returns.
  void when_changed_elsewhere(app::Store::ToldOfChange told);
  /// Grows whenever a pack or a record type has been added.
  std::uint64_t catalogue_version() const { return catalogue_version_.load(); }
  WriterFigures figures() const;
  /// Whether the disk was full when it was written to last. Looked at again within half a second.
  bool lacks_space() const { return lacks_space_.load(); }

 private:
  using Batch = std::deque<Job>;
  void run();
  /// What has queued up; nothing after a pause.
  std::optional<Batch> take_batch();
  void use_pause();
  void begin();
  void look_for_space();
  void tell_of_elsewhere();
  void run_batch(Batch& batch);
  bool run_together(Batch& batch);
  void run_alone(Job& job);
  void publish();

  std::unique_ptr<Database> database_;
  SqlUnit unit_;

  mutable std::mutex published_mutex_;
  std::shared_ptr<const casework::Directory> directory_;
  std::optional<Instant> next_timer_;
  std::atomic<std::uint64_t> catalogue_version_{1};
  std::atomic<std::uint64_t> commits_{0}, jobs_{0}, redone_{0}, waits_{0}, reloads_{0};
  std::mutex told_mutex_;
  app::Store::ToldOfChange told_;
  std::uint64_t told_reloads_ = 0;  ///< of the unit, when it was told last
  std::int64_t told_versions_ = 0;  ///< likewise
  std::atomic<bool> lacks_space_{false};

  std::mutex mutex_;
  std::condition_variable wake_;
  Batch queue_;
  bool is_stopped_ = false;
  std::thread warming_up_;
  std::thread thread_;
};

}  // namespace guiju::store
