#pragma once

#include <array>
#include <optional>

#include "store/postgres/dialect.hpp"
#include "store/postgres/session.hpp"

namespace guiju::store {

/// What a statement of PostgreSQL holds of its parameters and of the rows that it was given.
class PostgresRows : public Statement {
 public:
  PostgresRows(Session& session, std::string_view sql);

  std::int64_t integer(int column) const override;
  bool is_null(int column) const override;
  std::string_view text(int column) const override;
  Kind kind(int column) const override;
  int columns() const override { return answer_.columns(); }
  std::string_view column_name(int column) const override { return answer_.column_name(column); }

 protected:
  /// Takes rows over, before the first of them.
  void take(Answer answer);
  /// False after the last.
  bool go_on() { return ++row_ < count_; }
  int row_count() const { return count_; }

  Session& session_;
  const Translated made_;
  Values values_;

 private:
  void bind_integer(int at, std::int64_t value) override;
  void bind_text(int at, std::string_view text) override;
  void bind_bytes(int at, std::string_view bytes) override;
  void bind_nothing(int at) override;
  /// Where the parameter goes; empty for one that the statement does not name.
  std::optional<std::size_t> place_of(int at) const;

  std::vector<std::array<char, 24>> digits_;
  Answer answer_;
  int row_ = 0, count_ = 0;
  mutable std::vector<std::string> bytes_;  ///< by column, of the row
};

/// A statement that was prepared: all its rows are in memory at once.
class PostgresStatement final : public PostgresRows {
 public:
  PostgresStatement(Session& session, std::string_view sql) : PostgresRows(session, sql) {}
  ~PostgresStatement() override;

  bool step() override;
  void reset() override { is_run_ = false; }

 private:
  void be_prepared();
  Answer ask();

  std::string name_;
  std::uint64_t generation_ = 0;  ///< of the session, when it was prepared
  bool is_run_ = false;
};

/// A statement whose rows come some at a time, by a cursor, in a transaction of its own where there
/// is none.
class PostgresScan final : public PostgresRows {
 public:
  PostgresScan(Session& session, std::string_view sql) : PostgresRows(session, sql) {}
  ~PostgresScan() override { reset(); }

  bool step() override;
  void reset() override;

 private:
  void fetch();

  std::string cursor_;  ///< empty: not open
  bool owns_transaction_ = false, is_at_end_ = false;
  int wanted_ = 0;
};

}  // namespace guiju::store
