#include "app/clause_use.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <set>

namespace guiju::app {

namespace json = boost::json;

namespace {

/// Adds the rules of `pack` that the basis of a fact or a refusal names.
void add_rules(const json::object& told, const pack::Pack& pack, std::set<int>& rules) {
  const auto* basis = told.if_contains("basis");
  if (basis == nullptr || basis->at("pack").as_string() != pack.id) return;
  for (const auto& rule : basis->at("rules").as_array()) {
    const int index = pack.find_rule(std::string_view(rule.as_string()));
    if (index >= 0) rules.insert(index);
  }
}

}  // namespace

ClauseUses::ClauseUses(const pack::Pack& pack, Instant from, Instant to)
    : pack_(pack), from_(from), to_(to), uses_(pack.rules.size()) {}

void ClauseUses::take(const journal::EntryView& entry) {
  if (entry.at < from_ || entry.at >= to_) return;
  const auto document = json::parse({entry.body.data(), entry.body.size()});
  const auto& body = document.as_object();
  std::set<int> decided, refused, breached;
  if (const auto* facts = body.if_contains("facts")) {
    for (const auto& one : facts->as_array()) {
      const auto& fact = one.as_object();
      add_rules(fact, pack_, fact.at("fact").as_string() == "breach_recorded" ? breached : decided);
    }
  }
  if (const auto* refusal = body.if_contains("refusal")) {
    add_rules(refusal->as_object(), pack_, refused);
  }
  const auto count = [&](const std::set<int>& rules, std::int64_t ClauseUse::*what) {
    for (const int rule : rules) {
      auto& use = uses_[static_cast<std::size_t>(rule)];
      ++(use.*what);
      use.last = std::max(use.last, entry.at);
    }
  };
  count(decided, &ClauseUse::decided);
  count(refused, &ClauseUse::refused);
  count(breached, &ClauseUse::breached);
}

}  // namespace guiju::app
