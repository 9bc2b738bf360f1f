#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "casework/decide.hpp"

namespace guiju::app {

/// What stands on the screen of someone who looks at a record, or at the form of a command.
struct Screen {
  std::vector<const pack::Script*> scripts;
  /// Deadlines that run, with the seconds that remain (negative when late); soonest first.
  std::vector<std::pair<const pack::Deadline*, std::int64_t>> remaining;
  /// Commands that the person may give about the record as it stands: entitled, right step.
  std::vector<const pack::Command*> actions;
};

/// `record` may be null when the form begins a new one; `command` may be null on a record's page;
/// `inputs`, as far as they are filled, belong to `command`.
struct ScreenQuestion {
  const pack::Pack* pack = nullptr;
  const casework::Record* record = nullptr;
  const pack::Command* command = nullptr;
  const std::vector<feel::Value>* inputs = nullptr;
};

Screen screen_for(const casework::View& view, const ScreenQuestion& question,
                  const casework::Actor& actor, Instant now);

/// True when the command's steps allow it in the record's present state.
bool is_in_step(const pack::Command& command, const casework::Record& record);

}  // namespace guiju::app
