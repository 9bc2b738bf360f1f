#pragma once

#include <string>
#include <vector>

#include "cli/demo_data.hpp"
#include "cli/demo_dice.hpp"

namespace guiju::cli {

struct DemoClient {
  std::string key, name, phone, room, site, site_name, salesperson, kind;
};

/// Makes up the clients: no two have the same room or telephone. Sites take turns.
std::vector<DemoClient> make_up_clients(const DemoData& data, Dice& dice);

}  // namespace guiju::cli
