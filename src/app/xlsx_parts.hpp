#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "app/zip_file.hpp"

/// The XML parts of a workbook. Programs write them with different prefixes: names are compared
/// without.
namespace guiju::app::xlsx {

/// A part in memory: the tree points into the text.
struct Part {
  std::string text;
  pugi::xml_document xml;
};

/// Reads a part; false when there is none of that name. Throws TableError. Entities of a document's
/// own are not expanded, nothing outside is fetched.
bool read_part(const ZipFile& zip, const std::string& name, std::size_t bytes_max, Part& part);
/// The name of an element without its prefix.
std::string_view local_name(const pugi::xml_node& node);
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
/// The attribute of that name, whatever its prefix.
std::string_view attribute(const pugi::xml_node& node, std::string_view name);

/// What a part points to: by the id of the relation, and the first by the last word of its kind.
struct Relations {
  std::map<std::string, std::string, std::less<>> by_id;
  std::map<std::string, std::string, std::less<>> by_kind;  ///< `sharedStrings`: the part
};
Relations relations_of(const ZipFile& zip, const std::string& part, std::size_t bytes_max);

/// The text of a string with runs; readings of characters, which East Asian Excel keeps beside
/// them, are no part of it.
std::string text_of_string(const pugi::xml_node& node);

}  // namespace guiju::app::xlsx
