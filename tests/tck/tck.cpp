// Runs the DMN conformance kit and compares the score with the recorded one.
//   guiju_tck [--kit DIR] [--score FILE] [--only TEXT]
// What fails is told by `guiju dmn test DIR`.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "feel/dmn/test_file.hpp"

namespace guiju::tck {
namespace {

namespace fs = std::filesystem;
using feel::Value;

struct Options {
  std::string kit;
  std::string score_file;
  std::string only;
};

struct Score {
  int passed = 0;
  int failed = 0;
};

/// The folder of the kit: asked for, in the environment, or beside the project's root.
fs::path find_kit(const Options& options) {
  if (!options.kit.empty()) return options.kit;
  if (const char* shared = std::getenv("GUIJU_SHARED")) return fs::path{shared} / "data/dmn-tck";
  for (fs::path at = fs::current_path();; at = at.parent_path()) {
    const fs::path kit = at / "shared/data/dmn-tck";
    if (fs::exists(kit)) return kit;
    if (at == at.root_path()) return {};
  }
}

/// The clock of the kit's runs is ours to set: no test may depend on the hour.
Value now() {
  return Value::date_time(*parse_instant("2026-03-02T10:00:00+08:00"), Seconds{28'800});
}

void run_folder(const fs::path& folder, Score& score) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    Diagnostics diagnostics;
    const auto run = feel::dmn::run_test_file(file.string(), now(), diagnostics);
    if (!run) throw std::runtime_error{"cannot run " + file.string()};
    score.passed += run->passed;
    score.failed += run->failed;
  }
}

std::map<std::string, int> recorded_scores(const std::string& file) {
  std::map<std::string, int> scores;
  std::ifstream in{file};
  std::string level;
  int passed = 0;
  while (in >> level >> passed) scores[level] = passed;
  return scores;
}

int run(const Options& options) {
  const fs::path kit = find_kit(options);
  if (kit.empty() || !fs::exists(kit)) {
    std::printf("the DMN conformance kit is not here (shared/data/dmn-tck): nothing was tested\n");
    return 0;
  }
  const auto recorded = recorded_scores(options.score_file);
  bool fell = false;
  for (const std::string level : {"compliance-level-2", "compliance-level-3"}) {
    Score score;
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator{kit / level}) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    for (const auto& folder : folders) {
      if (folder.string().find(options.only) != std::string::npos) {
        run_folder(folder, score);
      }
    }
    std::printf("%s: %d passed, %d failed\n", level.c_str(), score.passed, score.failed);
    const auto published = recorded.find(level);
    if (published != recorded.end() && options.only.empty() && score.passed < published->second) {
      std::printf("the published score of %s is %d: it may never fall\n", level.c_str(),
                  published->second);
      fell = true;
    }
  }
  return fell ? 1 : 0;
}

}  // namespace
}  // namespace guiju::tck

int main(int count, char** words) {
  guiju::tck::Options options;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const bool has_value = i + 1 < count;
    if (word == "--kit" && has_value) {
      options.kit = words[++i];
    } else if (word == "--score" && has_value) {
      options.score_file = words[++i];
    } else if (word == "--only" && has_value) {
      options.only = words[++i];
    } else {
      std::fprintf(stderr, "unknown option %s\n", word.c_str());
      return 2;
    }
  }
  try {
    return guiju::tck::run(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
