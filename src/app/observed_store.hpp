#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "app/ports.hpp"

namespace guiju::app {

/// What one transaction has changed, in order.
struct Changes {
  std::vector<casework::RecordPtr> records;
  std::vector<Notice> notices;
};

/// A store that says what became durable: pages that are open, the register of people and the
/// clock's runner live from it. The store itself knows nothing of them.
class ObservedStore final : public Store {
 public:
  /// `observe` is called on the writer thread, after the commit and before `done`; never for a
  /// transaction that failed or changed nothing. `store` must outlive this.
  ObservedStore(Store& store, std::function<void(const Changes&)> observe);

  void submit(std::function<void(UnitOfWork&)> work,
              std::function<void(std::exception_ptr)> done) override;
  std::optional<Instant> next_timer() override;
  bool lacks_space() const override { return store_.lacks_space(); }
  std::unique_ptr<Reader> open_reader() override;

  /// Transactions handed in through this store that are not durable yet. Any thread.
  std::size_t waiting() const { return shared_->waiting.load(std::memory_order_relaxed); }

 private:
  /// Outlives this while the writer still has transactions of it.
  struct Shared {
    std::function<void(const Changes&)> observe;
    std::atomic<std::size_t> waiting{0};
  };

  Store& store_;
  std::shared_ptr<Shared> shared_;
};

}  // namespace guiju::app
