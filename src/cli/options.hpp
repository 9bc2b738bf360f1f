#pragma once

#include <string>

namespace CLI {
class App;
}

namespace guiju::cli {

/// Options that several subcommands have, in the same words. What is given must outlive `app`.
void add_packs_option(CLI::App& app, std::string& folder);
/// Of a company that is there.
/// A file, or a URL of PostgreSQL.
void add_database_option(CLI::App& app, std::string& database);
/// Of a database that is to be made; `name`: that of the option for it.
void add_new_database_options(CLI::App& app, const char* name, std::string& database,
                              std::string& contents);

}  // namespace guiju::cli
