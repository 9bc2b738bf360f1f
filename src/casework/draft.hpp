#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "casework/decide.hpp"

namespace guiju::casework {

/// What is so while an act is being decided: the view below, with what the act has done already.
/// Copyable, so that a step can be taken back.
class Draft final : public View {
 public:
  Draft(const View& below, Instant now, std::string by)
      : below_(&below), now_(now), by_(std::move(by)) {}

  RecordPtr find(const RecordId& id) const override;
  std::vector<RecordPtr> children(const RecordId& parent,
                                  const pack::RecordType& type) const override;
  std::vector<RecordPtr> records(const pack::RecordType& type, std::string_view site,
                                 std::optional<LocalDate> from,
                                 std::optional<LocalDate> to) const override;
  std::int64_t serials_taken(const pack::RecordType& type, std::string_view scope) const override;
  Holder holder(const pack::RecordType& type, std::string_view claim) const override;
  std::vector<RecordPtr> with_provisional_clocks() const override;
  const Directory& directory() const override { return below_->directory(); }
  /// Whoever else than `record` has the claim.
  Holder other_holder(const Record& record, std::string_view claim) const;

  /// Applies the fact to its record and keeps it.
  void add(Fact fact);
  /// The next serial number of the scope, taken.
  std::int64_t take_serial(const pack::RecordType& type, const std::string& scope);

  Decision finish(RecordId subject) &&;

 private:
  bool is_touched(const Record& record) const { return places_.contains(record.id.text); }
  Holder holder_but(const RecordId& except, const pack::RecordType& type,
                    std::string_view claim) const;
  std::vector<RecordPtr> merged(std::vector<RecordPtr> found, const pack::RecordType& type,
                                const std::function<bool(const Record&)>& fits) const;

  const View* below_;
  Instant now_;
  std::string by_;
  std::vector<Fact> facts_;
  std::vector<SerialTaken> serials_;
  std::vector<std::shared_ptr<Record>> touched_;  // as they were touched
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  boost::unordered_flat_map<std::string, std::size_t, Hash, std::equal_to<>> places_;  // by id
};

}  // namespace guiju::casework
