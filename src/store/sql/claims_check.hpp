#pragma once

#include <functional>
#include <map>
#include <string>
#include <tuple>

#include "casework/claims.hpp"
#include "store/sql/catalogue.hpp"
#include "store/sql/database.hpp"

namespace guiju::store {

/// What records have for themselves alone, made anew from their facts and held against the table
/// `claims` (docs/adr/0019-one-holder-and-the-floor.md). For `verify`, which reads a part of the
/// records at a time.
class ClaimsCheck {
 public:
  explicit ClaimsCheck(const Catalogue& catalogue) : catalogue_(catalogue) {}

  /// A fact at `at` has made `after` of `before` (null: it was not there).
  void take(const casework::Record* before, const casework::Record& after, Instant at);
  /// Says what the table has otherwise of the records that `is_mine`, and forgets them.
  void compare(Database& database, const std::function<bool(std::string_view id)>& is_mine,
               const std::function<void(std::string text)>& say);

 private:
  /// By record id, kind and claim: several records with one claim are told of, each.
  using Place = std::tuple<std::string, std::int64_t, std::string>;

  const Catalogue& catalogue_;
  std::map<Place, Instant> claims_;
};

}  // namespace guiju::store
