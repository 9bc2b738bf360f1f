#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "store/maintenance.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string from, to;
};

int copy(const Options& options, const char* what, decltype(&store::backup) work) {
  {
    Progress progress(what, 0);
    work(options.from, options.to, [&](std::uint64_t done, std::uint64_t total) {
      progress.update_of(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total),
                         "pages");
    });
  }
  std::cout << options.to << "  " << size_of(options.to) << " bytes\n";
  return done;
}

/// What is in PostgreSQL is copied in other ways.
const CLI::Validator is_file(
    [](const std::string& stated) {
      if (!store::Location(stated).is_postgres()) return CLI::ExistingFile(stated);
      return std::string(
          "is in PostgreSQL: save that with pg_basebackup or pg_dump, or copy the company to a "
          "file "
          "with `guiju migrate`");
    },
    "FILE");

}  // namespace

void add_backup(CLI::App& app, Action& action) {
  auto* save = app.add_subcommand(
      "backup", "Copy a company's database as it is now, beside the running server");
  auto saved = std::make_shared<Options>();
  save->add_option("--database", saved->from, "the company's database, a file")
      ->required()
      ->check(is_file);
  save->add_option("file", saved->to,
                   "the copy to make; it appears when it is whole, and nothing is overwritten")
      ->required();
  save->footer(
      "Exit codes: 0 done; 2 the copy could not be made (there is a file of that name, the disk is "
      "full …).");
  save->callback(
      [&action, saved] { action = [saved] { return copy(*saved, "backup", store::backup); }; });

  auto* bring = app.add_subcommand("restore", "Make a company's database of a backup");
  auto brought = std::make_shared<Options>();
  bring->add_option("file", brought->from, "the backup")->required()->check(CLI::ExistingFile);
  bring->add_option("--database", brought->to, "the database to make; nothing is overwritten")
      ->required();
  bring->footer(
      "Refuses a file that is no whole database of this program, and a name that is taken: move "
      "the old\n"
      "database away first. Afterwards `guiju verify` proves what was restored.\n"
      "Exit codes: 0 done; 2 nothing was restored.");
  bring->callback([&action, brought] {
    action = [brought] { return copy(*brought, "restore", store::restore); };
  });
}

}  // namespace guiju::cli
