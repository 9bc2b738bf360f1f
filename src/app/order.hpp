#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <variant>

#include "casework/decide.hpp"

namespace guiju::app {

/// Input that does not have the shape of the command: nothing was decided.
struct BadInput {
  std::string pointer;   ///< into the object of inputs: `/heard_at`
  std::string expected;  ///< `a moment that exists …`, or `no such input`
  std::string nearest;   ///< an input of a similar name, or empty
};

/// Puts an order together from JSON inputs. `on` stays empty.
std::variant<casework::Order, BadInput> read_order(const pack::Command& command,
                                                   const boost::json::object& with,
                                                   casework::Actor actor);

/// The stated inputs as canonical JSON: what the journal keeps of an order.
std::string inputs_json(const casework::Order& order);

}  // namespace guiju::app
