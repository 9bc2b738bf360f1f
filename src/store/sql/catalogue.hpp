#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pack/model.hpp"
#include "store/sql/database.hpp"

namespace guiju::store {

/// The compiled pack of a version; null when there is none. Must know every version that was kept.
using FindPack = std::function<const pack::Pack*(std::string_view id, std::string_view version)>;

/// A record type, whatever the version of its pack.
struct Kind {
  std::int64_t ordinal = 0;
  std::string pack, type;
  bool is_case = false, is_report = false;
  bool has_site = false;  ///< some version of it has a field that names the site
};

/// The numbers that stand for packs and record types in the tables.
class Catalogue {
 public:
  Catalogue(Database& database, FindPack find_pack);

  /// Reads everything anew: after a rollback, or when another connection has added something.
  void reload();
  const std::vector<Kind>& kinds() const { return kinds_; }
  const Kind* find_kind(std::string_view pack, std::string_view type) const;
  /// The type that a row's numbers stand for. Throws `Fault` when its pack cannot be found.
  const pack::RecordType& type(std::int64_t pack, std::int64_t kind);
  const pack::Pack& pack(std::int64_t ordinal);

  /// On the writer: the number, a new one where there was none (a pack is kept with its files).
  std::int64_t number_of(const pack::Pack& pack);
  std::int64_t number_of(const pack::RecordType& type);
  /// True when `number_of` has made a new one since this was last asked, or another process may
  /// have.
  bool take_changed();
  void set_changed() { is_changed_ = true; }

 private:
  const Kind* kind_at(std::int64_t ordinal) const;

  Database& database_;
  FindPack find_pack_;
  std::vector<Kind> kinds_;
  std::unordered_map<std::int64_t, const pack::Pack*> packs_;
  std::unordered_map<std::int64_t, const pack::RecordType*> types_;
  std::unordered_map<const pack::Pack*, std::int64_t> pack_numbers_;
  std::unordered_map<const pack::RecordType*, std::int64_t> kind_numbers_;
  bool is_changed_ = false;
};

}  // namespace guiju::store
