#pragma once

#include <vector>

#include "casework/decider.hpp"

namespace guiju::casework {

/// One order while it is being decided.
struct Decider::Act {
  const Order& order;
  const pack::Command& command;
  RecordPtr record;  ///< as it stands before; null when it is to be created
  std::vector<feel::Value> inputs;
  std::vector<bool> given;
  Situation situation;
  int depth = 0;

  /// A step of this act, for whoever listens.
  Step step(Step::Kind kind, const pack::Formula& condition = {}) const {
    return {.kind = kind,
            .depth = depth,
            .command = &command,
            .pack = command.type->pack,
            .basis = command.rules,
            .condition = condition.text,
            .record = record == nullptr ? RecordId{} : record->id};
  }
  /// Tells that a check has looked whether the input, or the field, is empty.
  void tell_looked_at(Trace* trace, int input, int field) const;
};

}  // namespace guiju::casework
