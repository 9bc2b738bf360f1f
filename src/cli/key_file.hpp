#pragma once

#include <filesystem>
#include <string>

namespace guiju::cli {

/// The 32 bytes that seal second factors, of a file that is no part of a backup of the database:
/// without it nobody's codes come out of one. Made, readable for its owner alone, where there is
/// none. Throws where it cannot be read.
std::string key_of_file(const std::filesystem::path& path);

}  // namespace guiju::cli
