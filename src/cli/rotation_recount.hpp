#pragma once

#include <algorithm>
#include <boost/json.hpp>
#include <iostream>
#include <map>

#include "journal/entry.hpp"
#include "pack/model.hpp"

// Recomputes every assignment of the rotation from the journal alone: arrivals, ends, goings and
// comings. Short, and shares no code with what decides, so that anyone can read that it is right.
namespace guiju::cli {
namespace json = boost::json;
using Texts = std::vector<std::string>;
struct Seller {
  std::string where = "off_duty", reception;
  std::int64_t missed = 0;
  std::vector<Instant> credits;
};
struct Floor {
  Texts queue;
  std::map<std::string, Seller> staff;
  std::map<std::string, std::string> receiver_of;  // by reception
  std::map<std::string, Texts> unwanted;           // who may not stand in, by reception
};
class Recount {
 public:
  void take(const journal::EntryView& entry, const pack::Pack& pack) {
    pack_ = &pack;
    at_ = entry.at;
    const auto body = json::parse(entry.body).as_object();
    if (!body.contains("facts")) return;  // refused
    for (const auto& fact : body.at("facts").as_array()) read(fact.as_object(), body);
  }
  int right = 0, wrong = 0;

 private:
  static std::string text(const json::object& from, const char* name) {
    const auto* found = from.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
  }
  std::string parameter(const std::string& name) const {
    const auto* found = pack_->find_parameter(name);
    return found == nullptr ? "" : std::string(found->value.as_string());
  }
  bool is_free(const std::string& person) {
    const auto& one = site_->staff[person];
    return one.where == "on_duty" && one.reception.empty();
  }

  void read(const json::object& fact, const json::object& body) {
    const auto name = text(fact, "fact"), type = text(fact, "type"), key = text(fact, "key");
    const auto* made = fact.if_contains("set");
    const json::object set = made == nullptr ? json::object{} : made->as_object();
    if (type != "floor" && type != "reception") return;
    const auto day = key.rfind('-', key.rfind('-') - 1);  // `<site>-<day>-<serial>`
    site_ = &sites_[type == "floor" ? key : key.substr(0, day)];
    if (name == "rotation_order_set") site_->queue = texts(set.at("queue"));
    const auto dismissed = text(set, "last_dismissed");
    if (name == "availability_changed" || !dismissed.empty()) go(body, dismissed);
    const bool ends =
        name == "reception_closed" || (name == "client_handed_back" && set.contains("received_by"));
    if (ends || name == "reception_reclassified") whose_turn_ = site_->receiver_of[key];
    if (ends) site_->staff[whose_turn_].reception.clear();
    if (name == "make_up_credit_changed") site_->staff[whose_turn_].credits.push_back(at_);
    if (set.contains("refuses")) site_->unwanted[key] = texts(set.at("refuses"));
    if (name == "reception_opened") site_->unwanted[key].push_back(text(set, "owner"));
    if (name == "rotation_moved") assign(set);
    if (name == "named_turn_counted") {  // a turn that the queue did not give: he goes to its end
      std::ranges::stable_partition(site_->queue, [&](auto& one) { return one != whose_turn_; });
    }
  }
  static Texts texts(const json::value& list) {
    return list.is_null() ? Texts{} : json::value_to<Texts>(list);
  }
  void go(const json::object& body, const std::string& dismissed) {
    // Whoever is dismissed goes by an act on another stream, which alone tells what was asked.
    const auto input = dismissed.empty() ? body.at("input").as_object() : json::object{};
    auto person = dismissed.empty() ? text(input, "salesperson") : dismissed;
    if (person.empty()) person = text(body.at("by").as_object(), "key");
    auto& seller = site_->staff[person];
    seller.where = dismissed.empty() ? text(input, "to") : "left";
    const auto& where = seller.where;
    const auto place = parameter(where == "official_errand" ? "errand_place" : where + "_place");
    if (where == "left" || place == "leaves_queue") std::erase(site_->queue, person);
    if (where == "left") seller = {.where = "left"};
    if (where != "on_duty") return;
    auto& queue = site_->queue;
    if (std::ranges::find(queue, person) == queue.end()) queue.push_back(person);
    for (; seller.missed > 0; --seller.missed) seller.credits.push_back(at_);
  }

  /// What the regulation says for a client who comes now.
  std::string turn() {
    std::string first;
    for (auto& [person, seller] : site_->staff) {
      if (!is_free(person) || seller.credits.empty()) continue;
      if (first.empty() || seller.credits[0] < site_->staff[first].credits[0]) first = person;
    }
    if (!first.empty()) {
      site_->staff[first].credits.erase(site_->staff[first].credits.begin());
      return first;
    }
    Texts kept, end;
    const auto at = std::ranges::find_if(site_->queue, [&](auto& one) { return is_free(one); });
    if (at == site_->queue.end()) return "";
    const std::string receiver = *at;
    for (auto one = site_->queue.begin(); one != at; ++one) {
      const auto& where = site_->staff[*one].where;
      const auto rule = parameter(where == "on_duty"           ? "passed_over_busy"
                                  : where == "official_errand" ? "passed_over_official_errand"
                                                               : "passed_over_away");
      const auto* credit = pack_->find_parameter("make_up_credit_per_pass");
      if (where == "official_errand") site_->staff[*one].missed += *credit->value.as_int64();
      (rule == "forfeits_turn" ? end : kept).push_back(*one);
    }
    kept.insert(kept.end(), at + 1, site_->queue.end());
    kept.insert(kept.end(), end.begin(), end.end());
    kept.push_back(receiver);
    site_->queue = kept;
    return receiver;
  }
  void assign(const json::object& set) {
    const auto kind = text(set, "last_kind"), receiver = text(set, "last_receiver");
    const auto reception = text(set, "last_reception");
    std::string expected = receiver;  // whom a client named, or owns: the queue has no say
    const bool is_event = kind == "event" && set.at("last_counted").as_bool();
    if (kind == "rotation" || kind == "make_up" || is_event) expected = turn();
    if (kind == "stand_in") {
      const auto& unwanted = site_->unwanted[reception];
      const auto first = std::ranges::find_if(site_->queue, [&](auto& one) {
        return is_free(one) && std::ranges::find(unwanted, one) == unwanted.end();
      });
      expected = first == site_->queue.end() ? "" : *first;
    }
    const bool fits = expected == receiver && is_free(receiver) &&
                      (!set.contains("queue") || texts(set.at("queue")) == site_->queue);
    ++(fits ? right : wrong);
    if (!fits) std::cout << reception << ": " << receiver << ", by the rule " << expected << '\n';
    site_->staff[receiver].reception = reception;
    site_->receiver_of[reception] = whose_turn_ = receiver;
  }

  std::string whose_turn_;
  const pack::Pack* pack_ = nullptr;
  Instant at_{};
  std::map<std::string, Floor> sites_;
  Floor* site_ = nullptr;
};

}  // namespace guiju::cli
