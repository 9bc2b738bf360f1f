#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "pack/model.hpp"

namespace guiju::app {

/// When a version of a regulation is in force: [from, until). Of several the one that began last.
struct Term {
  Instant from = Instant::min();
  Instant until = Instant::max();
  bool operator==(const Term&) const = default;
};

/// The packs that are in use: of each the versions that were, are or will be in force, and those
/// under which cases still live. The pack `company` comes first, and is always in force.
/// Any thread may ask; what is answered stays as long as the shelf.
class Shelf {
 public:
  Shelf();
  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;

  /// Of versions with the same beginning the last one added is in force.
  void add(std::shared_ptr<const pack::Pack> pack, std::optional<Term> term = Term{});
  /// A version that is here already. Empty: a draft, or one that no new case comes under.
  void set_term(const pack::Pack& pack, std::optional<Term> term);

  const pack::Pack* in_force(std::string_view id, Instant at) const;
  const pack::Pack* find(std::string_view id, std::string_view version) const;
  /// Those in force, in the order in which they were first added.
  const std::vector<const pack::Pack*>& all_in_force(Instant at) const;
  /// Every version, in the order in which they were added.
  std::vector<const pack::Pack*> all() const;
  /// Those of a regulation that were, are or will be in force, by when they began.
  std::vector<std::pair<const pack::Pack*, Term>> versions(std::string_view id) const;

 private:
  struct Version {
    std::shared_ptr<const pack::Pack> pack;
    std::optional<Term> term;
  };
  /// What is in force from a moment until the next one.
  struct Period {
    Instant from;
    std::vector<const pack::Pack*> packs;
  };
  struct State {
    std::vector<Version> versions;
    std::vector<Period> periods;  ///< by `from`; the first begins with time itself
  };

  const State& now() const { return *now_.load(std::memory_order_acquire); }
  void publish(std::vector<Version> versions);

  std::mutex writing_;
  std::vector<std::unique_ptr<const State>> states_;  ///< whoever was answered still reads them
  std::atomic<const State*> now_;
};

}  // namespace guiju::app
