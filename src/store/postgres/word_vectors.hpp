#pragma once

#include "store/sql/word_index.hpp"

namespace guiju::store {

/// Words as `tsvector`, each with its place, under a GIN index, which has its own way of waiting.
class WordVectors final : public WordIndex {
 public:
  explicit WordVectors(Database& database) : database_(database) {}

  void insert(std::int64_t rid, SearchTable place, std::string_view words) override;
  void replace(std::int64_t rid, SearchTable place, std::string_view before,
               std::string_view words) override;
  void settle(bool) override {}
  bool has_waiting() const override { return false; }
  void forget() override {}
  Sql found(SearchTable place, const std::vector<SearchPhrase>& phrases) const override;
  std::vector<Waiting> waiting_with(const std::vector<SearchPhrase>&) const override { return {}; }
  std::optional<Sql> found_waiting(const std::vector<SearchPhrase>&) const override { return {}; }

 private:
  Database& database_;
};

/// Words separated by spaces as PostgreSQL writes a vector. Those beyond the 16,383rd, which no
/// place can be told of, are left out.
std::string to_vector(std::string_view words);
/// The phrases as a `tsquery`.
std::string to_query(const std::vector<SearchPhrase>& phrases);

}  // namespace guiju::store
