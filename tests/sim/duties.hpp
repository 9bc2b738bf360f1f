#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "casework/fact.hpp"

namespace guiju::sim {

/// 时限账. Every duty from its start to its end, by the facts of the journal alone: a book of its
/// own beside the clocks of the records, kept by rules that fit on a page. Throws `Finding`.
///
/// A duty is running, paused or breached until it is done, cancelled, or the clock has acted for
/// it. When its limit passes while it runs, that goes on record before anything else ends it, once.
class Duties {
 public:
  /// `at`: when it happened.
  void take(const casework::Fact& fact, Instant at);
  /// After a whole decision: what was breached has its breach on record, and the reverse.
  void settle() const;
  /// The clocks of the record stand as the book has them.
  void compare(const casework::Record& record) const;
  std::size_t breaches() const { return fallen_.size(); }

 private:
  struct Duty {
    casework::ClockStatus status = casework::ClockStatus::running;
    std::optional<Instant> due_at;
    bool warned = false;
  };
  /// Of the record: its duties by deadline, of several rounds the last.
  using OfRecord = std::map<int, Duty>;

  void change(Duty* duty, OfRecord& duties, const casework::ClockChange& change,
              const std::string& name);
  void pass(Duty* duty, const casework::LimitPassed& passed, const pack::Deadline& deadline,
            Instant at, const std::string& name);
  void pair(const std::string& breach);

  std::map<std::string, OfRecord> open_;  ///< by record
  std::set<std::string> fallen_;          ///< keys of breaches that a limit has brought about
  std::set<std::string> single_;          ///< told by the limit or by the breach, not yet by both
};

}  // namespace guiju::sim
