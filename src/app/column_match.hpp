#pragma once

#include <string>
#include <vector>

#include "app/texts.hpp"

namespace guiju::app {

/// Finds for each title of a table the input of the command that it most likely means: by its name
/// or title in any language and script, then by the words that one has of the other. -1: none; no
/// input twice.
std::vector<int> match_columns(const std::vector<std::string>& titles, const pack::Command& command,
                               const Texts& texts);

}  // namespace guiju::app
