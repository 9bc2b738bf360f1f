#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "casework/claims.hpp"
#include "casework/fact.hpp"
#include "casework/view.hpp"

namespace guiju::casework {

/// Who acts. The clock and the system are never refused by `who`.
struct Actor {
  enum class Kind { person, clock, system };
  Kind kind = Kind::person;
  std::string key;  ///< of the person
};
std::string_view to_text(Actor::Kind kind);

/// What is asked.
struct Order {
  const pack::Command* command = nullptr;
  RecordId on;                      ///< empty for a command that creates its record
  std::vector<feel::Value> inputs;  ///< one for each input of the command; null: left empty
  std::vector<bool> given;          ///< which of them were stated (an absent one takes its default)
  Actor actor;
  RecordId parent;  ///< of a child that is to be created
};

struct Decision;
class Trace;

/// Why not. A state of affairs, with the clauses it rests on; nothing of the act has been done.
struct Refusal {
  std::string code;
  std::vector<std::string> fields;   ///< inputs at fault, in the order of the form
  std::vector<std::string> names;    ///< what stands in the way: open items, missing approvals
  std::optional<Instant> since{};    ///< since when it has been so, where that is known
  const pack::Pack* pack = nullptr;  ///< whose rules `basis` cites
  pack::Basis basis;
  const pack::ActBreach* breach = nullptr;   ///< that the refused attempt is
  std::shared_ptr<const Decision> recorded;  ///< that breach on record, beside the refusal
};

/// A serial number that a creation took.
struct SerialTaken {
  const pack::RecordType* type = nullptr;
  std::string scope;
  std::int64_t serial = 0;
};

/// What happened: facts in order, and the records as they are after them.
struct Decision {
  std::vector<Fact> facts;
  std::vector<std::shared_ptr<const Record>> touched;  ///< in the order in which they were touched
  std::vector<SerialTaken> serials;
  std::vector<ClaimChange> claims;  ///< what is given up before what is taken
  RecordId subject;                 ///< the record acted on or created
};

using Outcome = std::variant<Decision, Refusal>;

/// Decides an order. Pure: equal arguments, equal outcome. Precedence of refusals:
/// docs/pack-language.md. Precondition: the record acted on exists, is of the command's type in the
/// version that it lives under (`under_version_of_its_record`) and has been brought up to `now` by
/// `advance`; inputs have the shapes of the command. `trace` is told what is tried; null: nobody
/// listens.
Outcome decide(const View& state, const Order& order, Instant now, Trace* trace = nullptr);

/// Lets the clock do all that has become due on `record` up to `now`, moment by moment: warnings,
/// breaches, lapses. Empty when there is nothing to do. `at` of the result is the moment of the
/// first; call again until empty.
struct ClockStep {
  Instant at;
  Outcome outcome;
};
std::optional<ClockStep> advance(const View& state, const Record& record, Instant now,
                                 Trace* trace = nullptr);

/// A run of a schedule: orders of the clock at `at`.
std::vector<Order> scheduled_orders(const View& state, const pack::Schedule& schedule,
                                    const pack::Pack& pack, Instant at);
/// The first moment of the schedule after `after`.
Instant next_run(const View& state, const pack::Schedule& schedule, const pack::Pack& pack,
                 Instant after);

/// True when `person` may see the record.
bool may_see(const View& state, const Record& record, const Person& person);
/// True when `person`, who sees the record, reads the masked field whole.
bool reads_whole(const Record& record, const pack::Mask& mask, const Person& person);
/// True when `who` lets `person` act; `record` may be null for a command that creates.
bool is_entitled(const View& state, const pack::Command& command, const Record* record,
                 const Person& person, const std::vector<feel::Value>* inputs);

}  // namespace guiju::casework
