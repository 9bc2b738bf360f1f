#include "cli/demo/clients.hpp"

#include <set>

namespace guiju::demo {
namespace {

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

// 3-2-1501: building, unit, floor and flat.
std::string draw_room(const Site& site, Dice& dice) {
  return std::to_string(dice.between(1, site.buildings)) + "-" +
         std::to_string(dice.between(1, site.units)) + "-" +
         std::to_string(dice.between(1, site.floors)) + padded(dice.between(1, site.flats), 2);
}

}  // namespace

std::vector<Client> make_up_clients(const Data& data, Dice& dice) {
  std::vector<Client> clients;
  std::set<std::string> taken;
  while (static_cast<std::int64_t>(clients.size()) < data.names.clients) {
    const Site& site = data.sites[clients.size() % data.sites.size()];
    Client client;
    client.room = draw_room(site, dice);
    client.phone = dice.pick(data.names.phone_heads) + padded(dice.between(0, 99'999'999), 8);
    if (!taken.insert(site.key + client.room).second || !taken.insert(client.phone).second) {
      continue;
    }
    client.key = "K" + padded(static_cast<std::int64_t>(clients.size()) + 1, 4);
    client.name = dice.pick(data.names.surnames) + dice.pick(data.names.given);
    client.site = site.key;
    client.site_name = site.name;
    client.salesperson = dice.pick(site.salespeople);
    client.kind = dice.chance(data.names.prospects_in_a_hundred) ? "prospect" : "owner";
    clients.push_back(std::move(client));
  }
  return clients;
}

}  // namespace guiju::demo
