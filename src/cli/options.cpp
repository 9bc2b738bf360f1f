#include "cli/options.hpp"

#include <CLI/CLI.hpp>

namespace guiju::cli {

void add_packs_option(CLI::App& app, std::string& folder) {
  app.add_option("--packs", folder, "the folder that holds the packs");
}

void add_database_option(CLI::App& app, std::string& file) {
  app.add_option("--database", file, "the company's database")->required();
}

}  // namespace guiju::cli
