#include "pack/fingerprint.hpp"
#include "store/sql/schema.hpp"
#include "store/sql/unit.hpp"
#include "store/sql_store.hpp"

/// Versions of packs with their files.
namespace guiju::store {
namespace {

void replace_files(Database& database, std::int64_t pack, const pack::Pack& changed) {
  {
    Use row(database.prepared("DELETE FROM pack_files WHERE pack=?"));
    row->bind(1, pack).step();
  }
  for (const pack::SourceFile& file : changed.files) {
    Use row(database.prepared("INSERT INTO pack_files(pack, path, text) VALUES(?,?,?)"));
    row->bind(1, pack).bind(2, file.path).bind(3, file.text).step();
  }
  const Hash hash = pack::fingerprint_of(changed.files);
  Use row(database.prepared("UPDATE packs SET hash=? WHERE ordinal=?"));
  row->bind_blob(1, bytes_of(hash)).bind(2, pack).step();
}

}  // namespace

void SqlUnit::keep_pack(const pack::Pack& pack) {
  const std::int64_t number = catalogue_.number_of(pack);
  const Hash hash = pack::fingerprint_of(pack.files);
  {
    Use row(database_.prepared("SELECT hash FROM packs WHERE ordinal=?"));
    row->bind(1, number);
    if (row->step() && row->text(0) == bytes_of(hash)) return;
  }
  if (read_meta(database_, "demo") != "1") {
    throw PackChanged("pack " + pack.id + " " + pack.version +
                      " is in use with other content: its decisions would change their meaning. "
                      "Give the changed pack a new version, or restore its files");
  }
  replace_files(database_, number, pack);
}

}  // namespace guiju::store
