#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "calendar/zone.hpp"
#include "journal/seal.hpp"
#include "store/journal_line.hpp"
#include "store/sql/database.hpp"

namespace guiju::store {

/// Writes the journal, and seals it day by day. A day is sealed in the transaction that writes the
/// first entry of a later one.
class JournalTable {
 public:
  /// `zone`: whose civil days are sealed.
  JournalTable(Database& database, calendar::Zone zone);

  std::uint64_t append(const app::JournalLine& line);
  /// Seals what lies before the civil day of `now`, if there is anything.
  void seal_before(Instant now);
  /// Reads anew where the journal ends: after a rollback.
  void reload();

 private:
  StreamHead& head_of(const std::string& stream);
  LocalDate day_of(Instant instant) const;
  bool has_unsealed() const { return last_seq_ > last_seal_.last_seq; }
  void seal();

  Database& database_;
  calendar::Zone zone_;
  std::uint64_t last_seq_ = 0;
  journal::Seal last_seal_;
  LocalDate last_day_{};  ///< the latest of the entries that are not sealed
  std::unordered_map<std::string, StreamHead> heads_;
};

/// The columns that `read_entry` wants, in its order.
inline constexpr const char* entry_columns =
    "seq, stream, stream_seq, at, recorded_at, actor, command, pack, body, previous_hash, hash";
/// The views live until the row's next step. Throws `Fault` when a hash is not 32 bytes long.
journal::EntryView read_entry(Statement& row);

// What app::Reader tells of the journal under these names.
std::uint64_t journal_entry_count(Database& database);
std::uint64_t last_journal_entry_before(Database& database, Instant at);
std::vector<journal::Entry> read_entries(Database& database, std::uint64_t from_seq,
                                         std::size_t limit);

/// The columns that `read_seal` wants, in its order.
inline constexpr const char* seal_columns =
    "day, first_seq, last_seq, count, entries_root, previous_root, root";
journal::Seal read_seal(Statement& row);

}  // namespace guiju::store
