#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>
#include <iostream>

#include "app/company.hpp"
#include "cli/commands.hpp"
#include "cli/company_file.hpp"
#include "cli/demo/seeding.hpp"
#include "cli/options.hpp"
#include "http/secrets.hpp"
#include "pack/yaml_json.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string database, contents, packs, demo = "demo", now;
  std::uint64_t seed = 1;
};

constexpr std::chrono::hours before_the_first_act{6};

Instant moment_of(const std::string& text) {
  if (text.empty()) {
    return std::chrono::time_point_cast<Seconds>(std::chrono::system_clock::now());
  }
  if (const auto stated = parse_instant(text)) return *stated;
  throw std::runtime_error("--clock wants a moment with its offset, 2026-03-07T02:10:00+08:00");
}

app::Company company_of(const demo::Data& data) {
  Diagnostics diagnostics;
  auto company =
      app::read_company(pack::yaml_to_json("company.yaml", data.company_yaml, diagnostics),
                        "company.yaml", diagnostics);
  if (has_errors(diagnostics)) throw std::runtime_error(findings_text(diagnostics, "demo"));
  return company;
}

void print_logins(const demo::Data& data) {
  std::cout << "\n" << data.name << "：password of all logins: " << data.password << "\n";
  for (const auto& login : data.logins) {
    std::cout << "  " << login.login
              << std::string(16 - std::min<std::size_t>(15, login.login.size()), ' ')
              << login.person << "  " << login.as << "\n";
  }
}

int seed_demo(const Options& options) {
  const PackLoader loader(find_places(options.packs));
  const demo::Data data = demo::read_data(options.demo);
  const app::Company company = company_of(data);
  const Instant now = moment_of(options.now);
  auto file = CompanyFile::make(options.database, options.contents, loader,
                                {data.name, company.parameters, true, company.regulations, {}});
  // Working hours of the made-up people: those of the regulation that counts in them.
  const auto lines =
      demo::tell(data, *file.shelf().in_force("huayuan", now)->calendar, now, options.seed);
  const app::Texts texts;
  demo::Seeding seeding(file.store(), file.contents(), file.shelf(), texts);
  seeding.found(company, lines.front().at - before_the_first_act);
  seeding.play(lines, now, [&](std::size_t done) {
    std::cerr << "\r" << done << " of " << lines.size() << " acts" << std::flush;
  });
  std::cerr << "\n";
  seeding.admit(data.logins, http::hash_password(data.password));
  print_logins(data);
  return done;
}

}  // namespace

void add_seed_demo(CLI::App& app, Action& action) {
  auto* sub = app.add_subcommand(
      "seed-demo",
      "Make a company to look at: people, clients, three months of cases at every stage");
  auto options = std::make_shared<Options>();
  add_new_database_options(*sub, "--database", options->database, options->contents);
  add_packs_option(*sub, options->packs);
  sub->add_option("--demo", options->demo, "the folder of names, topics and stories");
  sub->add_option("--clock", options->now, "the moment up to which it is told; default: now");
  sub->add_option("--seed", options->seed, "another number tells other stories");
  sub->footer(
      "Every act goes through the same desk as a person's; the clock moves from act to act.\n"
      "Equal --clock and --seed give an equal company.");
  sub->callback([&action, options] { action = [options] { return seed_demo(*options); }; });
}

}  // namespace guiju::cli
