#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/journal_body.hpp"
#include "app/reader.hpp"
#include "app/shelf.hpp"

namespace guiju::app {

/// What was so just before an entry of the journal. Only what is asked for is made: a record whose
/// stream has told nothing since is as it is now, any other one is folded from the entries of its
/// stream that came before. The journal as a whole is not read.
class Past final : public casework::View {
 public:
  /// Before the decision whose first entry has the number `seq` and the body `decided`, which says
  /// what serial numbers it took. `reader` and `shelf` outlive the past, and so does a snapshot of
  /// the reader.
  Past(const Reader& reader, const Shelf& shelf, std::uint64_t seq,
       const JournaledDecision& decided);

  casework::RecordPtr find(const casework::RecordId& id) const override;
  std::vector<casework::RecordPtr> children(const casework::RecordId& parent,
                                            const pack::RecordType& type) const override;
  std::vector<casework::RecordPtr> records(const pack::RecordType& type, std::string_view site,
                                           std::optional<LocalDate> from,
                                           std::optional<LocalDate> to) const override;
  casework::Holder holder(const pack::RecordType& type, std::string_view claim) const override;
  /// Of what is numbered by the decision itself, as it found it; else as it is now.
  std::int64_t serials_taken(const pack::RecordType& type, std::string_view scope) const override;
  /// Those among which the decision found what it moved; empty for any that moved none.
  std::vector<casework::RecordPtr> with_provisional_clocks() const override;
  const casework::Directory& directory() const override;

 private:
  /// A stream as it was: empty where it has told nothing since.
  struct Stream {
    bool is_as_now = false;
    std::map<std::string, casework::RecordPtr> records;  ///< by id
    std::map<std::string, Instant> claimed;              ///< by record and claim: since when
  };

  const Stream& stream_of(const casework::Record& now) const;
  casework::RecordPtr as_it_was(const casework::RecordPtr& now) const;
  std::vector<casework::RecordPtr> as_they_were(std::vector<casework::RecordPtr> now) const;

  const Reader& reader_;
  const Shelf& shelf_;
  std::uint64_t seq_;
  std::vector<casework::SerialTaken> serials_;
  mutable std::map<std::string, Stream, std::less<>> streams_;
  mutable std::optional<casework::Directory> directory_;
};

}  // namespace guiju::app
