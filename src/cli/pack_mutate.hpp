#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/pack_files.hpp"

namespace guiju::cli {

struct MutateOptions {
  std::vector<std::string> wanted;  ///< folders or ids of packs; empty: all that are installed
  std::string packs;
  std::vector<std::string> kinds;  ///< words of `pack::Mutant::Kind`; empty: all
  std::size_t sample = 0;          ///< so many of each pack and kind; 0: all
  std::uint64_t seed = 1;
  int least_pct = 0;  ///< less than that of a kind, over all packs, is refused
  int jobs = 0;       ///< 0: one a core
  bool verbose = false;
};

/// Changes the text of packs one place at a time, in memory, and prints how many of the changes
/// their examples notice, and which they miss.
int mutate(const PackLoader& loader, const MutateOptions& options);

}  // namespace guiju::cli
