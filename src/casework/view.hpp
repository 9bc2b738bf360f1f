#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "casework/directory.hpp"
#include "casework/record.hpp"

namespace guiju::casework {

using RecordPtr = std::shared_ptr<const Record>;

/// Who has something for himself alone; nobody where `record` is null.
struct Holder {
  RecordPtr record;
  std::optional<Instant> since;  ///< empty where the store does not know
};

/// What is so, as far as a decision asks: put together below by whoever runs the decision.
class View {
 public:
  virtual ~View() = default;
  /// Null when there is none.
  virtual RecordPtr find(const RecordId& id) const = 0;
  /// In the order in which they were made.
  virtual std::vector<RecordPtr> children(const RecordId& parent,
                                          const pack::RecordType& type) const = 0;
  /// All of a type; of one site where `site` is not empty; with a period date in [from, to] where
  /// those are given. In the order in which they were made.
  virtual std::vector<RecordPtr> records(const pack::RecordType& type, std::string_view site,
                                         std::optional<LocalDate> from,
                                         std::optional<LocalDate> to) const = 0;
  /// The records on which a running or paused clock ends provisionally, in the order in which they
  /// were made.
  virtual std::vector<RecordPtr> with_provisional_clocks() const = 0;
  /// The record of the type that has `claim` (casework/claims.hpp) for itself.
  virtual Holder holder(const pack::RecordType& type, std::string_view claim) const = 0;
  /// How many records of the type have taken a serial number in `scope` so far.
  virtual std::int64_t serials_taken(const pack::RecordType& type,
                                     std::string_view scope) const = 0;
  virtual const Directory& directory() const = 0;
};

}  // namespace guiju::casework
