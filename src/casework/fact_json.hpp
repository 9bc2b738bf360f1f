#pragma once

#include <boost/json/value.hpp>
#include <functional>

#include "casework/fact.hpp"

namespace guiju::casework {

using FindPackById = std::function<const pack::Pack*(std::string_view id)>;

/// `read_journal_json` of a fact that has been parsed already, as a part of a journal entry's body.
Fact read_journal_fact(const boost::json::value& json, const FindPackById& find_pack);

}  // namespace guiju::casework
