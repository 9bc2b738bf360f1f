#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/options.hpp"
#include "cli/rotation_recount.hpp"
#include "store/dump.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string database, packs;
};

int verify(const Options& options) {
  const PackLoader loader = loader_of_company(find_places(options.packs), options.database);
  const auto shelf = shelf_of_database(options.database, loader);
  const auto find = [&](std::string_view id, std::string_view version) {
    return shelf->find(id, version);
  };
  Recount recount;
  store::Dump(options.database, find).journal([&](const journal::EntryView& entry) {
    const auto* pack = shelf->find(entry.pack_id, entry.pack_version);
    if (pack != nullptr && !pack->boards.empty()) recount.take(entry, *pack);
  });
  std::cout << recount.right + recount.wrong << " assignments recomputed: " << recount.right
            << " right, " << recount.wrong << " wrong\n";
  return recount.wrong == 0 ? done : refused;
}

}  // namespace

void add_rotation(CLI::App& app, Action& action) {
  auto* rotation = app.add_subcommand("rotation", "Who received whom on the sales floor");
  rotation->require_subcommand(1);
  auto* sub = rotation->add_subcommand(
      "verify", "Recompute every assignment from arrivals, skips and make-ups in the journal");
  auto options = std::make_shared<Options>();
  add_database_option(*sub, options->database);
  add_packs_option(*sub, options->packs);
  sub->footer(
      "Names every assignment that is not what the rule gives.\n"
      "Exit codes: 0 all are right; 1 some are not; 2 the database cannot be read.");
  sub->callback([&action, options] { action = [options] { return verify(*options); }; });
}

}  // namespace guiju::cli
