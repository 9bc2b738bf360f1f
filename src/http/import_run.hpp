#pragma once

#include <memory>
#include <span>
#include <string>

#include "http/services.hpp"

/// What happens to a table on the threads for imports.
namespace guiju::http {

/// The file that somebody has uploaded, as a table. Throws app::TableError for what is none, and
/// for an upload that is not the person's (any more) std::nullopt is returned.
std::optional<app::TableFile> read_upload(const Services& services, const app::Reader& reader,
                                          const std::string& upload, const std::string& person,
                                          const std::string& sheet);
/// Why a table cannot be read, with what to do next.
app::Problem problem_of(const app::TableError& error, const app::Texts& texts,
                        app::Language language);

/// The titles of the two columns that rows have more when they are handed back: where they stood,
/// and why.
std::span<const pack::Text> handed_back_titles();

/// What a person or the company has settled about such a table the last time: under this name. A
/// file that was handed back and mended is the same kind of table.
std::string setting_of(const pack::Command& command, const std::vector<std::string>& titles);

/// Tries or takes in all rows, under the rights that the person has by then. Never throws.
void run_import(Services& services, ImportJob& job);

}  // namespace guiju::http
