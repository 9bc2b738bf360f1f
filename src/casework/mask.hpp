#pragma once

#include <string>
#include <string_view>

#include "casework/view.hpp"

/// 脱敏. Texts that not everyone who sees a record reads whole: telephone and identity numbers. A
/// decision works with the whole; what is shown, printed and exported is masked below the edge.
namespace guiju::casework {

/// `138****0001`: every character between the ends that stay becomes `*`; all of a text that is no
/// longer than those ends.
std::string masked(std::string_view text, const pack::Mask& mask);

/// The record as `person` reads it: itself where nothing is hidden from him.
RecordPtr as_read_by(RecordPtr record, const Person& person);
/// A value of the record's field, now or of some other time, as `person` reads it.
feel::Value as_read_by(const Record& record, int field, const feel::Value& value,
                       const Person& person);

/// What is so, as one person reads it. Who may see which record is not asked here.
class MaskedView final : public View {
 public:
  /// `person` may be null: the program itself reads everything whole.
  MaskedView(const View& whole, const Person* person) : whole_(whole), person_(person) {}

  RecordPtr find(const RecordId& id) const override;
  std::vector<RecordPtr> children(const RecordId& parent,
                                  const pack::RecordType& type) const override;
  std::vector<RecordPtr> records(const pack::RecordType& type, std::string_view site,
                                 std::optional<LocalDate> from,
                                 std::optional<LocalDate> to) const override;
  Holder holder(const pack::RecordType& type, std::string_view claim) const override;
  std::int64_t serials_taken(const pack::RecordType& type, std::string_view scope) const override;
  std::vector<RecordPtr> with_provisional_clocks() const override;
  const Directory& directory() const override;
  /// What is so: for trying an act, which is decided by the whole.
  const View& whole() const { return whole_; }

 private:
  RecordPtr shown(RecordPtr record) const;
  std::vector<RecordPtr> shown(std::vector<RecordPtr> records) const;

  const View& whole_;
  const Person* person_;
};

}  // namespace guiju::casework
