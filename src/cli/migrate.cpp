#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "store/dump.hpp"
#include "store/maintenance.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string database, to, contents, packs;
};

/// The hash of the last entry, which stands for all before it.
std::string last_hash(const store::Location& database, const store::FindPack& find_pack) {
  const store::Dump dump(database, find_pack);
  const auto entries = dump.entries(dump.entry_count(), 1);
  return entries.empty() ? "none" : to_hex(entries.front().hash);
}

std::vector<store::Finding> move(const Options& options, const store::FindPack& find_pack) {
  Progress progress("migrate", 0);
  return store::rebuild(options.database, options.to, options.contents, find_pack,
                        [&](std::uint64_t done, std::uint64_t total) {
                          progress.update_of(static_cast<std::int64_t>(done),
                                             static_cast<std::int64_t>(total), "entries");
                        });
}

store::VerifyReport proved(const Options& options, const store::FindPack& find_pack) {
  Progress progress("verify", 0);
  return store::verify(options.to, find_pack, {}, [&](std::uint64_t done, std::uint64_t total) {
    progress.update_of(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total),
                       "entries");
  });
}

int migrate(const Options& options) {
  const store::Location from = options.database, to = options.to;
  const PackLoader loader = loader_of_company(find_places(options.packs), from);
  const auto shelf = shelf_of_database(from, loader);
  const store::FindPack find_pack = [&](std::string_view id, std::string_view version) {
    return shelf->find(id, version);
  };
  const auto missing = move(options, find_pack);
  for (const auto& finding : missing) std::cout << finding.text << '\n';
  const auto report = proved(options, find_pack);
  for (const auto& finding : report.findings) std::cout << finding.text << '\n';
  std::cout << to.shown() << ": " << report.entries << " entries, " << report.records
            << " records, " << report.contents
            << " attachments: " << (report.is_sound() ? "sound\n" : "not sound\n");
  const auto moved = last_hash(to, find_pack), present = last_hash(from, find_pack);
  std::cout << "its journal ends with " << moved
            << (moved == present ? ", as that of " : "; something was written meanwhile in ")
            << from.shown() << '\n';
  return missing.empty() && report.is_sound() ? done : refused;
}

}  // namespace

void add_migrate(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand(
      "migrate", "Copy a company to another database: SQLite to PostgreSQL, or back");
  auto options = std::make_shared<Options>();
  add_database_option(*sub, options->database);
  add_new_database_options(*sub, "--to", options->to, options->contents);
  add_packs_option(*sub, options->packs);
  sub->footer(
      "The journal is copied as it is, hash by hash; records are made anew from it, and all is "
      "verified. What is written\n"
      "meanwhile is not copied: stop the server first where you mean to go on with the copy.\n"
      "Exit codes: 0 done; 1 the copy is not sound, or attachments are missing; 2 nothing could be "
      "made.");
  sub->callback([&action, options] { action = [options] { return migrate(*options); }; });
}

}  // namespace guiju::cli
