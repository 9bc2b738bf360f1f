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
};

}  // namespace guiju::casework
