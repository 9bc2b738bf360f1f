#include "app/order.hpp"

#include "base/json.hpp"
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

std::string inputs_json(const casework::Order& order) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  for (std::size_t i = 0; i < order.inputs.size(); ++i) {
    if (!order.given[i]) continue;
    std::string value;
    feel::append_json(value, order.inputs[i]);
    json.key(order.command->inputs[i].field.name).raw(value);
  }
  json.end_object();
  return out;
}

}  // namespace guiju::app
