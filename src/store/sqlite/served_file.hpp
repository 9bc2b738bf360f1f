#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/sqlite/sqlite_database.hpp"

namespace guiju::store {

/// Moves committed pages from the WAL into the file, off the committing thread.
class Checkpointer {
 public:
  explicit Checkpointer(const std::filesystem::path& path);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  /// The WAL has grown to so many pages.
  void wal_grown_to(int pages);

 private:
  void run();

  SqliteDatabase database_;
  std::mutex mutex_;
  std::condition_variable wake_;
  int woken_at_ = 0;  ///< pages of the WAL when it was last woken
  bool is_wanted_ = false;
  bool is_stopped_ = false;
  std::thread thread_;
};

/// The writer's connection to a file: keeps the WAL from growing without end.
class ServedFile final : public SqliteDatabase {
 public:
  explicit ServedFile(const std::filesystem::path& path);

  void tend() override;
  std::uint64_t waits() const override { return restarts_; }

 private:
  static int on_wal_grown(void* file, sqlite3* database, const char* name, int pages);
  void bound_wal();

  Checkpointer checkpointer_;
  int wal_pages_ = 0;
  std::uint64_t restarts_ = 0;
};

}  // namespace guiju::store
