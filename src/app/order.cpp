#include "app/order.hpp"

#include "casework/value_json.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::app {

std::variant<casework::Order, BadInput> read_order(const pack::Command& command,
                                                   const boost::json::object& with,
                                                   casework::Actor actor) {
  casework::Order order{.command = &command,
                        .on = {},
                        .inputs = std::vector<feel::Value>(command.inputs.size()),
                        .given = std::vector<bool>(command.inputs.size(), false),
                        .actor = std::move(actor),
                        .parent = {}};
  for (const auto& [name, json] : with) {
    if (name == pack::line_key) continue;
    const std::string text(name);
    const int input = command.find_input(text);
    if (input < 0) {
      std::vector<std::string> names;
      for (const auto& known : command.inputs) names.push_back(known.field.name);
      return BadInput{"/" + text, "no such input", nearest(text, names)};
    }
    const auto index = static_cast<std::size_t>(input);
    casework::ShapeFault fault;
    auto value = casework::read_value(json, command.inputs[index].field.type, fault);
    if (!value) return BadInput{"/" + text + fault.pointer, fault.expected, {}};
    order.inputs[index] = *std::move(value);
    order.given[index] = true;
  }
  return order;
}

}  // namespace guiju::app
