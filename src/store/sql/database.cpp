#include "store/sql/database.hpp"

namespace guiju::store {

void Statement::run() {
  const Use use(*this);
  step();
}

std::optional<Instant> Statement::maybe_instant(int column) const {
  if (is_null(column)) return std::nullopt;
  return instant(column);
}

Statement& Database::prepared(std::string_view sql) {
  const auto found = prepared_.find(sql);
  if (found != prepared_.end()) return *found->second;
  return *prepared_.emplace(std::string(sql), prepare(sql)).first->second;
}

std::int64_t Database::integer(std::string_view sql) {
  const auto statement = prepare(sql);
  return statement->step() ? statement->integer(0) : 0;
}

}  // namespace guiju::store
