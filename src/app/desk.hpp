#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/company.hpp"
#include "app/language.hpp"
#include "app/ports.hpp"
#include "app/shelf.hpp"
#include "app/texts.hpp"

namespace guiju::app {

/// A command as an edge hands it over: the shape of the request is right, nothing else is known.
struct CommandRequest {
  std::string pack;
  std::string command;
  std::string on;            ///< key or id of the record; empty for one that is to be created
  boost::json::object with;  ///< inputs
  std::string actor;         ///< key of the person
  std::string idempotency_key;
  std::optional<std::int64_t> if_match;  ///< the version that the caller saw
  Language language = Language::zh_hans;
};

/// A record that is not as it was: what live lists are told.
struct Change {
  casework::RecordId id;
  const pack::RecordType* type = nullptr;
  std::int64_t version = 0;
};

struct Answer {
  Receipt receipt;
  std::vector<Change> changes;  ///< empty for a retry that got its first answer
};

/// 办事台. Where acts are done: one order in, facts in the journal and the tables, one receipt out.
/// Holds no state of its own; everything happens in the unit of work that it is given.
class Desk {
 public:
  Desk(const Shelf& shelf, const Texts& texts) : shelf_(shelf), texts_(texts) {}

  const Shelf& shelf() const { return shelf_; }

  /// `now` is when the act happens, `recorded_at` when it is written down; they differ for acts
  /// that are brought in later. A record that the actor may not see does not exist for him.
  Answer execute(UnitOfWork& unit, const CommandRequest& request, Instant now,
                 Instant recorded_at) const;

  /// Registers the regulations that a company begins with and its members (people, departments,
  /// sites, clients) as the system: before there are people, nobody can be asked for. Throws
  /// std::runtime_error with what was refused.
  void found(UnitOfWork& unit, const Company& company, Instant at) const;
  /// Hands in a version of a regulation as a draft, in the name of `person`: keeps its files and
  /// makes its edition. Refused where that version was handed in before.
  casework::Outcome submit_draft(UnitOfWork& unit, const pack::Pack& draft, std::string_view person,
                                 Instant now, Instant recorded_at) const;
  /// Carries out an order that an edge has put together itself, its record known (import): like
  /// `execute`, but without receipt, and a refusal leaves no line in the journal.
  casework::Outcome carry_out(UnitOfWork& unit, casework::Order order, Instant now,
                              Instant recorded_at) const;

  /// The clock's own decisions that have become due, in the order of their moments, at most
  /// `limit`: warnings, breaches, lapses, scheduled reports. Fewer than `limit` steps: none is
  /// left.
  struct Passed {
    std::size_t steps = 0;
    std::vector<Change> changes;
  };
  Passed run_timers(UnitOfWork& unit, Instant now, Instant recorded_at, std::size_t limit) const;
  /// When a schedule runs next, over all packs; sets up schedules that have never run.
  std::optional<Instant> next_schedule(UnitOfWork& unit, Instant now) const;

 private:
  struct Recording;

  std::optional<Receipt> find_target(UnitOfWork& unit, const CommandRequest& request, Instant now,
                                     Instant recorded_at, casework::Order& order,
                                     std::vector<Change>& changes) const;
  void record(UnitOfWork& unit, const casework::Decision& decision, const Recording& recording,
              std::vector<Change>& changes) const;
  std::uint64_t record_refusal(UnitOfWork& unit, const casework::Refusal& refusal,
                               const casework::Order& order, const Recording& recording,
                               std::vector<Change>& changes) const;
  void transfer_cases(UnitOfWork& unit, const pack::Pack& version, Instant at, Instant recorded_at,
                      std::vector<Change>& changes) const;
  void let_take_effect(UnitOfWork& unit, const casework::RecordId& id, Instant now,
                       Instant recorded_at, std::vector<Change>& changes) const;
  void bring_up_to(UnitOfWork& unit, const casework::RecordId& id, Instant now, Instant recorded_at,
                   std::vector<Change>& changes) const;
  void run_schedule(UnitOfWork& unit, const pack::Pack& pack, const pack::Schedule& schedule,
                    Instant at, Instant recorded_at, std::vector<Change>& changes) const;

  const Shelf& shelf_;
  const Texts& texts_;
};

}  // namespace guiju::app
