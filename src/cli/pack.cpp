#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "app/examples.hpp"
#include "app/replay.hpp"
#include "casework/separation.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/pack_diff.hpp"
#include "cli/pack_files.hpp"
#include "cli/pack_mutate.hpp"
#include "cli/play_examples.hpp"
#include "pack/contradictions.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string pack;
  std::string packs;
  std::string company;
  bool verbose = false;
};

/// Whether the people of a company (the pack's own, where none is stated) can keep duties apart.
void check_people(const Options& options, const PackLoader& loader,
                  const std::filesystem::path& folder, const pack::Pack& pack,
                  Diagnostics& diagnostics) {
  const bool is_own = options.company.empty();
  const auto file =
      is_own ? "company.yaml" : std::filesystem::path(options.company).filename().generic_string();
  const auto json =
      is_own ? app::company_of(pack::layers_of(loader.read(folder), diagnostics), diagnostics)
             : pack::yaml_to_json(file, read_file(options.company), diagnostics);
  if (json.is_null()) return;
  const auto company = app::read_company(json, file, diagnostics);
  app::World world;
  app::found_company(company, loader.base(), Instant{}, world, diagnostics);
  app::Replay replay(pack, world, [](std::string_view) {});
  for (const auto& line : company.before) {  // delegations in force among them
    if (const auto stop = replay.play(std::nullopt, line)) {
      diagnostics.push_back(
          {.place = {file, 0, 0}, .code = "company", .message = stop->reason, .help = {}});
    }
  }
  for (auto& finding : casework::check_separation(pack, world.directory())) {
    diagnostics.push_back(std::move(finding));
  }
}

int check(const Options& options) {
  const PackLoader loader(find_places(options.packs));
  const auto folder = loader.folder_of(options.pack);
  Diagnostics diagnostics;
  const auto files = loader.read(folder);
  const bool is_company = files.front().path.empty() || is_base(folder);
  const auto pack = is_company ? loader.base_pointer() : loader.compile(files, {}, diagnostics);
  if (pack != nullptr && !is_company) check_people(options, loader, folder, *pack, diagnostics);
  if (pack != nullptr) {
    auto findings = pack::contradictions(*pack);
    for (auto& finding : findings.found) diagnostics.push_back(std::move(finding.diagnostic));
    if (options.verbose) std::cout << findings_text(findings.undecided, folder);
  }
  std::cout << findings_text(diagnostics, folder);
  if (pack == nullptr || has_errors(diagnostics)) return wrong_usage;
  std::size_t commands = 0;
  for (const auto& type : pack->types) commands += type->commands.size();
  std::cout << pack->id << ' ' << pack->version << ": " << pack->rules.size() << " rules, "
            << pack->types.size() << " record types, " << commands << " commands, "
            << pack->deadlines.size() << " deadlines: "
            << (diagnostics.empty() ? "no findings"
                                    : std::to_string(diagnostics.size()) + " findings")
            << '\n';
  return done;
}

std::vector<app::ExampleResult> play(const PackLoader& loader, const std::filesystem::path& folder,
                                     Diagnostics& diagnostics) {
  return play_examples(loader, loader.read(folder), is_base(folder), diagnostics);
}

int test(const Options& options) {
  const PackLoader loader(find_places(options.packs));
  const auto folder = loader.folder_of(options.pack);
  Diagnostics diagnostics;
  const auto results = play(loader, folder, diagnostics);
  std::size_t failed = 0;
  for (const auto& result : results) {
    const bool passed = result.failures.empty();
    failed += passed ? 0 : 1;
    if (passed && !options.verbose) continue;
    std::cout << (passed ? "passed  " : "FAILED  ") << (folder / result.place.file).generic_string()
              << ':' << result.place.line << "  " << result.name << '\n';
    for (const auto& failure : result.failures) std::cout << "          " << failure << '\n';
    if (passed || !options.verbose) continue;
    for (const auto& answer : result.answers) std::cout << "          | " << answer << '\n';
  }
  std::cout << findings_text(diagnostics, folder);
  std::cout << options.pack << ": " << results.size() - failed << " passed, " << failed
            << " failed\n";
  if (has_errors(diagnostics)) return wrong_usage;
  return failed == 0 && !results.empty() ? done : refused;
}

int coverage(const Options& options) {
  const PackLoader loader(find_places(options.packs));
  std::vector<std::string> wanted{options.pack};
  if (options.pack.empty()) wanted = loader.installed();
  std::size_t covered = 0;
  std::size_t all = 0;
  for (const auto& id : wanted) {
    const auto folder = loader.folder_of(id);
    const auto pack = loader.load(id);
    Diagnostics diagnostics;
    std::map<std::string, const app::ExampleResult*> proof;
    const auto results = play(loader, folder, diagnostics);
    for (const auto& result : results) {
      if (!result.failures.empty()) continue;
      for (const auto& rule : result.covers) proof.try_emplace(rule, &result);
    }
    for (const auto& rule : pack->rules) {
      ++all;
      const auto found = proof.find(rule.id);
      if (found == proof.end()) {
        std::cout << rule.id << "  MISSING: no passing example covers it\n";
        continue;
      }
      ++covered;
      std::cout << rule.id << "  " << rule.text.zh << "  <- " << found->second->place.file << ':'
                << found->second->place.line << ' ' << found->second->name << '\n';
    }
  }
  std::cout << covered << " of " << all << '\n';
  return covered == all && all > 0 ? done : refused;
}

