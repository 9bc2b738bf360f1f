#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace guiju::feel::dmn {

/// The name of an element without its namespace's prefix.
std::string_view local_name(const pugi::xml_node& node);
/// The first child element of that name; an empty node when there is none.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name);
std::vector<pugi::xml_node> elements(const pugi::xml_node& node);
/// The text of the child element `name`, white space around it taken off.
std::string child_text(const pugi::xml_node& node, std::string_view name);
std::string attribute(const pugi::xml_node& node, const char* name);

}  // namespace guiju::feel::dmn
