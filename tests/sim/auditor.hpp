#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/reader.hpp"
#include "app/world.hpp"
#include "cli/rotation_recount.hpp"
#include "company.hpp"
#include "duties.hpp"
#include "journal/verifier.hpp"

namespace guiju::sim {

/// 查账人. Reads the journal as it grows and holds the tables against it. Throws `Finding`, whose
/// check is one of
///   chain     an entry does not follow the one before
///   replay    an entry cannot be read, or the tables are not what the journal makes of them
///   duties    a limit passed and nothing came of it, or came twice (`Duties`)
///   owner     a case belongs to somebody who is not there
///   claims    two records have what only one may have
///   sums      shares of an amount do not add up to it
///   rotation  somebody received whose turn it was not (where the pack has such a floor)
class Auditor {
 public:
  explicit Auditor(const Company& company);

  /// The entries of whole decisions, in their order.
  void take(const std::vector<journal::Entry>& entries, const app::Reader& tables);
  /// The clock has done all that is due at `now`: nothing is left of it.
  void expect_nothing_due(Instant now) const;
  /// All records, and those that are there without a fact.
  void compare_all(const app::Reader& tables) const;

  /// What the journal makes of it.
  const app::World& world() const { return world_; }
  /// The records of the last entries, each as often as it was told of.
  const std::vector<casework::RecordId>& touched() const { return touched_; }
  std::uint64_t entries() const { return verifier_.entries(); }
  std::size_t breaches() const { return duties_.breaches(); }
  int assignments() const { return recount_.right; }
  /// Of the whole journal so far: equal for equal journals only.
  const Hash& journal_hash() const { return journal_hash_; }

 private:
  void take(const journal::Entry& entry);
  void compare(const casework::RecordId& id, const app::Reader& tables) const;
  void check_claims(const casework::Record& record);
  void check_owner(const casework::Record& record) const;

  const Company& company_;
  journal::Verifier verifier_;
  app::World world_;
  Duties duties_;
  cli::Recount recount_;
  std::vector<casework::RecordId> touched_;
  /// Who has what for himself alone, and what each record has so.
  std::map<std::string, std::string> holders_;
  std::map<std::string, std::vector<std::string>> claims_;
  Hash journal_hash_ = no_hash;
};

/// Whether the shares of every amount in the record add up to it. Throws `Finding`.
void check_sums(const casework::Record& record);

}  // namespace guiju::sim
