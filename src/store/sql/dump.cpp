#include "store/dump.hpp"

#include "store/sql/journal_table.hpp"
#include "store/sql/record_row.hpp"
#include "store/sql/schema.hpp"

namespace guiju::store {

class Dump::Connection {
 public:
  Connection(const Location& location, FindPack find_pack)
      : opened(open_to_read(location)),
        database(*opened),
        catalogue(database, std::move(find_pack)) {}

  const std::unique_ptr<Database> opened;
  Database& database;
  Catalogue catalogue;
};

Dump::Dump(const Location& location, FindPack find_pack)
    : connection_(std::make_unique<Connection>(location, std::move(find_pack))) {}

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
  const auto row = connection_->database.prepare_scan(sql);
  while (row->step()) take(read_entry(*row));
}

void Dump::records(std::string_view pack, std::string_view type,
                   const std::function<void(const casework::Record&)>& take) const {
  static const std::string select = std::string("SELECT ") + record_columns + " FROM records r";
  const auto* kind = type.empty() ? nullptr : connection_->catalogue.find_kind(pack, type);
  if (!type.empty() && kind == nullptr) return;  // none has been made yet
  const auto row = connection_->database.prepare_scan(select + (kind ? " WHERE r.kind=?" : "") +
                                                      " ORDER BY r.rid");
  if (kind) row->bind(1, kind->ordinal);
  while (row->step()) take(*read_record(*row, connection_->catalogue));
}

}  // namespace guiju::store
