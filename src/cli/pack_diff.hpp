#pragma once

#include <string>

#include "cli/pack_files.hpp"

namespace guiju::cli {

struct DiffOptions {
  std::string before, after;  ///< folders or ids of packs
  std::string packs;
  std::string language = "zh";  ///< or `en`
  bool json = false;
};

/// Prints what changes in meaning from one pack to the other; returns an `ExitCode`: `done` whether
/// or not they differ, `wrong_usage` when one does not compile.
int print_differences(const PackLoader& loader, const DiffOptions& options);

}  // namespace guiju::cli
