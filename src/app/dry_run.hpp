#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "app/dry_run_play.hpp"
#include "app/visibility.hpp"

/// 试算. What a draft of a regulation would have done with the cases of a past period.
namespace guiju::app {

/// What became different for whoever was concerned.
enum class Effect {
  refused,        ///< was done, would be refused
  allowed,        ///< was refused, would be done
  other_refusal,  ///< refused then as now, for another reason
  due,            ///< a limit ends at another moment
  late,           ///< would have been late, was not
  in_time,        ///< was late, would not have been
  routed,         ///< to somebody else: who owes, who receives, who is told
  amount,         ///< another amount of money
  other,          ///< any other field, state or fact
  clause,         ///< the same, on other clauses
  unfollowed,     ///< has no counterpart: the case has gone another way before
};
std::string_view to_text(Effect effect);
inline constexpr std::size_t effect_count = 11;

/// What one side says: nothing, a moment, somebody, the code of a refusal, or a value of a field.
struct Told {
  struct Of {
    const pack::FieldType* type = nullptr;
    feel::Value value;
  };
  const pack::Pack* pack = nullptr;  ///< null: this side has nothing of the kind
  std::variant<std::monostate, Instant, casework::Owner, std::string, Of> what;
  pack::Basis basis;  ///< rules of `pack`
};

struct Difference {
  Effect effect = Effect::other;
  Instant at{};  ///< when it was asked, or when the clock acted
  std::uint64_t seq =
      0;               ///< of the journal's entry; 0: it would have happened under the draft only
  std::string stream;  ///< the case
  casework::RecordId record;
  std::string actor;  ///< key of the person; empty: the clock
  pack::Text act;     ///< title of the command or the deadline
  pack::Text what;    ///< title of the field or the deadline; empty: the act as a whole
  Told before, after;
};

struct Compared;

struct DryRunReport {
  struct Count {
    std::int64_t differences = 0, cases = 0;
  };
  /// All that was paid, charged or booked in one field, by what was decided and by the draft.
  struct Sum {
    pack::Text what;
    std::int64_t before_fen = 0, after_fen = 0;
  };
  std::int64_t acts = 0;            ///< of people, asked again
  std::int64_t clock_acts = 0;      ///< of the clock, as the journal has them
  std::int64_t cases = 0;           ///< in which anything was asked or done
  std::int64_t differing_acts = 0;  ///< acts of people with any difference
  std::int64_t differing_cases = 0;
  std::int64_t left_out = 0;  ///< records of types that the draft does not have
  std::map<Effect, Count> effects;
  std::map<std::string, Sum> sums;      ///< of the fields that differ anywhere, by `type.field`
  std::vector<Difference> differences;  ///< by moment
};

/// Reads a journal in its order and asks everything that people asked in [from, to) once more, in
/// memory, with the draft in the place of the version in force; the clock runs by the draft's
/// deadlines and schedules. Records that were there at `from` live under the draft from then on.
/// Where the draft is the version in force there is no difference. Nothing is written.
///
/// All is played, whoever asks; told, counted and summed is what happened in the period and lies in
/// records that `sees` covers.
class DryRun {
 public:
  /// `shelf` and `draft` outlive the run and its report.
  DryRun(const Shelf& shelf, const pack::Pack& draft, Instant from, Instant to, Visibility sees);

  /// Takes the next entry. Entries behind the last one that happened before `to`, and the one after
  /// it, may be left out. Throws std::runtime_error on one that no pack of the shelf can read.
  void take(journal::Entry entry);
  /// Compares what is left.
  DryRunReport finish();

  /// `take` in three steps. Each may run on a thread of its own if acts pass from one to the next
  /// in their order; the outcome is the same.
  std::optional<JournaledAct> read(journal::Entry entry) { return reader_.take(std::move(entry)); }
  std::optional<JournaledAct> read_last() { return reader_.finish(); }
  PlayedAct play(JournaledAct act) { return play_.play(std::move(act)); }
  void compare(PlayedAct played);

  /// The world as it would be; names for the report.
  const World& world() const { return play_.world(); }

 private:
  /// What the clock or the system did, as the journal keeps it. It may come earlier or later than
  /// on the other side, so all of it is compared at the end; what has its equal is dropped at once.
  struct Kept {
    std::string stream, command, body;
    Instant at{};
    std::uint64_t seq = 0;
    std::string pack_id, pack_version;
    bool operator==(const Kept& other) const;
  };
  using Pending = std::unordered_multimap<std::size_t, Kept>;  // by hash
  struct Done;

  bool is_told(Instant at) const { return from_ <= at && at < to_; }
  void compare_act(const PlayedAct& played);
  void compare_refusals(const Compared& where, const std::vector<casework::Fact>& before,
                        const PlayedAct& played);
  void tell_unfollowed(const PlayedAct& played);
  void settle(const Consequence& made);
  void settle(Pending& mine, Pending& theirs, Kept made) const;
  void compare_consequences();
  void compare_consequences_of(std::span<const std::pair<const Kept*, bool>> stream);
  void compare_done(const Done* before, const Done* after);
  void sum_up();
  bool sees(const std::string& id) const;
  void add_sums(const std::vector<casework::Fact>& facts, std::int64_t DryRunReport::Sum::*side);
  void add(std::vector<Difference> differences);

  const DraftedPacks packs_;
  const Instant from_, to_;
  const Visibility sees_;
  const std::vector<const pack::Pack*> packs_at_end_;
  ActReader reader_;
  DraftPlay play_;
  Pending decided_, drafted_;  ///< consequences that have no equal so far
  struct Counts {
    std::int64_t acts = 0, clock_acts = 0, differing_acts = 0;
  };
  std::map<std::string, Counts> cases_;  ///< by stream
  using Sums = std::map<std::string, DryRunReport::Sum>;
  std::map<std::string, Sums> sums_;  ///< by record
  std::set<std::string> unfollowed_;
  DryRunReport report_;
};

}  // namespace guiju::app
