#pragma once

#include <boost/json/value.hpp>
#include <string>

#include "base/diagnostic.hpp"

namespace guiju::pack {

class Yaml;

/// Reads YAML as JSON: unquoted numbers, truth values and null are such, everything else (moments
/// and dates too) is text. A syntax error becomes a diagnostic and null. An object of the
/// upper levels gets the line it began on under `line_key`, so that later findings can say where.
inline constexpr const char* line_key = "$line";
boost::json::value yaml_to_json(const std::string& file, const std::string& text,
                                Diagnostics& diagnostics);

/// The same of a node that has been parsed, without the lines.
boost::json::value yaml_to_json(const Yaml& yaml);

}  // namespace guiju::pack
