#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

namespace guiju::http_test {

/// The part of JSON Schema 2020-12 that the served description uses: type, enum, const, properties,
/// required, additionalProperties, items, minItems, maxItems, $ref within `document`. What is wrong
/// with `value`, each with a JSON pointer; a keyword that is not known here is wrong too.
std::vector<std::string> faults_of(const boost::json::value& value,
                                   const boost::json::value& schema,
                                   const boost::json::value& document);

}  // namespace guiju::http_test
