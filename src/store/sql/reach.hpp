#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/visibility.hpp"
#include "store/sql/catalogue.hpp"
#include "store/sql/query.hpp"

/// A person's view of the tables, as conditions of SQL.
namespace guiju::store {

/// What of a kind is visible without looking at whom a record names.
struct Reach {
  bool all = false;
  std::vector<std::string> sites;  ///< the empty site stands for records without one
  bool has_site(std::string_view site) const;
};

Reach reach_of(const Kind& kind, const app::Visibility& sees);

/// The words of the table `named` for the person and the department, in this order.
std::vector<std::string> names_of(const app::Visibility& sees);

/// What `named_counts` calls records that name both.
std::string both(std::string_view person, std::string_view department);

/// The condition that the column is the number of one of the kinds.
std::string is_one_of(std::string_view column, const std::vector<Kind>& kinds);
/// `?,?,?`
std::string marks(std::size_t count);

/// Which rows are within reach by kind and site. `kind` and `site` are columns or expressions; a
/// row without a site must give the empty text.
Sql within_reach(const std::vector<Kind>& kinds, const app::Visibility& sees, std::string_view kind,
                 std::string_view site);

/// The record (alias `r`) names one of `who`, as one who may see it.
Sql is_named(const std::vector<std::string>& who);

}  // namespace guiju::store
