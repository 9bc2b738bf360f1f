#include "store/sql/catalogue.hpp"

#include <algorithm>

#include "pack/fingerprint.hpp"

namespace guiju::store {

Catalogue::Catalogue(Database& database, FindPack find_pack)
    : database_(database), find_pack_(std::move(find_pack)) {
  reload();
}

void Catalogue::reload() {
  kinds_.clear();
  types_.clear();
  pack_numbers_.clear();
  kind_numbers_.clear();
  Use rows(database_.prepared(
      "SELECT ordinal, pack, type, is_case, is_report, has_site FROM kinds ORDER BY ordinal"));
  while (rows->step()) {
    kinds_.push_back({.ordinal = rows->integer(0),
                      .pack = rows->string(1),
                      .type = rows->string(2),
                      .is_case = rows->integer(3) != 0,
                      .is_report = rows->integer(4) != 0,
                      .has_site = rows->integer(5) != 0});
  }
}

const Kind* Catalogue::find_kind(std::string_view pack, std::string_view type) const {
  const auto found = std::find_if(kinds_.begin(), kinds_.end(), [&](const Kind& kind) {
    return kind.pack == pack && kind.type == type;
  });
  return found == kinds_.end() ? nullptr : &*found;
}

const Kind* Catalogue::kind_at(std::int64_t ordinal) const {
  const auto found = std::find_if(kinds_.begin(), kinds_.end(),
                                  [&](const Kind& kind) { return kind.ordinal == ordinal; });
  return found == kinds_.end() ? nullptr : &*found;
}

const pack::Pack& Catalogue::pack(std::int64_t ordinal) {
  const pack::Pack*& known = packs_[ordinal];
  if (known) return *known;
  Use row(database_.prepared("SELECT id, version FROM packs WHERE ordinal=?"));
  row->bind(1, ordinal);
  if (!row->step()) throw Fault("database: a record names a pack that is not kept");
  known = find_pack_(row->text(0), row->text(1));
  if (!known) {
    throw Fault("database: the pack " + row->string(0) + "@" + row->string(1) +
                " is in use and was not loaded");
  }
  return *known;
}

const pack::RecordType& Catalogue::type(std::int64_t pack_ordinal, std::int64_t kind_ordinal) {
  const pack::RecordType*& known = types_[(pack_ordinal << 32) | kind_ordinal];
  if (known) return *known;
  if (!kind_at(kind_ordinal)) reload();
  const Kind* kind = kind_at(kind_ordinal);
  if (!kind) throw Fault("database: a record is of a type that is not kept");
  const pack::RecordType* found = pack(pack_ordinal).find_type(kind->type);
  if (!found) throw Fault("database: the pack " + kind->pack + " has no type " + kind->type);
  types_[(pack_ordinal << 32) | kind_ordinal] = found;
  return *found;
}

std::int64_t Catalogue::number_of(const pack::Pack& pack) {
  std::int64_t& number = pack_numbers_[&pack];
  if (number != 0) return number;
  {
    Use row(database_.prepared("SELECT ordinal FROM packs WHERE id=? AND version=?"));
    row->bind(1, pack.id).bind(2, pack.version);
    if (row->step()) return number = row->integer(0);
  }
  const Hash hash = pack::fingerprint_of(pack.files);
  {
    Use row(
        database_.prepared("INSERT INTO packs(id, version, hash) VALUES(?,?,?) RETURNING ordinal"));
    row->bind(1, pack.id).bind(2, pack.version).bind_blob(3, bytes_of(hash));
    row->step();
    number = row->integer(0);
    row->step();
  }
  for (const pack::SourceFile& file : pack.files) {
    Use row(database_.prepared("INSERT INTO pack_files(pack, path, text) VALUES(?,?,?)"));
    row->bind(1, number).bind(2, file.path).bind(3, file.text);
    row->step();
  }
  is_changed_ = true;
  return number;
}

std::int64_t Catalogue::number_of(const pack::RecordType& type) {
  std::int64_t& number = kind_numbers_[&type];
  if (number != 0) return number;
  const bool has_site = type.site_field >= 0;
  const Kind* known = find_kind(type.pack->id, type.name);
  if (known && known->is_case == type.is_case && known->is_report == type.is_report &&
      known->has_site >= has_site) {
    return number = known->ordinal;
  }
  {
    Use row(database_.prepared(
        "INSERT INTO kinds(pack, type, is_case, is_report, has_site) VALUES(?,?,?,?,?)"
        " ON CONFLICT(pack, type) DO UPDATE SET is_case=excluded.is_case,"
        " is_report=excluded.is_report, has_site=CASE WHEN excluded.has_site>kinds.has_site"
        " THEN excluded.has_site ELSE kinds.has_site END RETURNING ordinal"));
    row->bind(1, type.pack->id).bind(2, type.name);
    row->bind(3, type.is_case).bind(4, type.is_report).bind(5, has_site);
    row->step();
    number = row->integer(0);
    row->step();
  }
  const std::int64_t made = number;
  reload();
  is_changed_ = true;
  return kind_numbers_[&type] = made;
}

bool Catalogue::take_changed() { return std::exchange(is_changed_, false); }

}  // namespace guiju::store
