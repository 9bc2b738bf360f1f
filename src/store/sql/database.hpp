#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "app/store_fault.hpp"
#include "base/time.hpp"

/// What the one relational store asks of an engine (docs/adr/0028-two-engines-one-store.md). Its
/// SQL is that which SQLite and PostgreSQL share; where they have no word in common, they answer
/// here.
namespace guiju::store {

using app::StorageFull;
using Fault = app::StoreFault;

/// A prepared statement. Parameters count from 1, columns from 0. Texts that are bound must live
/// until the statement is reset; texts that are read, until the next step.
class Statement {
 public:
  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  virtual ~Statement() = default;

  Statement& bind(int at, std::int64_t value) { return bind_integer(at, value), *this; }
  Statement& bind(int at, int value) { return bind(at, static_cast<std::int64_t>(value)); }
  Statement& bind(int at, std::string_view text) { return bind_text(at, text), *this; }
  Statement& bind(int at, const char* text) { return bind(at, std::string_view{text}); }
  Statement& bind(int at, const std::string& text) { return bind(at, std::string_view{text}); }
  Statement& bind(int at, Instant instant) { return bind(at, instant.time_since_epoch().count()); }
  Statement& bind(int at, std::optional<Instant> instant) {
    return instant ? bind(at, *instant) : bind_null(at);
  }
  Statement& bind_blob(int at, std::string_view bytes) { return bind_bytes(at, bytes), *this; }
  Statement& bind_null(int at) { return bind_nothing(at), *this; }

  /// True when there is a row. Throws `Fault`; of what gives no rows, at the latest when the next
  /// rows are asked for.
  virtual bool step() = 0;
  virtual void reset() = 0;
  /// Steps once and resets: for what gives no rows.
  void run();

  virtual std::int64_t integer(int column) const = 0;
  virtual bool is_null(int column) const = 0;
  virtual std::string_view text(int column) const = 0;  ///< of a blob: its bytes
  enum class Kind { nothing, integer, text, bytes };
  virtual Kind kind(int column) const = 0;  ///< of the value in the row
  virtual int columns() const = 0;
  virtual std::string_view column_name(int column) const = 0;
  std::string string(int column) const { return std::string{text(column)}; }
  Instant instant(int column) const { return Instant{Seconds{integer(column)}}; }
  std::optional<Instant> maybe_instant(int column) const;

 private:
  virtual void bind_integer(int at, std::int64_t value) = 0;
  virtual void bind_text(int at, std::string_view text) = 0;
  virtual void bind_bytes(int at, std::string_view bytes) = 0;
  virtual void bind_nothing(int at) = 0;
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

/// One step of the schema: `src/store/schema/<engine>/NNNN_name.sql`, built into the program.
struct Migration {
  int number = 0;
  const char* name = "";
  const char* sql = "";
};

class WordIndex;

/// One connection, used by one thread at a time.
class Database {
 public:
  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database() = default;

  /// Runs every statement of `sql`, which may be the engine's own.
  virtual void execute(const std::string& sql) = 0;
  /// The statement of this text, prepared once. Not to be used twice at the same time.
  Statement& prepared(std::string_view sql);
  virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
  /// The same for many rows, of which perhaps few are taken: they are never in memory all at once.
  virtual std::unique_ptr<Statement> prepare_scan(std::string_view sql) { return prepare(sql); }
  std::int64_t integer(std::string_view sql);

  /// All that is read until `commit` is of one moment.
  virtual void begin_reading() = 0;
  /// Waits until no other connection is writing; throws `Fault` when that takes too long.
  virtual void begin_writing() = 0;
  virtual void commit() = 0;
  /// Also when there is no transaction any more.
  virtual void rollback() noexcept = 0;
  /// Another number than before when another connection has written since; for one that writes.
  virtual std::int64_t version_elsewhere() = 0;
  /// What the engine does between two transactions of the writer.
  virtual void tend() {}
  /// To be called after rows were inserted that brought their own numbers: new ones go on behind.
  virtual void continue_numbers() {}
  /// How often the writer itself had to wait for that.
  virtual std::uint64_t waits() const { return 0; }

  /// Where the words are kept by which records are found. It may not outlive the connection.
  virtual std::unique_ptr<WordIndex> word_index(std::int64_t waiting_max) = 0;

  /// Which steps of the schema have been made; 0 for none. Throws `Fault` when what is there was
  /// not made by this program.
  virtual int schema() = 0;
  /// In the transaction that makes the step.
  virtual void set_schema(int number) = 0;
  /// Ascending.
  virtual std::span<const Migration> migrations() const = 0;
  /// What the engine itself finds wrong with what it keeps; empty: nothing.
  virtual std::string damage() = 0;

 protected:
  /// To be called before the connection is closed.
  void forget_prepared() { prepared_.clear(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::unique_ptr<Statement>, Hash, std::equal_to<>> prepared_;
};

/// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.begin_writing(); }
  ~Transaction() {
    if (is_open_) database_.rollback();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    database_.commit();
    is_open_ = false;
  }

 private:
  Database& database_;
  bool is_open_ = true;
};

}  // namespace guiju::store
