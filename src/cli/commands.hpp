#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace guiju::cli {

/// Exit codes that scripts can rely on.
enum ExitCode : int {
  done = 0,
  refused = 1,      ///< it ran, and something does not hold: a failed example, a broken chain
  wrong_usage = 2,  ///< the call itself, a file that is not there, a pack that does not compile
};

/// What a subcommand leaves to be done once the line has been read; returns an `ExitCode`.
using Action = std::function<int()>;

void add_backup(CLI::App& app, Action& action);  // and restore
void add_calendar(CLI::App& app, Action& action);
void add_dmn(CLI::App& app, Action& action);
void add_dry_run(CLI::App& pack, Action& action);  // of `pack`
void add_export(CLI::App& app, Action& action);
void add_import(CLI::App& app, Action& action);
void add_init(CLI::App& app, Action& action);
void add_migrate(CLI::App& app, Action& action);
void add_pack(CLI::App& app, Action& action);
void add_pack_adopt(CLI::App& pack, Action& action);
void add_pack_use(CLI::App& pack, Action& action);
void add_replay(CLI::App& app, Action& action);
void add_rotation(CLI::App& app, Action& action);
void add_seed_demo(CLI::App& app, Action& action);
void add_serve(CLI::App& app, Action& action);
void add_trial_report(CLI::App& pack, Action& action);
void add_user(CLI::App& app, Action& action);
void add_verify(CLI::App& app, Action& action);
void add_why(CLI::App& app, Action& action);

}  // namespace guiju::cli
