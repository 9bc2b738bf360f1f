#include "casework/version.hpp"

#include <algorithm>

namespace guiju::casework {
namespace {

int deadline_in(const pack::Pack& version, const std::string& id) {
  const auto found = std::ranges::find(version.deadlines, id, &pack::Deadline::id);
  return found == version.deadlines.end() ? -1
                                          : static_cast<int>(found - version.deadlines.begin());
}

std::vector<Clock> clocks_under(const Record& record, const pack::Pack& version) {
  std::vector<Clock> clocks;
  for (const auto& clock : record.clocks) {
    const auto& id = record.pack().deadlines[static_cast<std::size_t>(clock.deadline)].id;
    const int deadline = deadline_in(version, id);
    if (deadline < 0) continue;
    clocks.push_back(clock);
    clocks.back().deadline = deadline;
  }
  return clocks;
}

}  // namespace

const pack::RecordType* under_version(const pack::RecordType& type, const pack::Pack& version) {
  if (type.pack == &version || type.pack->id != version.id) return &type;
  return version.find_type(type.name);
}

RecordPtr under_version(const RecordPtr& record, const pack::Pack& version) {
  const auto* type = under_version(*record->type, version);
  if (type == record->type) return record;
  if (type == nullptr) return nullptr;
  auto moved = std::make_shared<Record>(*record);
  moved->type = type;
  moved->fields.assign(type->fields.size(), feel::Value());
  for (std::size_t i = 0; i < record->fields.size(); ++i) {
    const auto& field = record->type->fields[i];
    const int at = type->find_field(field.name);
    if (at < 0) continue;
    const auto index = static_cast<std::size_t>(at);
    if (pack::to_text(type->fields[index].type) != pack::to_text(field.type)) continue;
    moved->fields[index] = record->fields[i];
  }
  moved->clocks = clocks_under(*record, version);
  return moved;
}

}  // namespace guiju::casework
