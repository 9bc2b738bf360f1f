#include "store/sql/query.hpp"

#include <utility>

namespace guiju::store {
namespace {

/// Texts whose statements are kept; filters combine to some dozens.
constexpr std::size_t texts_max = 256;

}  // namespace

Sql& Sql::add(const Sql& other) {
  text_ += other.text_;
  values_.insert(values_.end(), other.values_.begin(), other.values_.end());
  return *this;
}

void Sql::bind(Statement& statement) const {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const int at = static_cast<int>(i) + 1;
    if (const auto* number = std::get_if<std::int64_t>(&values_[i])) {
      statement.bind(at, *number);
    } else {
      statement.bind(at, std::get<std::string>(values_[i]));
    }
  }
}

std::unique_ptr<Statement> StatementPool::take(const std::string& sql) {
  const auto found = free_.find(sql);
  if (found == free_.end() || found->second.empty()) return (database_.*prepare_)(sql);
  auto statement = std::move(found->second.back());
  found->second.pop_back();
  return statement;
}

void StatementPool::give_back(const std::string& sql, std::unique_ptr<Statement> statement) {
  if (free_.size() >= texts_max && !free_.contains(sql)) free_.clear();
  free_[sql].push_back(std::move(statement));
}

Running::Running(StatementPool& pool, Sql sql)
    : pool_(&pool),
      sql_(std::make_unique<Sql>(std::move(sql))),
      statement_(pool.take(sql_->text())) {
  sql_->bind(*statement_);
}

Running::~Running() {
  if (!sql_) return;
  statement_->reset();
  pool_->give_back(sql_->text(), std::move(statement_));
}

}  // namespace guiju::store
