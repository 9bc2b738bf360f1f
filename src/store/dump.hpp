#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "casework/record.hpp"
#include "journal/entry.hpp"
#include "store/location.hpp"
#include "store/sql/catalogue.hpp"

namespace guiju::store {

/// Reads a store's database from one end to the other, as it was when this was made; beside the
/// running server too. Throws `Fault`.
class Dump {
 public:
  Dump(const Location& location, FindPack find_pack);
  ~Dump();

  std::uint64_t entry_count() const;
  /// The number of the last entry that tells of something before `at`; 0 where none does.
  std::uint64_t last_entry_before(Instant at) const;
  /// Entries in their order, from number `from_seq` on, at most `limit`.
  std::vector<journal::Entry> entries(std::uint64_t from_seq, std::size_t limit) const;
  /// All entries in their order; the views live until the next one.
  void journal(const std::function<void(const journal::EntryView&)>& take) const;
  /// All records in the order in which they were made; of one pack and type where those are stated.
  void records(std::string_view pack, std::string_view type,
               const std::function<void(const casework::Record&)>& take) const;

 private:
  class Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace guiju::store