void print_command(const pack::Pack& pack, const pack::Command& command) {
  std::cout << command.name << "  " << command.title.zh << " / " << command.title.en << '\n';
  std::cout << "    who:   ";
  if (!command.who_stated)
    std::cout << "everyone signed in";
  else if (command.who.empty())
    std::cout << "only the system";
  for (const auto& who : command.who) std::cout << who.name << ' ';
  std::cout << "\n    state: ";
  if (command.creates)
    std::cout << "(new) ";
  else if (command.from_any)
    std::cout << "any ";
  else if (command.from.empty())
    std::cout << "any that is not final ";
  for (const auto& state : command.from) std::cout << state << ' ';
  std::cout << "->";
  if (command.to.empty()) std::cout << " (unchanged)";
  for (const auto& target : command.to) std::cout << ' ' << target.state;
  std::cout << "\n    fact:  " << command.fact << '\n';
  for (const auto& input : command.inputs) {
    std::cout << "    with:  " << input.field.name << ": " << pack::to_text(input.field.type)
              << (input.required ? ", required" : "");
    if (input.default_value.is_stated()) std::cout << ", default " << input.default_value.text;
    if (input.field.choices.is_stated()) std::cout << ", one of " << input.field.choices.text;
    std::cout << '\n';
  }
  for (const auto& refusal : command.checks) {
    std::cout << "    refuse " << refusal.code << ':';
    for (const auto& rule : pack::rules_of(pack, refusal.rules)) std::cout << ' ' << rule;
    std::cout << '\n';
  }
  std::cout << "    rules:";
  for (const auto& rule : pack::rules_of(pack, command.rules)) std::cout << ' ' << rule;
  std::cout << "  articles:";
  for (const auto& article : pack::articles_of(pack, command.rules))
    std::cout << " [" << article << ']';
  std::cout << "\n\n";
}

int commands(const Options& options) {
  const PackLoader loader(find_places(options.packs));
  const auto pack = loader.load(options.pack);
  for (const auto& type : pack->types) {
    for (const auto& command : type->commands) {
      if (options.verbose || !command->who_stated || !command->who.empty())
        print_command(*pack, *command);
    }
  }
  return done;
}

void add_diff(CLI::App& pack, Action& action) {
  auto options = std::make_shared<DiffOptions>();
  auto* sub = pack.add_subcommand(
      "diff", "Print what changes in meaning from one edition of a pack to the next, by clause");
  sub->add_option("old", options->before, "a pack's folder, or its id")->required();
  sub->add_option("new", options->after, "a pack's folder, or its id")->required();
  add_packs_option(*sub, options->packs);
  sub->add_option("--lang", options->language, "zh or en")
      ->check(CLI::IsMember({"zh", "en"}))
      ->capture_default_str();
  sub->add_flag("--json", options->json, "print JSON");
  sub->callback([&action, options] {
    action = [options] {
      return print_differences(PackLoader(find_places(options->packs)), *options);
    };
  });
}

void add_mutate(CLI::App& pack, Action& action) {
  auto options = std::make_shared<MutateOptions>();
  auto* sub = pack.add_subcommand(
      "mutate",
      "Change numbers, comparisons and rows of packs one at a time, in memory, and print how many "
      "of the changes their examples notice, and which they miss; all packs if none is named");
  sub->add_option("pack", options->wanted, "packs' folders, or their ids");
  add_packs_option(*sub, options->packs);
  sub->add_option("--kind", options->kinds, "of what: table, parameter, deadline, guard")
      ->check(CLI::IsMember({"table", "parameter", "deadline", "guard"}))
      ->delimiter(',');
  sub->add_option("--sample", options->sample, "so many of each pack and kind; 0: all");
  sub->add_option("--seed", options->seed, "of the sample")->capture_default_str();
  sub->add_option("--least", options->least_pct,
                  "per cent; fail where less of a kind is noticed, over all packs")
      ->check(CLI::Range(0, 100));
  sub->add_option("--jobs", options->jobs, "at once; 0: one a core");
  sub->add_flag("-v,--verbose", options->verbose, "print every change, not only those missed");
  sub->callback([&action, options] {
    action = [options] { return mutate(PackLoader(find_places(options->packs)), *options); };
  });
}

}  // namespace

void add_pack(CLI::App& app, Action& action) {
  auto* pack =
      app.add_subcommand("pack", "Look at regulation packs: check, test, coverage, mutate");
  pack->require_subcommand(1);
  auto options = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* what, int (*run)(const Options&),
                       bool needed) {
    auto* sub = pack->add_subcommand(name, what);
    auto* which = sub->add_option("pack", options->pack, "a pack's folder, or its id");
    if (needed) which->required();
    add_packs_option(*sub, options->packs);
    sub->callback([&action, options, run] { action = [options, run] { return run(*options); }; });
    return sub;
  };
  auto* checking = add(
      "check",
      "Compile a pack and print every finding with file, line and column: what does not compile, "
      "clauses that contradict one another, with a case; look whether the people of its company "
      "can keep asking, deciding and booking apart",
      check, true);
  checking->add_option("--company", options->company,
                       "the people, instead of the pack's company.yaml");
  checking->add_flag("-v,--verbose", options->verbose, "print what could not be decided, too");
  add("test", "Play the examples of a pack and compare the outcome", test, true)
      ->add_flag("-v,--verbose", options->verbose, "print passed examples and every answer too");
  add("coverage", "Print every rule with the example that proves it; all packs if none is named",
      coverage, false);
  add("commands", "Print every command: fields, types, who may, in which state, clauses", commands,
      true)
      ->add_flag("-a,--all", options->verbose, "those that only the system gives too");
  add_diff(*pack, action);
  add_mutate(*pack, action);
  add_dry_run(*pack, action);
  add_pack_adopt(*pack, action);
  add_pack_use(*pack, action);
  add_trial_report(*pack, action);
}

}  // namespace guiju::cli
