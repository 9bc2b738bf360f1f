#include "feel/dmn/xml.hpp"

namespace guiju::feel::dmn {

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const auto& candidate : node.children()) {
    if (candidate.type() == pugi::node_element && local_name(candidate) == name) return candidate;
  }
  return {};
}

std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const auto& candidate : elements(node)) {
    if (local_name(candidate) == name) found.push_back(candidate);
  }
  return found;
}

std::vector<pugi::xml_node> elements(const pugi::xml_node& node) {
  std::vector<pugi::xml_node> found;
  for (const auto& candidate : node.children()) {
    if (candidate.type() == pugi::node_element) found.push_back(candidate);
  }
  return found;
}

std::string child_text(const pugi::xml_node& node, std::string_view name) {
  std::string text = child(node, name).text().get();
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string attribute(const pugi::xml_node& node, const char* name) {
  return node.attribute(name).value();
}

}  // namespace guiju::feel::dmn
