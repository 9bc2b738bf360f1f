#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace guiju::http {

/// Threads for what takes longer than an io thread may wait: password hashes, searches, files that
/// are made or read.
class WorkerPool {
 public:
  WorkerPool(int threads, std::size_t waiting_max);
  /// Finishes what waits.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// False, and `job` dropped, when too many wait already.
  bool submit(std::function<void()> job);

 private:
  void run();

  const std::size_t waiting_max_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace guiju::http
