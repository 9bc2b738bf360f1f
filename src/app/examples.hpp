#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/company.hpp"
#include "base/diagnostic.hpp"
#include "pack/compile.hpp"

namespace guiju::app {

/// One example of a pack, played.
struct ExampleResult {
  std::string name;
  SourcePlace place;
  std::vector<std::string> covers;    ///< rule ids
  bool asserts = false;               ///< it states an expectation at all
  std::vector<std::string> failures;  ///< empty: passed
  std::vector<std::string> answers;   ///< the lines of the replay
};

/// Compiles the pack under test with a company's parameters; null when that has findings.
using PackMaker = std::function<std::shared_ptr<const pack::Pack>(
    std::span<const pack::ParameterOverride>, Diagnostics&)>;

/// Plays every example of `files` (examples/*.yaml), each in a world of its own.
std::vector<ExampleResult> play_examples(const std::vector<pack::SourceFile>& files,
                                         const PackMaker& make_pack, Diagnostics& diagnostics);

/// True when `value` contains what `wanted` states: objects and lists by part, lists in order.
bool contains(const boost::json::value& value, const boost::json::value& wanted);

}  // namespace guiju::app
