#pragma once

#include "store/sql/word_index.hpp"
#include "store/sqlite/sqlite_database.hpp"

namespace guiju::store {

/// Words in FTS5. They wait in an ordinary table until they are many: an index of full text takes
/// many at once for a fraction of each by itself (docs/adr/0014-words-wait.md).
class FullText final : public WordIndex {
 public:
  FullText(SqliteDatabase& database, std::int64_t waiting_max)
      : database_(database), waiting_max_(waiting_max) {}

  void insert(std::int64_t rid, SearchTable place, std::string_view words) override;
  void replace(std::int64_t rid, SearchTable place, std::string_view before,
               std::string_view words) override;
  void settle(bool all) override;
  bool has_waiting() const override { return waiting_ > 0; }
  void forget() override;
  Sql found(SearchTable place, const std::vector<SearchPhrase>& phrases) const override;
  std::vector<Waiting> waiting_with(const std::vector<SearchPhrase>& phrases) const override;
  std::optional<Sql> found_waiting(const std::vector<SearchPhrase>& phrases) const override;

 private:
  SqliteDatabase& database_;
  const std::int64_t waiting_max_;
  std::int64_t waiting_ = 0;
};

}  // namespace guiju::store
