#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

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
};

/// 制度管理员. Who reads drafts, compares editions and tries them, on the register of the company.
inline constexpr std::string_view regulation_keeper = "regulation_keeper";
inline bool may_read_drafts(const casework::Person& person) {
  return person.holds(regulation_keeper, "", "company");
}

}  // namespace guiju::app
