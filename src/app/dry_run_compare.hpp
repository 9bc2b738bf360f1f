#pragma once

#include "app/dry_run.hpp"

namespace guiju::app {

/// Where facts of both sides come from, and what stands over each difference between them.
struct Compared {
  Instant at{};
  std::uint64_t seq = 0;
  std::string stream, actor;
  pack::Text act;
};

/// What makes two facts the same happening: record, name, deadline, message.
std::string kind_of(const casework::Fact& fact);

/// What differs between what was decided and what the draft decides. Facts are told apart by
/// record, name and deadline; several of a kind are compared in their order.
std::vector<Difference> compare(const std::vector<casework::Fact>& before,
                                const std::vector<casework::Fact>& after, const Compared& where);

/// Every amount in fen that a fact sets, with its title, by `type.field`.
std::map<std::string, std::pair<pack::Text, std::int64_t>> amounts_of(const casework::Fact& fact);

}  // namespace guiju::app
