#pragma once

#include <string>

#include "http/call.hpp"

namespace guiju::http {

enum class FileKind { xlsx, csv, dmn };

/// A file that was made for whoever asks, to be saved under a name (without the ending). No cache
/// keeps it: whoever may have it today may not tomorrow.
Response file_response(FileKind kind, std::string bytes, std::string_view name);

}  // namespace guiju::http
