#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/reader.hpp"
#include "store/row_query.hpp"
#include "store/sql/catalogue.hpp"
#include "store/sql/query.hpp"
#include "store/sql/word_index.hpp"

/// A list is put together from branches: queries that give their rows in the list's order, each
/// along one index. So the newest 25 cost 25 rows, however many there are, and whoever sees two
/// sites of fifty does not pay for the other forty-eight. A row that two branches give comes at the
/// same place in both.
namespace guiju::store {

struct Branch {
  Sql from;            ///< `FROM … WHERE …`; the records' alias is `r`
  std::string sorted;  ///< the expression by which it is sorted
  /// Says how many rows there are that no branch before gives, without looking at them. Without it,
  /// no branch before gives any.
  std::optional<Sql> counted;
};

/// `waiting`: what `words` says of those that wait, for the words that are asked for.
std::vector<Branch> branches_of(const app::RowQuery& query, const app::Visibility& sees,
                                const std::vector<Kind>& kinds, const WordIndex& words,
                                const std::optional<Sql>& waiting);

/// The condition that a record (alias `r`) is of one of `kinds` and visible.
Sql visible(const app::Visibility& sees, const std::vector<Kind>& kinds);

/// ` ORDER BY …` of a branch.
std::string order_of(const Branch& branch, app::RowSort sort);
/// Adds the condition that a row is behind the cursor.
void add_cursor(Sql& sql, const Branch& branch, const Cursor& cursor, app::RowSort sort);

}  // namespace guiju::store
