#include "cli/dry_run_threads.hpp"

#include "cli/read_ahead.hpp"

namespace guiju::cli {

void play_on_threads(app::DryRun& run, const std::function<bool(journal::Entry&)>& next,
                     const std::function<void(std::uint64_t seq)>& done) {
  ReadAhead<app::JournaledAct> acts([&](app::JournaledAct& act) {
    for (journal::Entry entry; next(entry);) {
      if (auto read = run.read(std::move(entry))) {
        act = *std::move(read);
        return true;
      }
    }
    return false;
  });
  ReadAhead<app::PlayedAct> all_played([&](app::PlayedAct& played) {
    app::JournaledAct act;
    if (!acts.next(act)) return false;
    played = run.play(std::move(act));
    return true;
  });
  for (app::PlayedAct played; all_played.next(played);) {
    const auto seq = played.act.entries.back().seq;
    run.compare(std::move(played));
    done(seq);
  }
}

}  // namespace guiju::cli
