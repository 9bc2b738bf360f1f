#pragma once

#include <span>
#include <string>

#include "pack/model.hpp"

namespace guiju::http {

/// OpenAPI 3.1 of the whole API, made from the routes that validate requests and from every command
/// of `packs` with its inputs.
std::string openapi_json(std::span<const pack::Pack* const> packs);

/// The schemas of answers, `"Name": {…}` with commas: JSON Schema 2020-12, nothing additional
/// allowed.
std::string_view answer_schemas();

}  // namespace guiju::http
