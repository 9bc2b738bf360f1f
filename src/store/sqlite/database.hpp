#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace guiju::store {

/// The database cannot do its work: disk full, file damaged, busy for too long. Never a refusal.
class Fault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A prepared statement. Parameters count from 1, columns from 0. Texts that are bound must live
/// until the statement is reset; texts that are read, until the next step.
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* database, std::string_view sql);
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  Statement& bind(int at, std::int64_t value);
  Statement& bind(int at, int value) { return bind(at, static_cast<std::int64_t>(value)); }
  Statement& bind(int at, std::string_view text);
  Statement& bind(int at, const char* text) { return bind(at, std::string_view{text}); }
  Statement& bind(int at, const std::string& text) { return bind(at, std::string_view{text}); }
  Statement& bind(int at, Instant instant) { return bind(at, instant.time_since_epoch().count()); }
  Statement& bind(int at, std::optional<Instant> instant);
  Statement& bind_blob(int at, std::string_view bytes);
  Statement& bind_null(int at);

  /// True when there is a row. Throws `Fault`.
  bool step();
  void reset();
  /// Steps once and resets: for what gives no rows.
  void run();

  std::int64_t integer(int column) const;
  bool is_null(int column) const;
  std::string_view text(int column) const;  ///< of a blob: its bytes
  std::string string(int column) const { return std::string{text(column)}; }
  Instant instant(int column) const { return Instant{Seconds{integer(column)}}; }
  std::optional<Instant> maybe_instant(int column) const;

 private:
  [[noreturn]] void fail(const char* doing) const;
  sqlite3_stmt* handle_ = nullptr;
};

/// Resets a statement when the scope ends, however it ends.
class Use {
 public:
  explicit Use(Statement& statement) : statement_(statement) {}
  ~Use() { statement_.reset(); }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  Statement* operator->() { return &statement_; }
  Statement& operator*() { return statement_; }

 private:
  Statement& statement_;
};

enum class Access { read, write };

/// How long a connection waits for another process that is writing.
constexpr int busy_timeout_ms = 5'000;

/// One connection, used by one thread at a time.
class Database {
 public:
  /// Opens the file; `write` creates it where there is none. WAL, synchronous=FULL.
  Database(const std::filesystem::path& path, Access access);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// Runs every statement of `sql`.
  void execute(const std::string& sql);
  /// The statement of this text, prepared once. Not to be used twice at the same time.
  Statement& prepared(std::string_view sql);
  Statement prepare(std::string_view sql) { return Statement(handle_, sql); }
  std::int64_t integer(std::string_view sql);
  /// How many rows the last statement has inserted, changed or deleted.
  int changes() const;
  /// Of the row that was inserted last.
  std::int64_t last_rowid() const;

  sqlite3* handle() const { return handle_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string, Statement, Hash, std::equal_to<>> prepared_;
};

/// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool is_open_ = true;
};

}  // namespace guiju::store
