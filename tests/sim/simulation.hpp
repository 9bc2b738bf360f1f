#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "auditor.hpp"
#include "clerk.hpp"
#include "dice.hpp"
#include "server.hpp"

namespace guiju::sim {

/// 人为的错. What a test breaks on purpose, to see that it is found.
enum class Sabotage {
  none,
  forgets_answers,  ///< a retry is carried out again
  forgets_timers,   ///< the clock does nothing
  changes_a_table,  ///< a record is changed of which the journal knows nothing
};

struct Plan {
  std::uint64_t seed = 1;
  Seconds length{};
  Engine engine = Engine::memory;
  Sabotage sabotage = Sabotage::none;
  bool is_told = false;  ///< every step is printed as it comes
};

/// What a run amounted to.
struct Tally {
  double days = 0;
  std::int64_t tried = 0;
  std::map<std::string, std::int64_t> accepted;  ///< by command
  std::map<std::string, std::int64_t> refused;   ///< by code
  std::int64_t retries = 0, lost = 0, deaths = 0, late_timers = 0, clock_jumps = 0;
  std::uint64_t entries = 0;
  std::size_t records = 0, breaches = 0;
  int assignments = 0;
  Hash journal = no_hash;

  Tally& operator+=(const Tally& other);
};

/// 演一遍. A company at work on a virtual clock: day by day its people act, the clock does its own,
/// requests and answers get lost, the process dies, timers run late, the machine's clock is set
/// back. Everything is drawn from the seed. Throws `Finding`, or whatever the program threw.
class Simulation {
 public:
  Simulation(const Company& company, const Plan& plan);
  Tally run();
  /// The steps before it stopped, oldest first.
  const std::deque<std::string>& last_steps() const { return steps_; }
  const Server& server() const { return server_; }

 private:
  /// What was sent once under a key, and what came of it.
  struct Sent {
    app::CommandRequest request;
    bool has_effect = false;
    std::optional<app::Receipt> receipt;  ///< of the time when it had
  };
  struct Retry {
    Instant at{};
    std::size_t sent = 0;
  };

  std::vector<Instant> moments_of(LocalDate day);
  void come_to(Instant at);
  void act(Instant at);
  std::optional<app::Receipt> send(std::size_t which, Death death);
  void send_new(app::CommandRequest request, Instant at);
  void reuse_key();
  void run_timers(Instant at);
  void move_clock();
  void audit(const app::CommandRequest* request, Sent* sent);
  void tamper();
  void count(const app::CommandRequest& request, const app::Receipt& receipt);
  void note(const std::string& step);
  Instant now() const { return true_time_ + set_back_; }

  const Company& company_;
  const Plan plan_;
  Dice dice_;
  Server server_;
  Auditor auditor_;
  Clerk clerk_;
  Tally tally_;
  Instant true_time_;
  Seconds set_back_{};                ///< how wrong the machine's clock is; never positive
  std::optional<Instant> timers_at_;  ///< when the runner wakes
  std::vector<Sent> sent_;
  std::vector<Retry> retries_;
  std::deque<std::string> steps_;
};

}  // namespace guiju::sim
