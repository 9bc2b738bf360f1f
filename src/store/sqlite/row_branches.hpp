#pragma once

#include <optional>
#include <vector>

#include "app/reader.hpp"
#include "store/row_query.hpp"
#include "store/sqlite/catalogue.hpp"
#include "store/sqlite/query.hpp"

/// A list is put together from branches: queries that give their rows in the list's order, each
/// along one index, and of which no two give the same row. So the newest 25 cost 25 rows, however
/// many there are, and whoever sees two sites of fifty does not pay for the other forty-eight.
namespace guiju::store {

struct Branch {
  Sql from;            ///< `FROM … WHERE …`; the records' alias is `r`
  std::string sorted;  ///< the expression by which it is sorted
  /// Set where the table `counts` knows how many rows there are.
  struct Group {
    std::int64_t kind = 0;
    bool is_open = false;
    std::optional<std::string> site;
    std::string state;
  };
  std::optional<Group> counted;
};

std::vector<Branch> branches_of(const app::RowQuery& query, const app::Visibility& sees,
                                const std::vector<Kind>& kinds);

/// A condition that holds for the records of `kind` (alias `r`) that are visible; empty for all.
std::optional<Sql> visible_of_kind(const Kind& kind, const app::Visibility& sees);
/// The same for records of all kinds.
Sql visible(const app::Visibility& sees, const std::vector<Kind>& kinds);

/// ` ORDER BY …` of a branch.
std::string order_of(const Branch& branch, app::RowSort sort);
/// Adds the condition that a row is behind the cursor.
void add_cursor(Sql& sql, const Branch& branch, const Cursor& cursor, app::RowSort sort);

}  // namespace guiju::store
