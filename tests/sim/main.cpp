// A company at work on a virtual clock, everything drawn from one seed (docs/how-to/simulate.md).
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>

#include "finding.hpp"
#include "simulation.hpp"

namespace guiju::sim {
namespace {

struct Options {
  std::uint64_t seed = 1, seeds = 1;
  std::int64_t hours = 0, days = 30;
  std::vector<std::string> packs;
  std::string store = "memory";
  bool tells_untried = false, tells_steps = false;
};

std::string replay_command;

/// An assertion of the program has failed: without this line nobody could see it again.
void say_how_to_replay(int) {
  const std::string line = "\nto see it again: " + replay_command + "\n";
  if (write(STDERR_FILENO, line.data(), line.size()) < 0) std::_Exit(3);
  std::_Exit(2);
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void print(const Tally& tally, std::size_t commands, double seconds) {
  std::printf("\n%.1f days simulated in %.1f s: %.0f days a second\n", tally.days, seconds,
              tally.days / seconds);
  std::int64_t accepted = 0;
  for (const auto& [command, times] : tally.accepted) accepted += times;
  std::printf("%lld commands tried, %lld accepted: %zu of the %zu commands of these regulations\n",
              static_cast<long long>(tally.tried), static_cast<long long>(accepted),
              tally.accepted.size(), commands);
  for (const auto& [code, times] : tally.refused) {
    std::printf("  %8lld refused %s\n", static_cast<long long>(times), code.c_str());
  }
  std::printf(
      "%llu journal entries, %zu records, %zu limits breached, %d turns of the floor recomputed\n",
      static_cast<unsigned long long>(tally.entries), tally.records, tally.breaches,
      tally.assignments);
  std::printf(
      "%lld deaths of the process, %lld requests lost, %lld sent again, %lld times timers were"
      " late, %lld times the clock went back\n",
      static_cast<long long>(tally.deaths), static_cast<long long>(tally.lost),
      static_cast<long long>(tally.retries), static_cast<long long>(tally.late_timers),
      static_cast<long long>(tally.clock_jumps));
  std::printf("journal %s\n", to_hex(tally.journal).c_str());
}

/// One for each pack, made when it is its turn.
using Companies = std::vector<std::unique_ptr<Company>>;

/// Those that people give.
std::vector<std::string> commands_of(const Company& company) {
  std::vector<std::string> names;
  for (const auto& type : company.pack().types) {
    for (const auto& command : type->commands) {
      if (command->who_stated && command->who.empty()) continue;
      names.push_back(company.pack().id + '.' + command->name);
    }
  }
  return names;
}

std::size_t count_commands(const Companies& companies) {
  std::size_t count = 0;
  for (const auto& company : companies) {
    if (company != nullptr) count += commands_of(*company).size();
  }
  return count;
}

void print_untried(const Companies& companies, const Tally& total) {
  for (const auto& company : companies) {
    if (company == nullptr) continue;
    for (const auto& name : commands_of(*company)) {
      if (!total.accepted.contains(name)) std::printf("never accepted: %s\n", name.c_str());
    }
  }
}

/// False when something was found.
bool run_one(const Company& company, const Plan& plan, Tally& total) {
  Simulation simulation(company, plan);
  try {
    const Tally tally = simulation.run();
    total += tally;
    std::printf("seed %llu %s: %lld tried, %llu entries, %zu breaches, journal %.12s\n",
                static_cast<unsigned long long>(plan.seed), company.pack().id.c_str(),
                static_cast<long long>(tally.tried), static_cast<unsigned long long>(tally.entries),
                tally.breaches, to_hex(tally.journal).c_str());
    std::fflush(stdout);
    return true;
  } catch (const std::exception& found) {
    std::printf("\nseed %llu %s FAILED\n", static_cast<unsigned long long>(plan.seed),
                company.pack().id.c_str());
    for (const auto& step : simulation.last_steps()) std::printf("  %s\n", step.c_str());
    std::printf("%s\nto see it again: %s\n", found.what(), replay_command.c_str());
    return false;
  }
}

int run(const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  const cli::PackLoader loader(cli::find_places());
  const auto packs = options.packs.empty() ? loader.installed() : options.packs;
  Companies companies(packs.size());
  const auto hours = options.hours > 0 ? options.hours : options.days * 24;
  Tally total;
  std::uint64_t failed = 0;
  for (std::uint64_t seed = options.seed; seed < options.seed + options.seeds; ++seed) {
    // With several packs the seed says which one is played.
    auto& made = companies[seed % packs.size()];
    if (made == nullptr) made = std::make_unique<Company>(loader, packs[seed % packs.size()]);
    const Company& company = *made;
    replay_command = "./dev sim --pack " + company.name() + " --seed " + std::to_string(seed) +
                     " --hours " + std::to_string(hours) + " --store " + options.store;
    const Plan plan{.seed = seed,
                    .length = std::chrono::hours{hours},
                    .engine = options.store == "sqlite" ? Engine::sqlite : Engine::memory,
                    .is_told = options.tells_steps};
    failed += !run_one(company, plan, total);
  }
  if (options.tells_untried) print_untried(companies, total);
  print(total, count_commands(companies), seconds_since(start));
  const auto passed = options.seeds - failed;
  std::printf("%llu passed, %llu failed\n", static_cast<unsigned long long>(passed),
              static_cast<unsigned long long>(failed));
  return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace guiju::sim

int main(int argc, char** argv) {
  guiju::sim::Options options;
  CLI::App app(
      "A company at work on a virtual clock: what must never be is looked for all the time");
  app.add_option("--seed", options.seed, "of all chance; equal seeds give equal journals");
  app.add_option("--seeds", options.seeds, "so many runs, from --seed on");
  app.add_option("--hours", options.hours, "of each run, instead of --days");
  app.add_option("--days", options.days, "of each run (30)");
  app.add_option("--pack", options.packs, "id or folder of a pack; absent: all of packs/, in turn");
  app.add_option("--store", options.store, "memory or sqlite")
      ->check(CLI::IsMember({"memory", "sqlite"}));
  app.add_flag("--untried", options.tells_untried, "name the commands that were never accepted");
  app.add_flag("--steps", options.tells_steps, "print every step");
  CLI11_PARSE(app, argc, argv);
  std::signal(SIGABRT, guiju::sim::say_how_to_replay);
  try {
    return guiju::sim::run(options);
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "guiju_sim: %s\n", fault.what());
    return 2;
  }
}
