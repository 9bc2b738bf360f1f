#pragma once

#include <string>

namespace CLI {
class App;
}

namespace guiju::cli {

/// Options that several subcommands have, in the same words. What is given must outlive `app`.
void add_packs_option(CLI::App& app, std::string& folder);
/// Of a company that is there.
void add_database_option(CLI::App& app, std::string& file);

}  // namespace guiju::cli
