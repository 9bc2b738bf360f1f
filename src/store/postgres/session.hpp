#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/sql/database.hpp"

struct pg_conn;
struct pg_result;

namespace guiju::store {

/// The URL for people: without a password. Empty where it cannot be read for sure.
std::optional<std::string> shown_url(const std::string& url);

/// What the server has answered: rows, all in memory.
class Answer {
 public:
  Answer() = default;
  explicit Answer(pg_result* result) : result_(result) {}

  explicit operator bool() const { return result_ != nullptr; }
  int rows() const;
  bool is_null(int row, int column) const;
  /// As the server writes it; of bytes, in hexadecimal digits.
  std::string_view text(int row, int column) const;
  std::int64_t integer(int row, int column) const;
  bool is_bytes(int column) const;
  bool is_integer(int column) const;
  int columns() const;
  std::string_view column_name(int column) const;
  pg_result* result() const { return result_.get(); }

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> result_;
};

/// Values of a statement's parameters. What they point at must live until they are sent.
struct Values {
  explicit Values(std::size_t count) : texts(count), lengths(count), formats(count) {}
  int count() const { return static_cast<int>(texts.size()); }

  std::vector<const char*> texts;  ///< null: NULL
  std::vector<int> lengths;
  std::vector<int> formats;  ///< 0: as people write it, 1: as it is in memory
};

/// One connection to PostgreSQL. Commands without rows are sent and not waited for; when rows are
/// asked for, or `settle` is called, all that was sent before is waited for too, and the first that
/// failed throws `Fault`.
class Session {
 public:
  /// Throws `Fault` when the server cannot be reached, or is none that this program can work with.
  Session(const std::string& url, Access access);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// To be called outside a transaction: connects anew where the connection was lost. What was
  /// prepared is then gone, and `generation` another.
  void be_connected();
  /// Begins a transaction as `how` says. Until its end a lost connection is not made anew: nothing
  /// of a transaction is ever done outside of it.
  void begin(const std::string& how);
  /// False when all could only be taken back.
  bool commit();
  /// Also when there is no transaction, or no connection any more.
  void rollback() noexcept;
  bool is_in_transaction() const { return is_in_transaction_; }
  std::uint64_t generation() const { return generation_; }

  void prepare(const std::string& name, const std::string& sql);
  void forget(const std::string& name);
  /// `is_prepared`: the text names a statement that was prepared.
  void send(const std::string& text, const Values& values, bool is_prepared);
  Answer ask(const std::string& text, const Values& values, bool is_prepared);
  void settle();
  /// Any number of statements, on their own.
  void execute(const std::string& sql);

  /// Whether a statement that may change something was sent since `forget_writes`.
  bool has_written() const { return has_written_; }
  void forget_writes() { has_written_ = false; }
  void note_write() { has_written_ = true; }

  bool is_lost() const;

 private:
  void connect();
  void set_up();
  Answer drain();
  [[noreturn]] void fail(const std::string& why);
  /// `sql`: what to say of the statement besides.
  [[noreturn]] void fail_on(const pg_result* result, const std::string& sql = {});

  std::string url_, shown_;
  Access access_;
  pg_conn* connection_ = nullptr;
  std::uint64_t generation_ = 0;
  std::vector<std::string> forgotten_;
  bool has_written_ = false;
  bool is_in_transaction_ = false;
};

}  // namespace guiju::store
