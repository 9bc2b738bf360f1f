#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "pack/contradictions.hpp"
#include "pack/outline.hpp"

namespace guiju::app {

/// What is found out about a pack when somebody reads it: it takes about as long as to compile it.
struct PackReading {
  std::vector<pack::Item> items;        ///< what it lays down
  std::vector<pack::Finding> findings;  ///< what of it does not hold together
  /// Parameters as the pack's own files give them, where the company has set them otherwise.
  std::map<std::string, feel::Value> shipped;
};
PackReading read_through(const pack::Pack& pack);

/// Readings of packs that outlive this, each made once. Any thread that may wait.
class PackReadings {
 public:
  std::shared_ptr<const PackReading> of(const pack::Pack& pack);

 private:
  std::mutex mutex_;
  std::map<const pack::Pack*, std::shared_ptr<const PackReading>> made_;
};

}  // namespace guiju::app
