#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "pack/layers.hpp"

namespace guiju::app {

/// The file of a pack that names the timeline lines which its examples share.
inline constexpr std::string_view example_lines_path = "examples/lines.yaml";

/// Timeline lines by name. Those of a pack that extends another are laid over the inherited ones,
/// so that an inherited example goes the way of its new regulation.
struct ExampleLines {
  std::map<std::string, boost::json::object, std::less<>> lines;
  std::set<std::string, std::less<>> left_out;  ///< inherited, but `!absent` here
};

ExampleLines example_lines_of(const std::vector<pack::LayeredFile>& layers,
                              Diagnostics& diagnostics);

}  // namespace guiju::app
