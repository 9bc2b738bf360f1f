#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "app/texts.hpp"

namespace guiju::app {

/// What `why_json` tells, as lines for a terminal: what has not refused and was not done is left
/// out of the rows of long tables, nothing else.
std::string why_text(const boost::json::object& why, const Texts& texts, Language language);

}  // namespace guiju::app
