#pragma once

#include <filesystem>
#include <string>

namespace guiju::cli {

/// The 32 bytes that seal second factors, made of the file beside the database: `company.db.key`.
/// Made, readable for its owner alone, where there is none. It is no part of a backup of the
/// database: without it nobody's codes come out of one. Throws where it cannot be read.
std::string second_factor_key(const std::filesystem::path& database);

}  // namespace guiju::cli
