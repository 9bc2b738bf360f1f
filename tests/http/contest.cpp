#include "contest.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <stdexcept>

#include "casework/claims.hpp"

namespace guiju::http_test {
namespace {

namespace json = boost::json;

constexpr int tokens_each = 4;

std::string token_of(const std::string& person, std::size_t number) {
  std::string token = "trial-" + std::to_string(number % tokens_each);
  for (const unsigned char c : person) token += "-" + std::to_string(c);  // a header is plain text
  return token;
}

std::string order_text(const std::string& token, const std::string& key, const std::string& command,
                       const std::string& on, const json::object& with) {
  json::object body{{"with", with}};
  if (!on.empty()) body["on"] = on;
  return request_text("POST", std::string("/api/v1/commands/") + pack_id + "/" + command,
                      {{"Authorization", "Bearer " + token},
                       {"Content-Type", "application/json"},
                       {"Idempotency-Key", key},
                       {"Accept-Language", "en"}},
                      json::serialize(body));
}

}  // namespace

Office::Office(const store::Location& company) : company_(company) {
  const auto store = open_company(company, shelf);
  found_company(*store, shelf, pack_id);
  for (const char* person : {"总销控", "销售经理", "现场主管"}) {
    give_token(*store, person, token_of(person, 0));
  }
  for (const auto& seller : sellers) {
    for (std::size_t n = 0; n < tokens_each; ++n) give_token(*store, seller, token_of(seller, n));
  }
}

void Office::tell_the_time() {
  ask("POST", "/api/v1/clock", json::serialize(json::object{{"to", now()}}));
}

Reply Office::done(const std::string& person, const std::string& command, const std::string& on,
                   const json::object& with) {
  Connection connection(server_->port());
  connection.send(
      order_text(token_of(person, 0), "setup-" + std::to_string(++orders_), command, on, with));
  Reply reply = connection.read_reply();
  if (reply.status >= 300) throw std::runtime_error(command + ": " + reply.body);
  return reply;
}

json::value Office::board() { return ask("GET", "/api/v1/boards/sales-office/floor", {}).json(); }

std::string Office::new_client() {
  const std::string phone = new_phone();
  done("A", "call.register", "", {{"site", "P1"}, {"name", "客户"}, {"phone", phone}});
  return last_client();
}

std::string Office::new_phone() {
  const std::string digits = std::to_string(++clients_);
  return "139" + std::string(8 - digits.size(), '0') + digits;
}

std::string Office::last_client() const {
  const std::string digits = std::to_string(clients_);
  return "K" + std::string(5 - digits.size(), '0') + digits;
}

std::string Office::new_unit() {
  return done("总销控", "unit.register", "",
              {{"site", "P1"},
               {"building", "1"},
               {"storey", 1},
               {"position", std::to_string(++units_)},
               {"price_fen", 100'000'000}})
      .text("id");
}

Reply Office::ask(const char* method, const std::string& target, const std::string& body) {
  Connection connection(server_->port());
  connection.send(request_text(method, target,
                               {{"Authorization", "Bearer " + token_of("销售经理", 0)},
                                {"Content-Type", "application/json"}},
                               body));
  Reply reply = connection.read_reply();
  if (reply.status != 200) throw std::runtime_error(target + ": " + reply.body);
  return reply;
}

namespace {

/// Every tenth asks with the key of whom he sits beside: a retry that came too early.
std::vector<Try> tries_of(std::size_t clients, const std::string& round, bool only_first,
                          const std::function<std::string(const Try&, std::size_t)>& request) {
  std::vector<Try> tries(clients);
  for (std::size_t i = 0; i < clients; ++i) {
    const std::size_t of = i % 10 == 9 ? i - 1 : i;
    tries[i].person = sellers[only_first ? 0 : of % sellers.size()];
    tries[i].key = round + "-" + std::to_string(of);
    tries[i].request = request(tries[i], of);
  }
  return tries;
}

Contest one_unit(Office& office, std::size_t clients, const std::string& round) {
  const std::string unit = office.new_unit(), client = office.new_client();
  Contest contest{.name = "hold a unit",
                  .tries = {},
                  .codes = {"UNIT_NOT_AVAILABLE"},
                  .clauses = {"SOC-78"},
                  .check = {}};
  contest.tries = tries_of(clients, round, false, [&](const Try& one, std::size_t i) {
    return order_text(token_of(one.person, i), one.key, "unit.hold", unit, {{"prospect", client}});
  });
  contest.check = [unit](const app::Reader& reader, const std::vector<const Try*>& winners) {
    const auto record = reader.find({unit});
    if (record->state != "held" || record->field("sold_by").as_string() != winners[0]->person) {
      fault(unit + " is not held by " + winners[0]->person);
    }
  };
  return contest;
}

/// One seller, who holds two units, from all his devices: one of ten numbers for one of the units.
/// `is_number`: one number for either of the two.
Contest one_paper(Office& office, std::size_t clients, const std::string& round, bool is_number) {
  std::vector<std::string> units;
  for (int i = 0; i < 2; ++i) {
    units.push_back(office.new_unit());
    office.done("A", "unit.hold", units.back(), {{"prospect", office.new_client()}});
  }
  json::array serials;
  for (int i = 0; i < 10; ++i) serials.emplace_back(round + "-R" + std::to_string(i));
  office.done("现场主管", "serial_stock.draw", "",
              {{"site", "P1"}, {"kind", "subscription"}, {"serials", serials}});
  Contest contest{.name = is_number ? "use a number" : "subscribe a unit",
                  .tries = {},
                  .codes = {"SERIAL_NOT_DRAWN", "UNIT_NOT_AVAILABLE"},
                  .clauses = {"SOC-77", "SOC-78"},
                  .check = {}};
  contest.tries = tries_of(clients, round, true, [&](const Try& one, std::size_t i) {
    return order_text(token_of(one.person, i), one.key, "subscription.draft",
                      units[is_number ? i % 2 : 0],
                      {{"serial_number", serials[is_number ? 0 : i % 10]}});
  });
  contest.check = [units](const app::Reader& reader, const std::vector<const Try*>&) {
    std::size_t papers = 0;
    for (const auto& id : units) {
      const auto unit = reader.find({id});
      papers += reader.children(unit->id, *unit->pack().find_type("subscription")).size();
    }
    if (papers != 1) fault(units[0] + " and its neighbour have " + std::to_string(papers));
  };
  return contest;
}

/// Each seller's book has room for one page of a client.
Contest one_page(Office& office, std::size_t clients, const std::string& round) {
  const std::string phone = office.new_phone(), client = office.last_client();
  for (const auto& seller : sellers) {
    office.done(seller, "call.register", "", {{"site", "P1"}, {"phone", phone}});
  }
  Contest contest{.name = "claim a client's page",
                  .tries = {},
                  .codes = {"PAGE_KNOWN"},
                  .clauses = {"SOC-22"},
                  .check = {}};
  contest.tries = tries_of(clients, round, false, [&](const Try& one, std::size_t i) {
    return order_text(token_of(one.person, i), one.key, "notebook_page.begin", client,
                      {{"background", "看房"}});
  });
  for (auto& one : contest.tries) {
    one.group = static_cast<std::size_t>(std::ranges::find(sellers, one.person) - sellers.begin());
  }
  contest.check = [client](const app::Reader& reader, const std::vector<const Try*>& winners) {
    const auto record = reader.find({std::string(pack_id) + ".prospect." + client});
    const auto pages = reader.children(record->id, *record->pack().find_type("notebook_page"));
    if (pages.size() != winners.size()) {
      fault(client + " has " + std::to_string(pages.size()) + " pages");
    }
  };
  return contest;
}

/// A number that calls for the first time, taken by everyone at once. The regulation lets every
/// seller have a registration, and a call is always written down: one file comes of it.
Contest one_file(Office& office, std::size_t clients, const std::string& round) {
  const std::string phone = office.new_phone(), client = office.last_client();
  Contest contest{
      .name = "register a caller", .tries = {}, .codes = {}, .clauses = {}, .check = {}};
  contest.tries = tries_of(clients, round, false, [&](const Try& one, std::size_t i) {
    return order_text(token_of(one.person, i), one.key, "call.register", "",
                      {{"site", "P1"}, {"phone", phone}});
  });
  contest.check = [client, phone](const app::Reader& reader, const std::vector<const Try*>&) {
    const auto record = reader.find({std::string(pack_id) + ".prospect." + client});
    if (record == nullptr || record->field("phone").as_string() != phone) {
      return fault(client + " is not the one file of " + phone);
    }
    const auto& type = *record->pack().find_type("registration");
    std::set<std::string> holders;
    const auto registrations = reader.children(record->id, type);
    for (const auto& one : registrations) {
      holders.emplace(one->field("salesperson").as_string());
    }
    if (registrations.size() != sellers.size() || holders.size() != sellers.size()) {
      fault(client + " has " + std::to_string(registrations.size()) + " registrations");
    }
  };
  return contest;
}

/// Everyone who opens the door gives the client to whose turn it is.
Contest one_turn(Office& office, std::size_t clients, const std::string& round) {
  const auto board = office.board();
  const auto& floor = board.at("floors").at(0);
  for (const auto& seller : floor.at("staff").as_array()) {
    const auto* busy = seller.as_object().if_contains("reception");
    if (busy == nullptr) continue;
    const std::string id =
        std::string(pack_id) + ".reception." + std::string(busy->at("number").as_string());
    const std::string person(seller.at("key").as_string());
    office.done(person, "visit.register", id, {{"prospect", "K00001"}});
    office.done(person, "reception.close", id, {});
  }
  const std::string next(floor.at("standby").as_string());
  Contest contest{.name = "take a turn",
                  .tries = {},
                  .codes = {"RECEPTION_IN_PROGRESS"},
                  .clauses = {"SOC-87"},
                  .check = {}};
  contest.tries = tries_of(clients, round, false, [&](const Try& one, std::size_t i) {
    return order_text(token_of(one.person, i), one.key, "arrival.record", floor_key,
                      {{"came_before", false}, {"receiver", next}});
  });
  contest.check = [next](const app::Reader& reader, const std::vector<const Try*>&) {
    const auto record = reader.find({std::string(pack_id) + ".floor." + floor_key});
    const auto& type = *record->pack().find_type("reception");
    const auto has = reader.holder(type, casework::claim_text("one_reception", {next}));
    if (has.record == nullptr) fault(next + " receives nobody");
  };
  return contest;
}

}  // namespace

Contest contest_of(Office& office, std::size_t clients, int round) {
  const std::string name = "r" + std::to_string(round);
  switch (round % 6) {
    case 0:
      return one_unit(office, clients, name);
    case 1:
      return one_paper(office, clients, name, false);
    case 2:
      return one_turn(office, clients, name);
    case 3:
      return one_page(office, clients, name);
    case 4:
      return one_paper(office, clients, name, true);
    default:
      return one_file(office, clients, name);
  }
}

}  // namespace guiju::http_test
