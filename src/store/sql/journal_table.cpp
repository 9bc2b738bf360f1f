#include "store/sql/journal_table.hpp"

namespace guiju::store {
namespace {

/// Streams whose end is remembered. A stream that is not costs one look-up.
constexpr std::size_t heads_max = 16'384;

Hash hash_in(Statement& row, int column) {
  const auto hash = hash_from(row.text(column));
  if (!hash) throw Fault("database: a hash of the journal is not 32 bytes long");
  return *hash;
}

std::uint64_t number_in(Statement& row, int column) {
  return static_cast<std::uint64_t>(row.integer(column));
}

std::int64_t signed_of(std::uint64_t number) { return static_cast<std::int64_t>(number); }

}  // namespace

journal::EntryView read_entry(Statement& row) {
  const std::string_view pack = row.text(7);
  const auto at_sign = std::min(pack.find('@'), pack.size());
  return {.seq = number_in(row, 0),
          .stream = row.text(1),
          .stream_seq = number_in(row, 2),
          .at = row.instant(3),
          .recorded_at = row.instant(4),
          .actor = row.text(5),
          .command = row.text(6),
          .pack_id = pack.substr(0, at_sign),
          .pack_version = pack.substr(std::min(pack.size(), at_sign + 1)),
          .body = row.text(8),
          .previous_hash = hash_in(row, 9),
          .hash = hash_in(row, 10)};
}

std::uint64_t journal_entry_count(Database& database) {
  // Numbers have no gaps, and the last one is found without counting.
  return static_cast<std::uint64_t>(database.integer("SELECT coalesce(max(seq), 0) FROM journal"));
}

std::uint64_t last_journal_entry_before(Database& database, Instant at) {
  Use row(database.prepared("SELECT seq FROM journal WHERE at<? ORDER BY seq DESC LIMIT 1"));
  row->bind(1, at);
  return row->step() ? number_in(*row, 0) : 0;
}

std::vector<journal::Entry> read_entries(Database& database, std::uint64_t from_seq,
                                         std::size_t limit) {
  static const std::string sql =
      std::string("SELECT ") + entry_columns + " FROM journal WHERE seq>=? ORDER BY seq LIMIT ?";
  Use rows(database.prepared(sql));
  rows->bind(1, signed_of(from_seq)).bind(2, signed_of(limit));
  std::vector<journal::Entry> entries;
  while (rows->step()) entries.push_back(journal::own(read_entry(*rows)));
  return entries;
}

journal::Seal read_seal(Statement& row) {
  return {.day = LocalDate{std::chrono::days{row.integer(0)}},
          .first_seq = number_in(row, 1),
          .last_seq = number_in(row, 2),
          .count = number_in(row, 3),
          .entries_root = hash_in(row, 4),
          .previous_root = hash_in(row, 5),
          .root = hash_in(row, 6)};
}

JournalTable::JournalTable(Database& database, calendar::Zone zone)
    : database_(database), zone_(std::move(zone)) {
  reload();
}

LocalDate JournalTable::day_of(Instant instant) const {
  return std::chrono::floor<std::chrono::days>(zone_.to_local(instant));
}

void JournalTable::reload() {
  heads_.clear();
  last_seal_ = {};
  last_day_ = {};
  last_seq_ =
      static_cast<std::uint64_t>(database_.integer("SELECT coalesce(max(seq), 0) FROM journal"));
  {
    Use row(database_.prepared("SELECT " + std::string(seal_columns) +
                               " FROM seals ORDER BY day DESC LIMIT 1"));
    if (row->step()) last_seal_ = read_seal(*row);
  }
  Use row(database_.prepared("SELECT max(recorded_at) FROM journal WHERE seq>?"));
  row->bind(1, signed_of(last_seal_.last_seq));
  if (row->step() && !row->is_null(0)) last_day_ = day_of(row->instant(0));
}

StreamHead& JournalTable::head_of(const std::string& stream) {
  if (heads_.size() >= heads_max) heads_.clear();
  const auto [head, is_new] = heads_.try_emplace(stream);
  if (is_new) {
    Use row(
        database_.prepared("SELECT stream_seq, hash FROM journal WHERE stream=?"
                           " ORDER BY stream_seq DESC LIMIT 1"));
    row->bind(1, stream);
    if (row->step()) head->second = {.seq = number_in(*row, 0), .hash = hash_in(*row, 1)};
  }
  return head->second;
}

std::uint64_t JournalTable::append(const app::JournalLine& line) {
  const LocalDate day = day_of(line.recorded_at);
  if (has_unsealed() && last_day_ < day) seal();
  last_day_ = has_unsealed() ? std::max(last_day_, day) : day;
  const journal::EntryView entry = link(line, ++last_seq_, head_of(line.stream));
  Use row(database_.prepared("INSERT INTO journal(" + std::string(entry_columns) +
                             ") VALUES(?,?,?,?,?,?,?,?,?,?,?)"));
  row->bind(1, signed_of(entry.seq)).bind(2, entry.stream);
  row->bind(3, signed_of(entry.stream_seq)).bind(4, entry.at).bind(5, entry.recorded_at);
  row->bind(6, entry.actor).bind(7, entry.command).bind(8, line.pack).bind(9, entry.body);
  row->bind_blob(10, bytes_of(entry.previous_hash));
  row->bind_blob(11, bytes_of(entry.hash)).step();
  return entry.seq;
}

void JournalTable::seal_before(Instant now) {
  if (has_unsealed() && last_day_ < day_of(now)) seal();
}

void JournalTable::seal() {
  // A clock that was put back can give a day that is sealed already; its entries go into the next.
  if (last_seal_.last_seq > 0 && last_day_ <= last_seal_.day) return;
  journal::Sealer sealer(last_seal_);
  {
    Use rows(database_.prepared("SELECT seq, hash FROM journal WHERE seq>? ORDER BY seq"));
    rows->bind(1, signed_of(last_seal_.last_seq));
    while (rows->step()) sealer.add(number_in(*rows, 0), hash_in(*rows, 1));
  }
  last_seal_ = sealer.seal(last_day_);
  Use row(database_.prepared("INSERT INTO seals(" + std::string(seal_columns) +
                             ") VALUES(?,?,?,?,?,?,?)"));
  row->bind(1, last_seal_.day.time_since_epoch().count());
  row->bind(2, signed_of(last_seal_.first_seq)).bind(3, signed_of(last_seal_.last_seq));
  row->bind(4, signed_of(last_seal_.count));
  row->bind_blob(5, bytes_of(last_seal_.entries_root));
  row->bind_blob(6, bytes_of(last_seal_.previous_root));
  row->bind_blob(7, bytes_of(last_seal_.root)).step();
}

}  // namespace guiju::store
