#include "store/dump.hpp"

#include "store/sqlite/journal_table.hpp"
#include "store/sqlite/record_row.hpp"
#include "store/sqlite/schema.hpp"

namespace guiju::store {

class Dump::Connection {
 public:
  Connection(const std::filesystem::path& path, FindPack find_pack)
      : database(path, Access::read),
        catalogue((check_readable(database), database), std::move(find_pack)) {
    database.execute("BEGIN");  // all that is read is of one moment
  }

  Database database;
  Catalogue catalogue;
};

Dump::Dump(const std::filesystem::path& path, FindPack find_pack)
    : connection_(std::make_unique<Connection>(path, std::move(find_pack))) {}

Dump::~Dump() = default;

std::uint64_t Dump::entry_count() const { return journal_entry_count(connection_->database); }

std::uint64_t Dump::last_entry_before(Instant at) const {
  return last_journal_entry_before(connection_->database, at);
}

std::vector<journal::Entry> Dump::entries(std::uint64_t from_seq, std::size_t limit) const {
  return read_entries(connection_->database, from_seq, limit);
}

void Dump::journal(const std::function<void(const journal::EntryView&)>& take) const {
  static const std::string sql =
      std::string("SELECT ") + entry_columns + " FROM journal ORDER BY seq";
  Use row(connection_->database.prepared(sql));
  while (row->step()) take(read_entry(*row));
}

void Dump::records(std::string_view pack, std::string_view type,
                   const std::function<void(const casework::Record&)>& take) const {
  static const std::string select = std::string("SELECT ") + record_columns + " FROM records r";
  const auto* kind = type.empty() ? nullptr : connection_->catalogue.find_kind(pack, type);
  if (!type.empty() && kind == nullptr) return;  // none has been made yet
  Use row(
      connection_->database.prepared(select + (kind ? " WHERE r.kind=?" : "") + " ORDER BY r.rid"));
  if (kind) row->bind(1, kind->ordinal);
  while (row->step()) take(*read_record(*row, connection_->catalogue));
}

}  // namespace guiju::store
