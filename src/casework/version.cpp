#include "casework/version.hpp"

#include <algorithm>
#include <utility>

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

/// Null where that version has none of the name.
const pack::RecordType* type_under(const pack::RecordType& type, const pack::Pack& version) {
  if (type.pack == &version || type.pack->id != version.id) return &type;
  return version.find_type(type.name);
}

}  // namespace

RecordPtr under_version(const RecordPtr& record, const pack::Pack& version) {
  const auto* type = type_under(*record->type, version);
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

const pack::Command* under_version_of(const Record& record, const pack::Command& command) {
  const auto* type = command.creates ? command.type->parent : command.type;
  if (type == record.type || record.pack().id != command.type->pack->id) return &command;
  return command.creates ? record.pack().find_command(command.name)
                         : record.type->find_command(command.name);
}

std::optional<Order> under_version_of_its_record(const View& view, Order order) {
  const auto& id = order.command->creates ? order.parent : order.on;
  const auto record = id.is_empty() ? nullptr : view.find(id);
  if (record == nullptr) return order;
  const auto* command = under_version_of(*record, *order.command);
  if (command == order.command) return order;
  if (command == nullptr) return std::nullopt;
  const auto& asked = *std::exchange(order.command, command);
  const auto inputs = std::exchange(order.inputs, std::vector<feel::Value>(command->inputs.size()));
  const auto given = std::exchange(order.given, std::vector<bool>(command->inputs.size()));
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const int input = command->find_input(asked.inputs[i].field.name);
    if (input < 0) continue;
    order.inputs[static_cast<std::size_t>(input)] = inputs[i];
    order.given[static_cast<std::size_t>(input)] = i < given.size() && given[i];
  }
  return order;
}

}  // namespace guiju::casework
