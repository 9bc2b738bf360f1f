#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "money/number.hpp"

namespace guiju::money {

/// One part of an amount that is split by weights.
struct Part {
  std::int64_t floor_fen = 0;
  std::int64_t remainder = 0;  ///< total × weight - floor_fen × sum of weights
  std::int64_t extra_fen = 0;  ///< 1 for whoever gets one of the missing fen, else 0

  Money amount() const { return {floor_fen + extra_fen}; }
};

/// Splits `total` by `weights`, exact to the fen: floors first, then the missing fen one each to
/// the largest remainders; of equal remainders the one with the lower `rank` first. `rank` is one
/// per weight, each 0 to n - 1 once. The parts stand in the order of the weights and add up to
/// `total`.
///
/// Preconditions: 0 <= total <= number_max; each weight >= 0; 0 < sum of weights <= number_max.
std::vector<Part> allocate(Money total, std::span<const std::int64_t> weights,
                           std::span<const std::size_t> rank);

}  // namespace guiju::money
