#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/examples.hpp"
#include "base/diagnostic.hpp"
#include "casework/directory.hpp"
#include "pack/model.hpp"

namespace guiju::app {

/// 草案. A changed edition of a regulation that nobody works by yet.
struct Draft {
  std::string folder;       ///< its name among the drafts
  std::string id, version;  ///< as its pack.yaml states them; empty where that cannot be read
  pack::Text title;
  std::shared_ptr<const pack::Pack> pack;  ///< null: it does not compile
  Diagnostics findings;                    ///< of compiling
};

/// The drafts as they are now. Any thread but those that may not wait: a draft whose files have
/// changed is compiled anew before it is handed out.
class Drafts {
 public:
  virtual ~Drafts() = default;
  /// By folder.
  virtual std::vector<std::shared_ptr<const Draft>> list() = 0;
  /// Plays the examples of one that compiles, by the parameters of its own files. Takes seconds for
  /// a large one; nobody else waits meanwhile.
  virtual std::vector<ExampleResult> play(const Draft& draft) = 0;
};

/// A line for each example that does not hold: `examples/order.yaml:12 name: what differed`. Of
/// more than `shown_max` the last line is how many more there are, `+7`.
std::vector<std::string> failing_examples(const std::vector<ExampleResult>& played,
                                          std::size_t shown_max = 20);

/// 制度管理员. Who reads drafts, compares editions and tries them, on the register of the company.
inline constexpr std::string_view regulation_keeper = "regulation_keeper";
inline bool may_read_drafts(const casework::Person& person) {
  return person.holds(regulation_keeper, "", "company");
}

}  // namespace guiju::app
