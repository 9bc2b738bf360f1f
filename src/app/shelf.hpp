#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "pack/model.hpp"

namespace guiju::app {

/// The packs that are in use: of each its version in force, and the earlier ones under which cases
/// still live. The pack `company` comes first.
class Shelf {
 public:
  /// The last one added of an id is in force.
  void add(std::shared_ptr<const pack::Pack> pack);

  const pack::Pack* in_force(std::string_view id) const;
  const pack::Pack* find(std::string_view id, std::string_view version) const;
  /// All versions of an id, the one in force last.
  std::vector<const pack::Pack*> versions(std::string_view id) const;
  /// Those in force, in the order in which they were first added.
  std::vector<const pack::Pack*> all_in_force() const;

 private:
  std::vector<std::shared_ptr<const pack::Pack>> packs_;
};

}  // namespace guiju::app
