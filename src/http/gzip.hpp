#pragma once

#include <string>
#include <string_view>

namespace guiju::http {

/// The text compressed (RFC 1952), quickly rather than well. Throws std::runtime_error where there
/// is no memory for it.
std::string gzipped(std::string_view text);

}  // namespace guiju::http
