#include "casework/directory.hpp"

#include <algorithm>

namespace guiju::casework {
namespace {

std::string text_of(const feel::Value* value) {
  return value == nullptr ? std::string() : std::string(value->as_string());
}

HeldRole role_of(const feel::Value& row) {
  HeldRole held{.role = text_of(row.find("role")),
                .site = text_of(row.find("site")),
                .department = text_of(row.find("department")),
                .principal = text_of(row.find("principal"))};
  if (const auto slash = held.role.find('/'); slash != std::string::npos) {
    held.pack = held.role.substr(0, slash);
    held.role.erase(0, slash + 1);
  }
  return held;
}

}  // namespace

bool Person::holds(std::string_view role, std::string_view site, std::string_view pack) const {
  if (!active) return false;
  for (const auto& held : roles) {
    if (held.is(role, pack) && (held.site.empty() || site.empty() || held.site == site))
      return true;
  }
  return false;
}

const Person* Directory::find_person(std::string_view key) const {
  const auto found = people.find(key);
  if (found != people.end()) return &found->second;
  const auto stand_in = stand_ins.find(key);
  return stand_in == stand_ins.end() ? nullptr : &stand_in->second;
}

std::string Directory::key_of_person(std::string_view key_or_name) const {
  if (find_person(key_or_name) != nullptr) return std::string(key_or_name);
  for (const auto& [key, person] : people) {
    if (person.name == key_or_name) return key;
  }
  return {};
}

bool Directory::is_read_from(const Record& record) {
  return record.pack().id == "company" &&
         std::ranges::find(types, record.type->name) != types.end();
}

bool Directory::take(const Record& record) {
  if (!is_read_from(record)) return false;
  const auto& type = record.type->name;
  const auto text = [&](const char* field) { return std::string(record.field(field).as_string()); };
  if (type == "person") {
    Person person{.key = record.key,
                  .name = text("name"),
                  .department = text("department"),
                  .roles = {},
                  .active = record.state == "active",
                  .on_leave = !record.field("on_leave_until").is_null()};
    for (const auto& row : record.field("roles").as_list()) {
      person.roles.push_back(role_of(row));
    }
    people.insert_or_assign(record.key, std::move(person));
  } else if (type == "department") {
    departments.insert_or_assign(record.key, Department{record.key, text("name"), text("head")});
  } else if (type == "site") {
    sites.insert_or_assign(record.key, Site{record.key, text("name")});
  } else {
    auto known = std::make_shared<calendar::Notices>();
    if (notices != nullptr) *known = *notices;
    known->table = text("table");
    if (known->texts.insert_or_assign(text("year"), text("text")).second) {
      known->mark += record.key + ':' + text("content") + '\n';
    }
    notices = std::move(known);
  }
  return true;
}

std::string acting_for(const Person& person, std::span<const std::string> words,
                       std::string_view site, std::string_view pack) {
  if (!person.active) return {};
  const auto find_role = [&](bool own) -> const HeldRole* {
    for (const auto& word : words) {
      for (const auto& held : person.roles) {
        const bool fits = held.site.empty() || site.empty() || held.site == site;
        if (held.is(word, pack) && fits && held.principal.empty() == own) return &held;
      }
    }
    return nullptr;
  };
  const bool is_named = std::any_of(words.begin(), words.end(), [&](const auto& word) {
    return !word.empty() && (word == person.key || word == person.department);
  });
  if (is_named || find_role(true) != nullptr) return person.key;
  const auto* held = find_role(false);
  return held == nullptr ? std::string{} : held->principal;
}

}  // namespace guiju::casework
