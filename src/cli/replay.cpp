#include "app/replay.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <iostream>

#include "app/mapped_timeline.hpp"
#include "cli/commands.hpp"
#include "cli/large_pages.hpp"
#include "cli/mapped_table.hpp"
#include "cli/options.hpp"
#include "cli/pack_files.hpp"
#include "cli/progress.hpp"
#include "cli/read_ahead.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string pack, packs, company, calendar, map, timeline;
  bool summary_only = false;
  bool totals = false;
};

/// Everything that one run rests on.
struct Stage {
  std::shared_ptr<const pack::Pack> pack;
  app::Company company;
  app::World world;
};

/// False, with findings on standard error, when the company does not hold.
bool set_up(const Options& options, const PackLoader& loader, Stage& stage) {
  const auto folder = loader.folder_of(options.pack);
  Diagnostics diagnostics;
  const auto read = [&](const std::filesystem::path& path) {
    return pack::yaml_to_json(path.generic_string(), read_file(path), diagnostics);
  };
  const auto path =
      options.company.empty() ? folder / "company.yaml" : std::filesystem::path(options.company);
  boost::json::value company =
      options.company.empty()
          ? app::company_of(pack::layers_of(loader.read(folder), diagnostics), diagnostics)
          : read(path);
  if (!options.calendar.empty() && (company.is_null() || company.is_object())) {
    if (company.is_null()) company.emplace_object();
    company.get_object()["calendar"] = read(options.calendar);
  }
  stage.company = app::read_company(company, path.filename().generic_string(), diagnostics);
  if (!has_errors(diagnostics)) {
    stage.pack = loader.load(options.pack, stage.company.parameters, stage.company.calendar);
    app::found_company(stage.company, loader.base(), Instant{}, stage.world, diagnostics);
  }
  if (has_errors(diagnostics)) std::cerr << findings_text(diagnostics, path.parent_path());
  return !has_errors(diagnostics);
}

std::optional<app::ReplayStop> play_timeline(std::istream& in, Progress& progress,
                                             app::Replay& run) {
  std::int64_t number = 0;
  std::int64_t bytes = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    bytes += static_cast<std::int64_t>(line.size()) + 1;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (auto stop = run.play_text(number, line)) return stop;
    progress.update(bytes, number, "lines");
  }
  return std::nullopt;
}

std::optional<app::ReplayStop> play_table(const Options& options, std::istream& in,
                                          const pack::Pack& pack, Progress& progress,
                                          app::Replay& run) {
  const pack::SourceFile file{options.map, read_file(options.map)};
  Diagnostics diagnostics;
  const auto head = app::read_mapping_head(file, diagnostics);
  MappedTable table(in, head.separator);
  const auto mapping = app::Mapping::compile(file, table.header(), pack, diagnostics);
  if (!mapping) throw std::runtime_error("\n" + findings_text(diagnostics, {}));
  app::EntryReader entries(table, *mapping);
  app::MappedTimeline timeline(entries, *mapping);
  struct Read {
    app::MappedLine line;
    std::int64_t bytes = 0, entries = 0;
  };
  ReadAhead<Read> lines([&](Read& read) {
    if (!timeline.next(read.line)) return false;
    read.bytes = table.bytes();
    read.entries = timeline.entries();
    return true;
  });
  for (Read read; lines.next(read);) {
    if (auto stop = run.play(read.line)) return stop;
    progress.update(read.bytes, read.entries, mapping->groups() ? "cases" : "rows");
  }
  if (const auto& fault = timeline.fault()) return app::ReplayStop{fault->csv_line, fault->reason};
  return std::nullopt;
}

int replay(const Options& options) {
  use_large_pages();
  const PackLoader loader(find_places(options.packs));
  // Never destroyed: the end of the process frees millions of values faster than they would.
  auto& stage = *new Stage;
  if (!set_up(options, loader, stage)) return wrong_usage;
  std::ifstream file;
  if (options.timeline != "-") {
    file.open(options.timeline, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + options.timeline);
  }
  std::istream& in = options.timeline == "-" ? std::cin : file;
  std::ios::sync_with_stdio(false);
  app::Replay run(*stage.pack, stage.world,
                  [](std::string_view line) { std::cout << line << '\n'; });
  if (options.summary_only) run.write_summary_only();
  for (const auto& line : stage.company.before) {
    if (const auto stop = run.play(std::nullopt, line)) {
      std::cerr << "before: " << stop->reason << '\n';
      return wrong_usage;
    }
  }
  std::optional<app::ReplayStop> stop;
  {
    Progress progress("replay", size_of(options.timeline));
    stop = options.map.empty() ? play_timeline(in, progress, run)
                               : play_table(options, in, *stage.pack, progress, run);
  }
  if (stop) {
    std::cout.flush();
    std::cerr << options.timeline << ':' << stop->line << ": " << stop->reason << '\n';
    return wrong_usage;
  }
  run.summarise(options.totals);
  return done;
}

}  // namespace

void add_replay(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand("replay",
                                 "Play a timeline (JSON Lines), or a table (CSV) through a "
                                 "mapping, under a pack and print its decisions");
  auto options = std::make_shared<Options>();
  sub->add_option("--pack", options->pack, "the pack's folder or id")->required();
  add_packs_option(*sub, options->packs);
  sub->add_option(
      "--company", options->company,
      "people, sites, clients and parameters (YAML); default: the pack's own company.yaml");
  sub->add_option(
      "--calendar", options->calendar,
      "a YAML file with what differs from the pack's calendar: zone, holidays, working_periods …");
  sub->add_option("--map", options->map,
                  "a mapping file: the input is a CSV file that it explains");
  sub->add_flag("--summary-only", options->summary_only, "print nothing but the summary");
  sub->add_flag("--totals", options->totals, "count in the summary instead of listing");
  sub->add_option("timeline", options->timeline, "the file, or - for standard input")->required();
  sub->footer(
      "A line: {\"at\":\"2026-03-02T10:00:00+08:00\",\"as\":\"<person or "
      "role>\",\"do\":\"<command>\",\"on\":\"<ref>\",\"with\":{…},\"ref\":\"<name>\"}\n"
      "`guiju pack commands PACK` lists the commands; docs/timeline.md is the whole format,\n"
      "docs/how-to/import.md explains mapping files.\n"
      "Compressed input: xz -dc FILE.csv.xz | guiju replay --pack P --map M -");
  sub->callback([&action, options] { action = [options] { return replay(*options); }; });
}

}  // namespace guiju::cli
