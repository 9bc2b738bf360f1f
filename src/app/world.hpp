#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/journal_body.hpp"
#include "casework/decide.hpp"

namespace guiju::app {

/// All records of one run in memory: what replays, examples and dry runs decide over. No journal,
/// no rollback: a decision is taken over whole.
class World final : public casework::View {
 public:
  World() = default;
  World(World&&) = default;
  World& operator=(World&&) = default;

  casework::RecordPtr find(const casework::RecordId& id) const override;
  std::vector<casework::RecordPtr> children(const casework::RecordId& parent,
                                            const pack::RecordType& type) const override;
  std::vector<casework::RecordPtr> records(const pack::RecordType& type, std::string_view site,
                                           std::optional<LocalDate> from,
                                           std::optional<LocalDate> to) const override;
  std::int64_t serials_taken(const pack::RecordType& type, std::string_view scope) const override;
  casework::Holder holder(const pack::RecordType& type, std::string_view claim) const override;
  std::vector<casework::RecordPtr> with_provisional_clocks() const override;
  const casework::Directory& directory() const override { return directory_; }
  casework::Directory& directory() { return directory_; }

  void take(const casework::Decision& decision);
  /// Takes what a journal tells that was decided at `at`.
  void take(const JournaledDecision& decision, Instant at);
  /// The same world with every record of the pack under this version of it; records of types that
  /// it does not have are left out.
  World under(const pack::Pack& version) const;
  /// Record id by key or number; the first made of that name, empty when there is none. The names
  /// are gathered when one is asked for.
  casework::RecordId named(const std::string& text);
  /// The record whose timer is soonest.
  std::optional<std::pair<Instant, casework::RecordId>> next_timer() const;
  /// All records in the order in which they were made.
  const std::vector<casework::RecordPtr>& all() const { return records_; }

 private:
  /// Where else a record stands.
  struct Place {
    std::optional<Instant> timer;
    std::optional<LocalDate> period;
  };
  /// Records of one type: all, as they were made, and by the date that their reports go by.
  struct OfType {
    std::vector<std::size_t> all;
    std::map<LocalDate, std::vector<std::size_t>> by_period;
  };

  struct Claim {
    casework::RecordId record;
    Instant since;
  };

  void put(const casework::RecordPtr& record);
  void change(const casework::ClaimChange& change);
  void count(const casework::SerialTaken& taken);
  void put_period(std::size_t index, const casework::Record& record);

  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  template <class Value>
  using ByText = boost::unordered_flat_map<std::string, Value, Hash, std::equal_to<>>;

  casework::Directory directory_;
  std::vector<casework::RecordPtr> records_;
  std::vector<Place> places_;  // of each record
  std::deque<std::string> ids_;
  boost::unordered_flat_map<std::string_view, std::size_t> by_id_;  // its names lie in `ids_`
  ByText<std::size_t> names_;  // keys and numbers of the first records
  std::size_t named_ = 0;      // so many
  /// Pack and name of a record type, whatever the version of the pack.
  using TypeName = std::pair<std::string_view, std::string_view>;
  static TypeName name_of(const pack::RecordType& type) { return {type.pack->id, type.name}; }
  std::map<TypeName, OfType> by_type_;
  ByText<std::vector<std::size_t>> by_parent_;
  std::map<TypeName, ByText<std::int64_t>> serials_;  // by type, then scope
  std::map<TypeName, ByText<Claim>> claims_;          // by type
  std::set<std::pair<Instant, std::size_t>> timers_;
};

}  // namespace guiju::app
