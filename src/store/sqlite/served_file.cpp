#include "store/sqlite/served_file.hpp"

#include <sqlite3.h>

namespace guiju::store {
namespace {

/// The checkpointer is woken each time the WAL has grown by 4 MB.
constexpr int checkpoint_pages = 2'000;
/// A checkpoint beside a busy writer never empties the WAL: above 64 MB the writer waits for one
/// that does.
constexpr int wal_pages_max = 32'768;
/// How long the writer waits for readers when it empties the WAL.
constexpr int restart_timeout_ms = 50;

}  // namespace

Checkpointer::Checkpointer(const std::filesystem::path& path)
    : database_(path, Access::write), thread_([this] { run(); }) {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Checkpointer::wal_grown_to(int pages) {
  if (pages < woken_at_) woken_at_ = 0;
  if (pages - woken_at_ < checkpoint_pages) return;
  woken_at_ = pages;
  {
    const std::lock_guard lock(mutex_);
    is_wanted_ = true;
  }
  wake_.notify_one();
}

void Checkpointer::run() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return is_wanted_ || is_stopped_; });
      if (is_stopped_) return;
      is_wanted_ = false;
    }
    // What cannot be moved now (a reader still looks at it) is moved the next time.
    sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                              nullptr);
  }
}

ServedFile::ServedFile(const std::filesystem::path& path)
    : SqliteDatabase(path, Access::write), checkpointer_(path) {
  sqlite3_wal_hook(handle(), &ServedFile::on_wal_grown, this);
}

int ServedFile::on_wal_grown(void* file, sqlite3*, const char*, int pages) {
  static_cast<ServedFile*>(file)->wal_pages_ = pages;
  return SQLITE_OK;
}

void ServedFile::tend() {
  checkpointer_.wal_grown_to(wal_pages_);
  if (wal_pages_ > wal_pages_max) bound_wal();
}

void ServedFile::bound_wal() {
  sqlite3_busy_timeout(handle(), restart_timeout_ms);
  if (sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr) ==
      SQLITE_OK) {
    ++restarts_;
    wal_pages_ = 0;
  }
  sqlite3_busy_timeout(handle(), busy_timeout_ms);
}

}  // namespace guiju::store
