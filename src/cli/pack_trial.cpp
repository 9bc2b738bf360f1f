#include <CLI/CLI.hpp>
#include <iostream>

#include "app/edition.hpp"
#include "app/journal_reading.hpp"
#include "app/present_dry_run.hpp"
#include "app/trial_report.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "cli/read_company.hpp"

namespace guiju::cli {
namespace {

struct Options {
  std::string edition, database, packs, language = "zh-Hans";
};

/// By its id, or as people write it: `my-regulation@2.0.0`.
casework::RecordPtr find_edition(const app::Reader& reader, const std::string& what) {
  const std::string kind = "company.edition.";
  const auto found = reader.find({what.starts_with(kind) ? what : kind + what});
  if (found == nullptr || !app::is_edition(*found)) {
    throw std::runtime_error("there is no version `" + what + "`; write my-regulation@2.0.0");
  }
  return found;
}

/// What the version before would have done with the time of the trial.
app::DryRunReport play_previous(const ReadCompany& company, const app::Trial& trial) {
  const auto& zone = trial.previous->calendar_rules.zone;
  const Instant from = zone.to_instant(LocalTime(trial.first_day));  // whole days, as on its page
  const Instant to = zone.to_instant(LocalTime(trial.last_day + std::chrono::days(1)));
  app::DryRun run(company.shelf(), *trial.previous, from, to, app::Visibility::all());
  Progress progress("dryrun", 0);
  const auto total = static_cast<std::int64_t>(company.reader().entry_count());
  app::read_entries(company.reader(), 1, company.reader().entry_count(), [&](journal::Entry entry) {
    progress.update_of(static_cast<std::int64_t>(entry.seq), total, "entries");
    run.take(std::move(entry));
    return true;
  });
  return run.finish();
}

void print(const app::Stage& stage, const app::Trial& trial, const app::DryRunReport& report) {
  using pack::Text;
  const Text same{"试行期间，按原版本办理，结果没有不同", "",
                  "The version before would have decided alike"};
  const Text other{"试行期间，若按原版本办理，会有不同的", "",
                   "What the version before would have done otherwise"};
  const Text cases{"涉及", "", "cases:"};
  const bool is_same = report.differences.empty();
  std::cout << stage.say(is_same ? same : other) << " (" << trial.previous->version << ")\n";
  for (const auto& [effect, count] : report.effects) {
    std::cout << "  " << stage.say(app::title_of(effect)) << ' ' << count.differences << "; "
              << stage.say(cases) << ' ' << count.cases << '\n';
  }
  for (const auto& [name, sum] : report.sums) {
    std::cout << "  " << stage.say(sum.what) << ' '
              << app::amount_text(stage, *trial.version, sum.before_fen) << " -> "
              << app::amount_text(stage, *trial.version, sum.after_fen) << '\n';
  }
}

int trial_report(const Options& options) {
  const ReadCompany company(options.database, options.packs);
  const auto edition = find_edition(company.reader(), options.edition);
  const auto trial = app::trial_of(*edition, company.shelf(), company.now());
  if (!trial) throw std::runtime_error("`" + options.edition + "` has not been on trial");
  const auto stage = company.stage(language_named(options.language));
  const auto uses = app::count_trial(stage, company.reader(), *trial, company.shelf());
  std::cout << trial_text(stage, *trial, uses);
  if (trial->previous != nullptr) print(stage, *trial, play_previous(company, *trial));
  return done;
}

}  // namespace

void add_trial_report(CLI::App& pack, Action& action) {
  auto* sub =
      pack.add_subcommand("trial-report",
                          "Print what a version of a regulation on trial has done so far, and what "
                          "the version before would have done");
  auto options = std::make_shared<Options>();
  sub->add_option("edition", options->edition, "the version, as my-regulation@2.0.0")->required();
  add_database_option(*sub, options->database);
  add_packs_option(*sub, options->packs);
  sub->add_option("--language", options->language, "zh-Hans, zh-Hant or en");
  sub->callback([&action, options] { action = [options] { return trial_report(*options); }; });
}

}  // namespace guiju::cli
