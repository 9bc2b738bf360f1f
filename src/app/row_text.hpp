#pragma once

#include <string>

#include "app/present.hpp"

namespace guiju::app {

/// The headline of a row as people read it: what stands in the title field is said in words where
/// it names something, a kind of slip or of report, a person.
std::string title_text(const Stage& stage, const Row& row);

}  // namespace guiju::app
