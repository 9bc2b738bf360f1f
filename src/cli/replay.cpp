#include "app/replay.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/pack_files.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string pack, packs, company, timeline;
  bool summary_only = false;
  bool totals = false;
};

boost::json::value company_of(const Options& options, const std::filesystem::path& folder,
                              Diagnostics& diagnostics) {
  const auto path =
      options.company.empty() ? folder / "company.yaml" : std::filesystem::path(options.company);
  if (options.company.empty() && !std::filesystem::exists(path)) return nullptr;
  return pack::yaml_to_json(path.generic_string(), read_file(path), diagnostics);
}

int replay(const Options& options) {
  const PackLoader loader(find_places(options.packs));
  const auto folder = loader.folder_of(options.pack);
  Diagnostics diagnostics;
  const auto company =
      app::read_company(company_of(options, folder, diagnostics),
                        options.company.empty() ? "company.yaml" : options.company, diagnostics);
  const auto pack = loader.load(options.pack, company.parameters);
  app::World world;
  app::found_company(company, loader.base(), Instant{}, world, diagnostics);
  if (has_errors(diagnostics)) {
    std::cerr << findings_text(diagnostics, folder);
    return wrong_usage;
  }
  std::ifstream file;
  if (options.timeline != "-") {
    file.open(options.timeline);
    if (!file) throw std::runtime_error("cannot read " + options.timeline);
  }
  std::istream& in = options.timeline == "-" ? std::cin : file;
  std::ios::sync_with_stdio(false);
  bool quiet = options.summary_only;
  app::Replay run(*pack, world, [&](std::string_view line) {
    if (!quiet) std::cout << line << '\n';
  });
  if (quiet) run.keep_no_notices();
  for (const auto& line : company.before) {
    if (const auto stop = run.play(std::nullopt, line)) {
      std::cerr << "before: " << stop->reason << '\n';
      return wrong_usage;
    }
  }
  std::int64_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (const auto stop = run.play_text(number, line)) {
      std::cout.flush();
      std::cerr << options.timeline << ':' << stop->line << ": " << stop->reason << '\n';
      return wrong_usage;
    }
  }
  quiet = false;
  run.summarise(options.totals);
  return done;
}

}  // namespace

void add_replay(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand(
      "replay", "Play a timeline (JSON Lines) under a pack and print its decisions");
  auto options = std::make_shared<Options>();
  sub->add_option("--pack", options->pack, "the pack's folder or id")->required();
  sub->add_option("--packs", options->packs, "the folder that holds the packs");
  sub->add_option(
      "--company", options->company,
      "people, sites, clients and parameters (YAML); default: the pack's own company.yaml");
  sub->add_flag("--summary-only", options->summary_only, "print nothing but the summary");
  sub->add_flag("--totals", options->totals, "count in the summary instead of listing");
  sub->add_option("timeline", options->timeline, "the file, or - for standard input")->required();
  sub->footer(
      "A line: {\"at\":\"2026-03-02T10:00:00+08:00\",\"as\":\"<person or "
      "role>\",\"do\":\"<command>\",\"on\":\"<ref>\",\"with\":{…},\"ref\":\"<name>\"}\n"
      "`guiju pack commands PACK` lists the commands; docs/timeline.md is the whole format.");
  sub->callback([&action, options] { action = [options] { return replay(*options); }; });
}

}  // namespace guiju::cli
