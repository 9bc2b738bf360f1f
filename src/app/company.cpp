#include "app/company.hpp"

#include <boost/json/serialize.hpp>

#include "app/order.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::app {
namespace {

namespace json = boost::json;

struct Section {
  const char* name;
  const char* command;
};

/// In the order in which one may refer to the other.
constexpr Section sections[] = {
    {"sites", "site.register"},
    {"departments", "department.register"},
    {"people", "person.register"},
    {"clients", "client.register"},
};

void report(Diagnostics& diagnostics, const std::string& file, const json::value& at,
            std::string message, std::string help = {}) {
  int line = 0;
  if (const auto* object = at.if_object()) {
    if (const auto* stated = object->if_contains(pack::line_key))
      line = static_cast<int>(stated->as_int64());
  }
  diagnostics.push_back({.place = {file, line, 0},
                         .code = "company",
                         .message = std::move(message),
                         .help = std::move(help)});
}

std::vector<std::string> read_regulations(const json::value& stated, const json::value& company,
                                          const std::string& file, Diagnostics& diagnostics) {
  std::vector<std::string> ids;
  const auto* list = stated.if_array();
  if (list == nullptr) report(diagnostics, file, company, "`regulations` is a list of packs");
  for (const auto& id : list == nullptr ? json::array{} : *list) {
    if (id.is_string()) ids.emplace_back(id.get_string());
  }
  return ids;
}

}  // namespace

Company read_company(const json::value& value, const std::string& file, Diagnostics& diagnostics) {
  Company company;
  const auto* object = value.if_object();
  if (object == nullptr) {
    if (!value.is_null()) report(diagnostics, file, value, "a company is a map");
    return company;
  }
  for (const auto& [name, part] : *object) {
    const bool known = name == pack::line_key || name == "parameters" || name == "before" ||
                       name == "calendar" || name == "name" || name == "regulations" ||
                       std::any_of(std::begin(sections), std::end(sections),
                                   [&name = name](const Section& s) { return name == s.name; });
    if (!known) {
      report(
          diagnostics, file, value, "`" + std::string(name) + "` is not known here",
          "known are name, regulations, sites, departments, people, clients, calendar, parameters, "
          "before");
    }
  }
  if (const auto* name = object->if_contains("name"); name && name->is_string()) {
    company.name = name->get_string();
  }
  for (const auto& section : sections) {
    const auto* members = object->if_contains(section.name);
    if (members == nullptr || members->is_null()) continue;
    if (!members->is_array()) {
      report(diagnostics, file, value, std::string("`") + section.name + "` is a list");
      continue;
    }
    for (const auto& member : members->get_array()) {
      if (const auto* inputs = member.if_object()) {
        company.members.emplace_back(section.command, *inputs);
      } else {
        report(diagnostics, file, value, std::string("each of `") + section.name + "` is a map");
      }
    }
  }
  if (const auto* parameters = object->if_contains("parameters");
      parameters && parameters->is_object()) {
    for (const auto& [name, stated] : parameters->get_object()) {
      if (name == pack::line_key) continue;
      company.parameters.push_back({std::string(name), json::serialize(stated), {file, 0, 0}});
    }
  }
  if (const auto* regulations = object->if_contains("regulations")) {
    company.regulations = read_regulations(*regulations, value, file, diagnostics);
  }
  if (const auto* calendar = object->if_contains("calendar"); calendar && calendar->is_object()) {
    auto stated = calendar->get_object();
    stated.erase(pack::line_key);
    company.calendar = json::serialize(stated);
  }
  if (const auto* before = object->if_contains("before"); before && before->is_array()) {
    for (const auto& line : before->get_array()) {
      if (line.is_object()) company.before.push_back(line.get_object());
    }
  }
  return company;
}

json::value company_of(const std::vector<pack::LayeredFile>& layers, Diagnostics& diagnostics) {
  for (const auto& file : layers) {
    if (file.path != "company.yaml") continue;
    const auto read = [&](const pack::SourceFile& layer) {
      return pack::yaml_to_json(layer.path, layer.text, diagnostics);
    };
    return file.below ? merge_company(read(*file.below), read(file.top)) : read(file.top);
  }
  return nullptr;
}

json::value merge_company(const json::value& general, const json::value& special) {
  if (!special.is_object()) return general;
  json::object merged = general.is_object() ? general.get_object() : json::object{};
  for (const auto& [name, part] : special.get_object()) {
    auto& known = merged[name];
    if (name == "before" || !known.is_array() || !part.is_array()) {
      if (name == "parameters" && known.is_object() && part.is_object()) {
        for (const auto& [parameter, stated] : part.get_object())
          known.get_object()[parameter] = stated;
      } else {
        known = part;
      }
      continue;
    }
    for (const auto& member : part.get_array()) {
      const auto* key = member.is_object() ? member.get_object().if_contains("key") : nullptr;
      auto& list = known.get_array();
      const auto same = std::find_if(list.begin(), list.end(), [&](const json::value& m) {
        const auto* other = m.is_object() ? m.get_object().if_contains("key") : nullptr;
        return key != nullptr && other != nullptr && *other == *key;
      });
      if (same == list.end()) {
        list.push_back(member);
      } else {
        *same = member;
      }
    }
  }
  return merged;
}

void found_company(const Company& company, const pack::Pack& base, Instant at, World& world,
                   Diagnostics& diagnostics) {
  for (const auto& [name, inputs] : company.members) {
    const auto* command = base.find_command(name);
    const auto read = read_order(*command, inputs, {casework::Actor::Kind::system, {}});
    if (const auto* bad = std::get_if<BadInput>(&read)) {
      report(diagnostics, "company", inputs,
             "`" + bad->pointer + "` of " + name + ": " + bad->expected);
      continue;
    }
    const auto outcome = casework::decide(world, std::get<casework::Order>(read), at);
    if (const auto* decision = std::get_if<casework::Decision>(&outcome)) {
      world.take(*decision);
      continue;
    }
    const auto& refusal = std::get<casework::Refusal>(outcome);
    std::string names;
    for (const auto& field : refusal.fields) names += " " + field;
    for (const auto& one : refusal.names) names += " " + one;
    report(diagnostics, "company", inputs, name + " is refused: " + refusal.code + names);
  }
}

}  // namespace guiju::app
