#pragma once

#include <memory>
#include <span>
#include <string>

#include "http/services.hpp"

/// What happens to a table on the threads for imports.
namespace guiju::http {

/// The file that somebody has uploaded, as a table, without the two columns that handing back has
/// added. Throws app::TableError for what is none, and app::ReadingStopped; for an upload that is
/// not the person's (any more) std::nullopt is returned.
std::optional<app::TableFile> read_upload(const Services& services, const app::Reader& reader,
                                          const std::string& upload, const std::string& person,
                                          app::TableWish wish);
/// Why a table cannot be read, with what to do next.
app::Problem problem_of(const app::TableError& error, const app::Texts& texts,
                        app::Language language);

/// The titles of the two columns that rows have more when they are handed back: where they stood,
/// and why.
std::span<const pack::Text> handed_back_titles();

/// Whether a column can fill the input of that name.
bool is_fillable(const pack::Command& command, std::string_view name);

/// What a person or the company has settled about such a table the last time: under this name.
std::string setting_of(const pack::Command& command, const std::vector<std::string>& titles);

/// Tries or takes in all rows, under the rights that the person has by then. A trial leaves a line
/// in the journal (stream `company.import`) before the first row is tried: what a pack answers to a
/// row may hint at what the person does not see. Never throws.
void run_import(Services& services, ImportJob& job);

}  // namespace guiju::http
