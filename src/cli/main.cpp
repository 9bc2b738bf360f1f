#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "cli/commands.hpp"

int main(int argc, char** argv) {
  CLI::App app{"规矩 Guiju: makes a written customer regulation the running system."};
  app.require_subcommand(1);
  app.set_version_flag("--version", GUIJU_VERSION);
  app.footer(
      "Exit codes: 0 done; 1 something does not hold; 2 wrong call, missing file or pack with "
      "findings.");
  guiju::cli::Action action;
  guiju::cli::add_pack(app, action);
  guiju::cli::add_replay(app, action);
  guiju::cli::add_rotation(app, action);
  guiju::cli::add_seed_demo(app, action);
  guiju::cli::add_serve(app, action);
  guiju::cli::add_user(app, action);
  guiju::cli::add_init(app, action);
  guiju::cli::add_import(app, action);
  guiju::cli::add_calendar(app, action);
  guiju::cli::add_dmn(app, action);
  guiju::cli::add_export(app, action);
  guiju::cli::add_verify(app, action);
  guiju::cli::add_why(app, action);
  guiju::cli::add_backup(app, action);
  guiju::cli::add_migrate(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? guiju::cli::done : guiju::cli::wrong_usage;
  }
  try {
    return action ? action() : static_cast<int>(guiju::cli::done);
  } catch (const std::exception& error) {
    std::cerr << "guiju: " << error.what() << '\n';
    return guiju::cli::wrong_usage;
  }
}
