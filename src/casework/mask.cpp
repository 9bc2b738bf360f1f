#include "casework/mask.hpp"

#include "casework/decide.hpp"

namespace guiju::casework {
namespace {

/// Where each character of the text begins, and its end.
std::vector<std::size_t> characters_of(std::string_view text) {
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U) starts.push_back(at);
  }
  starts.push_back(text.size());
  return starts;
}

/// Of what is no text nothing stays.
feel::Value hidden(const feel::Value& value, const pack::Mask& mask) {
  if (value.kind() != feel::Kind::string || mask.first + mask.last == 0) return {};
  return feel::Value::string(masked(value.as_string(), mask));
}

}  // namespace

std::string masked(std::string_view text, const pack::Mask& mask) {
  const auto starts = characters_of(text);
  const auto count = starts.size() - 1;
  auto first = static_cast<std::size_t>(mask.first), last = static_cast<std::size_t>(mask.last);
  if (first + last >= count) first = last = 0;
  std::string out(text.substr(0, starts[first]));
  out.append(count - first - last, '*');
  return out += text.substr(starts[count - last]);
}

feel::Value as_read_by(const Record& record, int field, const feel::Value& value,
                       const Person& person) {
  const auto* mask = value.is_null() ? nullptr : record.type->find_mask(field);
  if (mask == nullptr || reads_whole(record, *mask, person)) return value;
  return hidden(value, *mask);
}

RecordPtr as_read_by(RecordPtr record, const Person& person) {
  std::shared_ptr<Record> copy;
  for (const auto& mask : record->type->masks) {
    const auto at = static_cast<std::size_t>(mask.field);
    if (record->fields[at].is_null() || reads_whole(*record, mask, person)) continue;
    if (copy == nullptr) copy = std::make_shared<Record>(*record);
    copy->fields[at] = hidden(record->fields[at], mask);
  }
  return copy == nullptr ? std::move(record) : std::move(copy);
}

RecordPtr MaskedView::shown(RecordPtr record) const {
  if (record == nullptr || person_ == nullptr || record->type->masks.empty()) return record;
  return as_read_by(std::move(record), *person_);
}

std::vector<RecordPtr> MaskedView::shown(std::vector<RecordPtr> records) const {
  for (auto& record : records) record = shown(std::move(record));
  return records;
}

RecordPtr MaskedView::find(const RecordId& id) const { return shown(whole_.find(id)); }

std::vector<RecordPtr> MaskedView::children(const RecordId& parent,
                                            const pack::RecordType& type) const {
  return shown(whole_.children(parent, type));
}

std::vector<RecordPtr> MaskedView::records(const pack::RecordType& type, std::string_view site,
                                           std::optional<LocalDate> from,
                                           std::optional<LocalDate> to) const {
  return shown(whole_.records(type, site, from, to));
}

Holder MaskedView::holder(const pack::RecordType& type, std::string_view claim) const {
  auto holder = whole_.holder(type, claim);
  holder.record = shown(std::move(holder.record));
  return holder;
}

std::int64_t MaskedView::serials_taken(const pack::RecordType& type, std::string_view scope) const {
  return whole_.serials_taken(type, scope);
}

std::vector<RecordPtr> MaskedView::with_provisional_clocks() const {
  return shown(whole_.with_provisional_clocks());
}

const Directory& MaskedView::directory() const { return whole_.directory(); }

}  // namespace guiju::casework
