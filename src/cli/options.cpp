#include "cli/options.hpp"

#include <CLI/CLI.hpp>

namespace guiju::cli {

void add_packs_option(CLI::App& app, std::string& folder) {
  app.add_option("--packs", folder, "the folder that holds the packs");
}

void add_database_option(CLI::App& app, std::string& database) {
  app.add_option("--database", database, "the company's database: a file, or postgresql://…")
      ->required();
}

void add_new_database_options(CLI::App& app, const char* name, std::string& database,
                              std::string& contents) {
  app.add_option(name, database,
                 "the file to make, or an empty database of PostgreSQL (postgresql://…); nothing "
                 "is overwritten")
      ->required();
  app.add_option("--contents", contents,
                 "the folder for attachments, with PostgreSQL; those of a file lie beside it");
}

}  // namespace guiju::cli
