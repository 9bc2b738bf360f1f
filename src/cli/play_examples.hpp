#pragma once

#include "app/examples.hpp"
#include "cli/pack_files.hpp"

namespace guiju::cli {

/// Plays the examples of a pack, by the parameters of its own files. Takes seconds for a large one.
/// `is_base`: it is the pack `company`.
std::vector<app::ExampleResult> play_examples(const PackLoader& loader,
                                              const std::vector<pack::SourceFile>& files,
                                              bool is_base, Diagnostics& diagnostics);

}  // namespace guiju::cli
