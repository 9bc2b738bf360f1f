#include "store/memory.hpp"

#include "store/memory_reader.hpp"
#include "store/memory_tables.hpp"

namespace guiju::store {

MemoryStore::MemoryStore(const MemoryOptions& options)
    : tables_(std::make_unique<MemoryTables>(options)) {}

MemoryStore::~MemoryStore() = default;

void MemoryStore::submit(std::function<void(app::UnitOfWork&)> work,
                         std::function<void(std::exception_ptr)> done) {
  std::exception_ptr failure;
  {
    const std::lock_guard lock(mutex_);
    MemoryUnit unit(*tables_);
    try {
      work(unit);
      unit.commit();
    } catch (const std::exception&) {
      failure = std::current_exception();
    }
  }
  done(failure);
}

void MemoryStore::try_out(const std::function<void(app::UnitOfWork&)>& work) {
  const std::lock_guard lock(mutex_);
  MemoryUnit unit(*tables_);
  work(unit);
}

std::optional<Instant> MemoryStore::next_timer() {
  const std::lock_guard lock(mutex_);
  if (tables_->timers.empty()) return std::nullopt;
  return tables_->timers.begin()->first;
}

std::unique_ptr<app::Reader> MemoryStore::open_reader() {
  return std::make_unique<MemoryReader>(*tables_, mutex_);
}

}  // namespace guiju::store
