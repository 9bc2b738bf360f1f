#include "app/screen.hpp"

#include <algorithm>

#include "casework/situation.hpp"

namespace guiju::app {

bool is_in_step(const pack::Command& command, const casework::Record& record) {
  if (command.creates) return false;
  if (command.from_any) return true;
  if (command.from.empty()) return !record.is_final();
  return std::find(command.from.begin(), command.from.end(), record.state) != command.from.end();
}

Screen screen_for(const casework::View& view, const ScreenQuestion& question,
                  const casework::Actor& actor, Instant now) {
  Screen screen;
  casework::Situation situation(view, *question.pack, question.record, actor, now);
  if (question.command != nullptr && question.inputs != nullptr) {
    situation.set_inputs(*question.command, question.inputs);
  }
  const auto* type = question.command != nullptr  ? question.command->type
                     : question.record != nullptr ? question.record->type
                                                  : nullptr;
  for (const auto& script : question.pack->scripts) {
    for (const auto& placed : script.placed) {
      const bool here = question.command != nullptr
                            ? placed.command == question.command
                            : placed.command == nullptr && placed.type == type;
      if (!here || !situation.holds(placed.when)) continue;
      screen.scripts.push_back(&script);
      break;
    }
  }
  if (question.record == nullptr) return screen;
  const auto& record = *question.record;
  for (const auto& clock : record.clocks) {
    const bool owed = clock.status == casework::ClockStatus::running ||
                      clock.status == casework::ClockStatus::breached;
    if (!owed || !clock.due_at) continue;
    screen.remaining.emplace_back(
        &record.pack().deadlines[static_cast<std::size_t>(clock.deadline)],
        (*clock.due_at - now).count());
  }
  std::stable_sort(screen.remaining.begin(), screen.remaining.end(),
                   [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto* person = view.directory().find_person(actor.key);
  for (const auto& command : record.type->commands) {
    if (command->creates || (command->who_stated && command->who.empty())) continue;
    if (!is_in_step(*command, record)) continue;
    if (person != nullptr && casework::is_entitled(view, *command, &record, *person, nullptr)) {
      screen.actions.push_back(command.get());
    }
  }
  return screen;
}

}  // namespace guiju::app
