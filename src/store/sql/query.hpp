#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "store/sql/database.hpp"

namespace guiju::store {

/// A piece of SQL with the values of its `?`, in order.
class Sql {
 public:
  Sql() = default;
  explicit Sql(std::string_view text) : text_(text) {}

  Sql& add(std::string_view text) {
    text_ += text;
    return *this;
  }
  Sql& add(const Sql& other);
  Sql& value(std::int64_t number) {
    values_.emplace_back(number);
    return *this;
  }
  Sql& value(std::string_view text) {
    values_.emplace_back(std::string(text));
    return *this;
  }
  /// Adds ` AND <text>`.
  Sql& also(std::string_view text) { return add(" AND ").add(text); }

  const std::string& text() const { return text_; }
  /// The statement keeps pointing into this object's texts.
  void bind(Statement& statement) const;

 private:
  std::string text_;
  std::vector<std::variant<std::int64_t, std::string>> values_;
};

/// Prepared statements by text; of one text there may be several in use at the same time.
class StatementPool {
 public:
  using Prepare = std::unique_ptr<Statement> (Database::*)(std::string_view sql);
  explicit StatementPool(Database& database, Prepare prepare = &Database::prepare)
      : database_(database), prepare_(prepare) {}

  std::unique_ptr<Statement> take(const std::string& sql);
  void give_back(const std::string& sql, std::unique_ptr<Statement> statement);

 private:
  Database& database_;
  Prepare prepare_;
  std::unordered_map<std::string, std::vector<std::unique_ptr<Statement>>> free_;
};

/// A query that is running; gives its statement back at the end.
class Running {
 public:
  Running(StatementPool& pool, Sql sql);
  Running(Running&&) = default;
  Running& operator=(Running&&) = delete;
  ~Running();

  Statement& row() { return *statement_; }
  bool step() { return statement_->step(); }

 private:
  StatementPool* pool_;
  std::unique_ptr<Sql> sql_;  // on the heap: bound texts must not move
  std::unique_ptr<Statement> statement_;
};

}  // namespace guiju::store
