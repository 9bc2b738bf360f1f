#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "store/search_text.hpp"
#include "store/sql/query.hpp"

namespace guiju::store {

/// The words by which records are found, under their rids: what each engine does in its own way.
class WordIndex {
 public:
  virtual ~WordIndex() = default;

  /// The words of a new record, as `search_words` gives them.
  virtual void insert(std::int64_t rid, SearchTable place, std::string_view words) = 0;
  virtual void replace(std::int64_t rid, SearchTable place, std::string_view before,
                       std::string_view words) = 0;
  /// To be called before the commit: takes in what waits, once it is much or when `all`.
  virtual void settle(bool all) = 0;
  virtual bool has_waiting() const = 0;
  /// This connection has taken something back, or another has written.
  virtual void forget() = 0;

  /// `FROM … WHERE …` that gives all records of the place that hold the phrases and do not wait:
  /// the record as `r`, its rid also as `f.rowid`, by which it is cheap to go through them in
  /// order.
  virtual Sql found(SearchTable place, const std::vector<SearchPhrase>& phrases) const = 0;
  struct Waiting {
    std::int64_t rid = 0;
    SearchTable place = SearchTable::none;
  };
  /// The records that hold the phrases and wait.
  virtual std::vector<Waiting> waiting_with(const std::vector<SearchPhrase>& phrases) const = 0;
  /// `FROM … WHERE …` that gives them, as `r`; nothing where there are none.
  virtual std::optional<Sql> found_waiting(const std::vector<SearchPhrase>& phrases) const = 0;
};

}  // namespace guiju::store
