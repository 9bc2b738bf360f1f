#include "company.hpp"

#include <algorithm>

#include "founding.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::sim {

namespace json = boost::json;

Company::Company(const cli::PackLoader& loader, const std::string& pack)
    : name_(pack), people_(http_test::company_of(loader, pack)) {
  pack_ = loader.load(pack, people_.parameters, people_.calendar);
  shelf_.add(loader.base_pointer());
  shelf_.add(pack_);
  Diagnostics diagnostics;
  for (const auto& [path, text] : loader.read(loader.folder_of(pack))) {
    const bool is_example = path.find("examples/") != path.npos && path.ends_with(".yaml");
    if (is_example) take_lines(pack::yaml_to_json(path, text, diagnostics));
  }
}

void Company::found(app::Store& store) const { http_test::found_company(store, shelf_, people_); }

void Company::take_lines(const json::value& part) {
  if (const auto* items = part.if_array()) {
    for (const auto& item : *items) take_lines(item);
  }
  const auto* object = part.if_object();
  if (object == nullptr) return;
  const auto* command = object->if_contains("do");
  const auto* with = object->if_contains("with");
  if (command != nullptr && with != nullptr && with->is_object()) {
    auto inputs = with->get_object();
    inputs.erase(pack::line_key);
    auto& known = examples_[std::string(command->as_string())];
    if (std::ranges::find(known, inputs) == known.end()) known.push_back(std::move(inputs));
  }
  for (const auto& [name, member] : *object) take_lines(member);
}

const std::vector<json::object>& Company::examples_of(const std::string& command) const {
  static const std::vector<json::object> none;
  const auto found = examples_.find(command);
  return found == examples_.end() ? none : found->second;
}

}  // namespace guiju::sim
