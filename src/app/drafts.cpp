#include "app/drafts.hpp"

namespace guiju::app {

std::vector<std::string> failing_examples(const std::vector<ExampleResult>& played,
                                          std::size_t shown_max) {
  std::vector<std::string> lines;
  std::size_t failing = 0;
  for (const auto& example : played) {
    if (example.failures.empty() || ++failing > shown_max) continue;
    auto line = example.place.file + ':' + std::to_string(example.place.line) + ' ' + example.name +
                ": " + example.failures.front();
    if (const auto more = example.failures.size() - 1; more > 0)
      line += " (+" + std::to_string(more) + ')';
    lines.push_back(std::move(line));
  }
  if (failing > shown_max) lines.push_back("+" + std::to_string(failing - shown_max));
  return lines;
}

}  // namespace guiju::app
