#include "money/allocate.hpp"

#include <algorithm>
#include <numeric>

#include "base/assert.hpp"

namespace guiju::money {

std::vector<Part> allocate(Money total, std::span<const std::int64_t> weights,
                           std::span<const std::size_t> rank) {
  GUIJU_ASSERT(total.fen >= 0 && total.fen <= number_max && rank.size() == weights.size());
  Wide sum = 0;
  for (const auto weight : weights) {
    GUIJU_ASSERT(weight >= 0);
    sum += weight;
  }
  GUIJU_ASSERT(sum > 0 && sum <= number_max);

  std::vector<Part> parts;
  parts.reserve(weights.size());
  std::int64_t missing = total.fen;
  for (const auto weight : weights) {
    const Wide product = Wide{total.fen} * weight;
    parts.push_back({.floor_fen = static_cast<std::int64_t>(product / sum),
                     .remainder = static_cast<std::int64_t>(product % sum)});
    missing -= parts.back().floor_fen;
  }
  GUIJU_ASSERT(missing >= 0 && static_cast<std::size_t>(missing) < parts.size());

  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (parts[a].remainder != parts[b].remainder) return parts[a].remainder > parts[b].remainder;
    return rank[a] < rank[b];
  });
  for (std::size_t i = 0; i < static_cast<std::size_t>(missing); ++i) parts[order[i]].extra_fen = 1;
  return parts;
}

}  // namespace guiju::money
