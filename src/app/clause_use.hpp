#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/shelf.hpp"
#include "casework/decide.hpp"
#include "journal/entry.hpp"

/// 条款使用. Which clauses of a regulation decided how often in a period, which never, and which of
/// their decisions a person has changed by hand since.
namespace guiju::app {

/// What an act is to a rule.
enum class ClauseEffect {
  decided,     ///< facts of the act rest on it
  refused,     ///< the act was refused by it
  breached,    ///< a breach of it was put on record
  overridden,  ///< a person decided otherwise than it had
};
std::string_view to_text(ClauseEffect effect);
inline constexpr std::size_t clause_effect_count = 4;

/// Acts of people, of the clock and of the system that rested on a rule, each act once.
struct ClauseUse {
  std::int64_t acts[clause_effect_count] = {};  ///< by `ClauseEffect`
  Instant last{};                               ///< of any of these; the epoch for never

  std::int64_t of(ClauseEffect effect) const { return acts[static_cast<std::size_t>(effect)]; }
  bool is_never() const { return last == Instant{}; }
};

/// One such act.
struct ClauseAct {
  ClauseEffect effect = ClauseEffect::decided;
  std::uint64_t seq = 0;
  Instant at{};
  casework::RecordId record;  ///< empty where what was to begin was refused
  std::string actor;
  const pack::Command* command = nullptr;  ///< null: what the program does by itself
  /// Of `overridden`: the field or the deadline, and how it stood before and after: a value as
  /// JSON; of a limit `5 working_days` or a moment, empty where it was cancelled.
  const pack::Field* field = nullptr;
  const pack::Deadline* deadline = nullptr;
  std::string before, after;
};

/// The rules that facts and refusals can rest on. Of the others (definitions, what a form shows, in
/// what words something is told) no journal ever speaks: they are at work through those.
std::vector<bool> rules_that_decide(const pack::Pack& pack);

/// Reads a journal from its beginning and counts what lies in a period.
///
/// 人工改定. Overridden by hand is what a rule had decided where, later,
/// - a person's act gives a field another value, which he stated: in an input that is kept in the
///   field, or from which the act's own assignment takes it; and the value before was computed: it
///   had been stated in no input of the act that set it, was neither its moment, its day nor its
///   actor, and no truth value; or
/// - a person's act gives a clock that runs or pauses another limit by what he stated: the
///   deadline's limit is read from a field that he filled in by that act; or
/// - a person's act cancels a running duty of somebody else and does nothing but that: the limit
///   could be breached, no state changes, no clock starts or stops, and nothing is computed.
/// It counts once an act for each rule on which the earlier fact rested. What is cancelled because
/// a case moves on, is closed or starts anew is the course of the regulation and no override; nor
/// is a value stated again as it was.
class ClauseUses {
 public:
  /// Whether what is told of a record, or of a stream in which a beginning was refused, may count.
  using Sees = std::function<bool(std::string_view id)>;
  struct Question {
    Instant from, to;           ///< acts in [from, to)
    std::string_view listed{};  ///< id of a rule whose acts are kept, not only counted; or empty
    bool only_this_version = false;  ///< acts in cases that live under this very version
  };
  /// `pack` and `shelf` outlive this.
  ClauseUses(const pack::Pack& pack, const Shelf& shelf, const Question& question, Sees sees);
  /// Takes the next entry of the journal. Rules that `pack` does not carry, as those of other
  /// versions, do not count. Throws std::exception on a body that no journal has.
  void take(const journal::EntryView& entry);

  /// One for each rule of the pack, in its order.
  const std::vector<ClauseUse>& by_rule() const { return uses_; }
  bool is_listing() const { return listed_ >= 0; }
  /// Of the rule that was asked for, in the journal's order.
  const std::vector<ClauseAct>& acts() const { return acts_; }
  /// Cases of the pack that began in the period and count.
  std::int64_t cases_begun() const { return cases_begun_; }

 private:
  using Rules = std::vector<int>;  ///< of `pack_`
  struct Computed {
    std::string value;
    Rules rules;
  };
  struct Running {
    std::string limit, owed_by;
    Rules rules;
  };
  /// What rules have decided about a record, as far as nobody has decided otherwise.
  struct Kept {
    std::map<std::string, Computed> fields;
    std::map<std::string, Running> clocks;
  };
  struct Act;

  Rules rules_in(const boost::json::object& told) const;
  void take_fact(Act& act, const boost::json::object& fact, bool is_own);
  void take_field(Act& act, const boost::json::object& fact, std::string_view name, bool is_own);
  void take_clock(Act& act, const boost::json::object& fact);
  void rest(Act& act, ClauseEffect effect, const Rules& rules, const ClauseAct& told);
  void count(Act& act);

  const pack::Pack& pack_;
  const Shelf& shelf_;
  const Question question_;
  const int listed_;
  const Sees sees_;
  const std::string mark_;  ///< what every entry that rests on the pack has in it
  std::vector<ClauseUse> uses_;
  std::vector<ClauseAct> acts_;
  std::int64_t cases_begun_ = 0;
  std::map<std::string, Kept, std::less<>> kept_;  // by record
};

}  // namespace guiju::app
