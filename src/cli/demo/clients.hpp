#pragma once

#include <string>
#include <vector>

#include "cli/demo/data.hpp"
#include "cli/demo/dice.hpp"

namespace guiju::demo {

struct Client {
  std::string key, name, phone, room, site, site_name, salesperson, kind;
};

/// Makes up the clients: no two have the same room or telephone. Sites take turns.
std::vector<Client> make_up_clients(const Data& data, Dice& dice);

}  // namespace guiju::demo
