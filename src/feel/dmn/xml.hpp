#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace guiju::feel::dmn {

/// Parses `text`, which came from `file`. False, with an error that names line and column, when it
/// is no XML, declares a document type (entities are an attack on the reader, and DMN needs none),
/// or is nested deeper than any model. `options`: pugixml's.
bool load_xml(pugi::xml_document& document, std::string_view text, const std::string& file,
              Diagnostics& diagnostics, unsigned options = pugi::parse_default);
/// The same with what stands in `file`.
bool load_xml_file(pugi::xml_document& document, const std::string& file, Diagnostics& diagnostics,
                   unsigned options = pugi::parse_default);

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
