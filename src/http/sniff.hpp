#pragma once

#include <string>
#include <string_view>

namespace guiju::http {

/// The media type that content looks like, by its first bytes: `image/png`, or
/// `application/octet-stream` for what is like nothing known. Takes milliseconds: for a worker.
std::string sniff_media_type(std::string_view head);

}  // namespace guiju::http
