#pragma once

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
  std::unique_ptr<Reader> open_reader() override;

 private:
  Store& store_;
  std::shared_ptr<const std::function<void(const Changes&)>> observe_;
};

}  // namespace guiju::app
