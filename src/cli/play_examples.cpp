#include "cli/play_examples.hpp"

namespace guiju::cli {

std::vector<app::ExampleResult> play_examples(const PackLoader& loader,
                                              const std::vector<pack::SourceFile>& files,
                                              bool is_base, Diagnostics& diagnostics) {
  Editions editions(loader, files, is_base);
  const auto make = [&](std::span<const pack::ParameterOverride> parameters, Diagnostics& found) {
    return editions.with(parameters, found);
  };
  return app::Examples(files, make, diagnostics).play_all(make, diagnostics);
}

}  // namespace guiju::cli
