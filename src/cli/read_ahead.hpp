#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace guiju::cli {

/// Takes from a producer on a thread of its own, some batches ahead of whoever uses what comes.
template <class Item>
class ReadAhead {
 public:
  /// `produce` fills the item, or says false at the end; what it throws is thrown by `next`.
  explicit ReadAhead(std::function<bool(Item&)> produce)
      : produce_(std::move(produce)), thread_([this] { run(); }) {}

  ~ReadAhead() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  /// False at the end; the producer is at rest from then on.
  bool next(Item& item) {
    if (at_ == batch_.size() && !take_batch()) return false;
    item = std::move(batch_[at_++]);
    return true;
  }

 private:
  static constexpr std::size_t batch_size = 256;
  static constexpr std::size_t batches_max = 8;

  bool take_batch() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !ready_.empty() || ended_; });
    if (ready_.empty()) {
      if (fault_) std::rethrow_exception(std::exchange(fault_, nullptr));
      return false;
    }
    batch_ = std::move(ready_.front());
    ready_.erase(ready_.begin());
    at_ = 0;
    lock.unlock();
    changed_.notify_all();
    return true;
  }

  void run() {
    bool more = true;
    std::exception_ptr fault;
    while (more) {
      std::vector<Item> batch;
      batch.reserve(batch_size);
      try {
        for (Item item; batch.size() < batch_size && (more = produce_(item));) {
          batch.push_back(std::move(item));
        }
      } catch (...) {
        fault = std::current_exception();
        more = false;
      }
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return ready_.size() < batches_max || stopped_; });
      if (stopped_) return;
      if (!batch.empty()) ready_.push_back(std::move(batch));
      ended_ = !more;
      fault_ = fault;
      lock.unlock();
      changed_.notify_all();
    }
  }

  std::function<bool(Item&)> produce_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::vector<Item>> ready_;
  bool ended_ = false;
  bool stopped_ = false;
  std::exception_ptr fault_;
  std::vector<Item> batch_;  // of the user alone
  std::size_t at_ = 0;
  std::thread thread_;
};

}  // namespace guiju::cli
