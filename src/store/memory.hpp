#pragma once

#include <memory>
#include <mutex>

#include "app/ports.hpp"
#include "app/reader.hpp"

/// The store without a disk: for replay, examples, dry runs and tests.
namespace guiju::store {

class MemoryTables;

struct MemoryOptions {
  /// False where nobody asks for the journal: a replay prints its decisions as they come.
  bool keeps_journal = true;
};

/// Everything in memory, every transaction on the calling thread, one after the other. Writing and
/// reading may be done from several threads; a snapshot of a reader holds up all others.
class MemoryStore final : public app::Store {
 public:
  explicit MemoryStore(const MemoryOptions& options = {});
  ~MemoryStore() override;

  /// Runs `work` and `done` before it returns.
  void submit(std::function<void(app::UnitOfWork&)> work,
              std::function<void(std::exception_ptr)> done) override;
  /// Runs `work` and takes everything back: what would happen, without its happening.
  void try_out(const std::function<void(app::UnitOfWork&)>& work);
  std::optional<Instant> next_timer() override;
  std::unique_ptr<app::Reader> open_reader() override;

 private:
  std::unique_ptr<MemoryTables> tables_;
  std::recursive_mutex mutex_;
};

}  // namespace guiju::store
