#pragma once

#include <cstdint>
#include <vector>

namespace guiju::demo {

/// Chance for made-up data. Equal seeds give equal throws on every machine, which the standard
/// library's distributions do not promise.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  /// One of [from, to]. Precondition: from <= to.
  std::int64_t between(std::int64_t from, std::int64_t to);
  /// True in `in_a_hundred` of a hundred throws.
  bool chance(std::int64_t in_a_hundred) { return between(1, 100) <= in_a_hundred; }
  /// One of `things`, which must not be empty.
  template <class Thing>
  const Thing& pick(const std::vector<Thing>& things) {
    return things[static_cast<std::size_t>(
        between(0, static_cast<std::int64_t>(things.size()) - 1))];
  }

 private:
  std::uint64_t next();
  std::uint64_t state_;
};

}  // namespace guiju::demo
