#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "casework/view.hpp"
#include "store/sql/catalogue.hpp"
#include "store/sql/word_index.hpp"

namespace guiju::store {

/// Writes records and all that is made of them: columns, whom they name, clocks that are owed,
/// breaches, counts, search words. Writes only what differs from before.
class RecordTable {
 public:
  RecordTable(Database& database, Catalogue& catalogue, WordIndex& words)
      : database_(database), catalogue_(catalogue), words_(words) {
    reload();
  }

  /// `client_name`: what the client whom the record names is called; empty for none.
  /// Returns the new record's rid.
  std::int64_t insert(const casework::Record& record, std::string_view client_name);
  /// `before` is what the tables hold now.
  void update(std::int64_t rid, const casework::Record& before, const casework::Record& record,
              std::string_view client_name);
  /// A client is called otherwise from now on.
  void rename_client(std::string_view key, std::string_view name);

  /// Whom a record names, by the words of the table `named`; true: who is named so may see it.
  using Named = std::map<std::string, bool, std::less<>>;
  static Named named_by(const casework::Record& record);
  /// Whose counts a record is in: nobody's (those of all records), and `named_counts`.
  static std::vector<std::string> counted_for(const Named& named);

  /// Writes what `insert` and `update` have counted. To be called before the commit.
  void flush_counts();
  void forget_counts() { counts_.clear(); }
  /// Reads anew how far the numbers of records go: after a rollback, or when another connection has
  /// written.
  void reload();

 private:
  struct Columns;

  Columns columns_of(const casework::Record& record);
  void write_named(std::int64_t rid, const casework::Record& record, std::int64_t kind,
                   const Named& named);
  void erase_named(std::int64_t rid, const casework::Record& record, const Named& named);
  void write_clocks(std::int64_t rid, const casework::Record& record);
  void write_breach(std::int64_t rid, const casework::Record& record);
  void replace_words(std::int64_t rid, const casework::Record& before,
                     const casework::Record& record);
  void count(const Columns& columns, const casework::Record& record, const Named& named,
             int difference);

  Database& database_;
  Catalogue& catalogue_;
  std::string body_;
  /// Whom (nobody: all records), kind, site, state, openness.
  using Group = std::tuple<std::string, std::int64_t, std::string, std::string, bool>;
  std::map<Group, std::int64_t> counts_;
  WordIndex& words_;
  std::int64_t last_rid_ = 0;
};

}  // namespace guiju::store
