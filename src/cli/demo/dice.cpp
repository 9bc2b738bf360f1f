#include "cli/demo/dice.hpp"

#include "base/assert.hpp"

namespace guiju::demo {

// SplitMix64: short, and equal on every machine.
std::uint64_t Dice::next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
  return mixed ^ (mixed >> 31);
}

std::int64_t Dice::between(std::int64_t from, std::int64_t to) {
  GUIJU_ASSERT(from <= to);
  const auto width = static_cast<std::uint64_t>(to - from) + 1;
  return from + static_cast<std::int64_t>(next() % width);
}

}  // namespace guiju::demo
