#pragma once

#include <stdexcept>
#include <string>

namespace guiju::sim {

/// 查出. Something that must never be: which check says so, and what it is.
struct Finding : std::runtime_error {
  Finding(const std::string& of, const std::string& what)
      : std::runtime_error(of + ": " + what), check(of) {}
  std::string check;
};

}  // namespace guiju::sim
