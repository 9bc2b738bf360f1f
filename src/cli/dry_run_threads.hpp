#pragma once

#include <cstdint>
#include <functional>

#include "app/dry_run.hpp"

namespace guiju::cli {

/// Has the run take all entries that `next` gives, until it says false: read ahead on one thread,
/// decided in their order on a second, compared on this one. What comes of it is what
/// `DryRun::take` makes of them one after the other. `done` is told the number of each entry that
/// is through.
void play_on_threads(app::DryRun& run, const std::function<bool(journal::Entry&)>& next,
                     const std::function<void(std::uint64_t seq)>& done);

}  // namespace guiju::cli
