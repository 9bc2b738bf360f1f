#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/message.hpp"

namespace guiju::http {

struct Route;
struct Services;

/// 运行指标. What a server counts of its own work: how much and how fast, never who, what or which
/// case. Any thread.
class Metrics {
 public:
  /// Upper ends of the classes of duration, in seconds; what takes longer is in the last.
  static constexpr std::array bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                     0.05,   0.1,   0.25,   0.5,   1.0,  2.5};

  /// `routes` outlives this.
  explicit Metrics(const std::vector<Route>& routes);

  /// Counts an answer. `route` is one of the routes; null for pages and for what there is not.
  void count(const Route* route, int status, std::chrono::nanoseconds took);
  /// Appends the counters in the text format of Prometheus (0.0.4), those that are not 0.
  void append(std::string& out) const;

 private:
  struct Counters {
    std::array<std::atomic<std::uint64_t>, 6> by_class{};  ///< of status: 404 is in 4
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> by_duration{};
    std::atomic<std::uint64_t> nanoseconds{0};
  };
  static void append_durations(std::string& out, const Counters& counters,
                               const std::string& label);

  const std::vector<Route>& routes_;
  std::vector<Counters> counters_;  ///< one a route, then one for all else
};

/// Answers `GET /metrics` and nothing else: the counters, what waits for the writer and for the
/// clock, who listens, and what the system says of the process. For a port of its own that only
/// operators reach.
std::unique_ptr<Handler> make_metrics_handler(Services& services);

}  // namespace guiju::http
