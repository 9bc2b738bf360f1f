#include "pack/yaml_json.hpp"

#include <boost/json/parse.hpp>

#include "pack/yaml.hpp"

namespace guiju::pack {
namespace {

namespace json = boost::json;

bool looks_like_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("-0123456789.") == std::string::npos &&
         text.find_last_of('-') + 1 <= 1 && text.back() != '.' &&
         text.find_first_of("0123456789") < 2;
}

/// Lines are kept as deep as the examples of a pack and the members of a company stand.
constexpr int deepest_line = 2;

json::value convert(const Yaml& yaml, int depth) {
  if (yaml.is_null()) return nullptr;
  if (yaml.is_list()) {
    json::array array;
    for (const auto& item : yaml.items()) array.push_back(convert(item, depth + 1));
    return array;
  }
  if (yaml.is_map()) {
    json::object object;
    for (const auto& [name, value] : yaml.entries()) object[name] = convert(value, depth + 1);
    if (depth <= deepest_line) object[line_key] = yaml.place().line;
    return object;
  }
  const auto text = yaml.string();
  if (!yaml.is_quoted()) {
    if (text == "true") return true;
    if (text == "false") return false;
    if (looks_like_number(text)) {
      boost::system::error_code fault;
      auto number = json::parse(text, fault);
      if (!fault) return number;
    }
  }
  return json::string(text);
}

}  // namespace

json::value yaml_to_json(const std::string& file, const std::string& text,
                         Diagnostics& diagnostics) {
  return convert(Yaml::parse(file, text, diagnostics), 0);
}

json::value yaml_to_json(const Yaml& yaml) { return convert(yaml, deepest_line + 1); }

}  // namespace guiju::pack
