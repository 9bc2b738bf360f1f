#pragma once

#include <filesystem>

#include "store/sql/database.hpp"

struct sqlite3;

namespace guiju::store {

/// A connection to a file of SQLite: in WAL mode, synchronous=FULL.
class SqliteDatabase : public Database {
 public:
  /// Opens the file; `write` creates it where there is none.
  SqliteDatabase(const std::filesystem::path& path, Access access);
  ~SqliteDatabase() override;

  void execute(const std::string& sql) override;
  std::unique_ptr<Statement> prepare(std::string_view sql) override;
  void begin_reading() override;
  void begin_writing() override;
  void commit() override;
  void rollback() noexcept override;
  std::int64_t version_elsewhere() override;
  std::unique_ptr<WordIndex> word_index(std::int64_t waiting_max) override;
  int schema() override;
  void set_schema(int number) override;
  std::span<const Migration> migrations() const override;
  std::string damage() override;

  /// How many rows the last statement has inserted, changed or deleted.
  int changes() const;
  sqlite3* handle() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace guiju::store
