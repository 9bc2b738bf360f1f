#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/company.hpp"
#include "app/example_lines.hpp"
#include "app/replay.hpp"
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

/// The examples of a pack (examples/*.yaml), read once, to be played against one edition of it or
/// many.
class Examples {
 public:
  /// `make_pack` makes the edition to which the examples belong.
  Examples(const std::vector<pack::SourceFile>& files, const PackMaker& make_pack,
           Diagnostics& diagnostics);

  std::size_t size() const { return examples_.size(); }
  /// Rule ids.
  std::vector<std::string> covers(std::size_t which) const;
  /// True for one whose company states parameters of its own, for which the pack is compiled anew.
  bool has_parameters(std::size_t which) const;
  /// Plays one in a world of its own; several threads may do so at once. `listener` is told of each
  /// order before it is decided.
  ExampleResult play(std::size_t which, const PackMaker& make_pack, Diagnostics& diagnostics,
                     const Replay::Listener& listener = {}) const;
  std::vector<ExampleResult> play_all(const PackMaker& make_pack, Diagnostics& diagnostics) const;

 private:
  struct Example {
    std::string file;
    boost::json::object text;
  };
  boost::json::value company_;
  ExampleLines lines_;
  std::vector<Example> examples_;
};

/// True when `value` contains what `wanted` states: objects and lists by part, lists in order.
bool contains(const boost::json::value& value, const boost::json::value& wanted);

}  // namespace guiju::app
