#pragma once

#include <pugixml.hpp>

#include "feel/decision_table.hpp"
#include "feel/dmn/types.hpp"

namespace guiju::feel::dmn {

/// Reads a `decisionTable` element. Places name the file only: XML readers keep no lines.
DecisionTableSource read_decision_table(const pugi::xml_node& node, const Types& types,
                                        const std::string& file);

}  // namespace guiju::feel::dmn
