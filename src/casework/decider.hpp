#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "casework/draft.hpp"
#include "casework/situation.hpp"

namespace guiju::casework {

/// What a fact rests on.
struct Grounds {
  const pack::Pack* pack = nullptr;
  pack::Basis basis;
};

/// One act with all that follows from it.
class Decider {
 public:
  /// `trace` is told what is tried; null: nobody listens.
  Decider(const View& view, Instant now, Actor actor, Trace* trace = nullptr)
      : now_(now), actor_(std::move(actor)), draft_(view, now, actor_.key), trace_(trace) {}

  /// Empty when the act is done; `subject` becomes the record acted on or created.
  /// `grounds` replace the command's own rules as the basis of its fact.
  std::optional<Refusal> run(const Order& order, int depth, RecordId* subject,
                             const Grounds* grounds = nullptr);

  /// Records the breach that a refused attempt is: of an act on `order.on`, or on a record to be
  /// created under `order.parent`. Precondition: one of them is named.
  void record_attempt(const Order& order, const pack::ActBreach& breach);

  /// What the clock does when it is `at`: the warning or the end of the limit of each clock of the
  /// record whose moment that is.
  void pass_time(const RecordId& id, Instant at);

  /// Brings a case, and what stands under it, under the version of the transition. False where it
  /// is not of those that the transition moves; nothing is done then.
  bool transfer(const RecordId& id, const pack::Transition& transition);
  /// Lets every provisional clock of the company end by the calendar that the notice completes.
  void recompute_clocks(const RecordId& notice);

  Decision finish(RecordId subject) { return std::move(draft_).finish(std::move(subject)); }

 private:
  struct Act;     // one order being decided (decider_act.hpp)
  struct Naming;  // what a new record's key is made from

  Act begin(const Order& order) const;
  std::optional<Refusal> refuse(const Act& act) const;
  std::optional<Refusal> refuse_by_right(const Act& act) const;
  std::optional<Refusal> refuse_by_check(const Act& act, const pack::Check& check) const;
  std::optional<Refusal> refusal_of(const Act& act, const pack::Check& check) const;
  std::vector<std::string> missing_of(const Act& act, const pack::Check& check) const;
  std::optional<Refusal> refuse_by_shape(const Act& act) const;
  std::optional<Refusal> shape_refusal_of(const Act& act) const;
  std::optional<Refusal> refuse_by_attachments(const Act& act, const pack::Field& field,
                                               const feel::Value& value) const;
  std::optional<Refusal> refuse_by_state(const Act& act) const;
  std::optional<Refusal> refuse_by_duty(const Act& act) const;
  std::optional<Refusal> refuse_by_claim(const Act& act, const RecordId& id) const;
  std::string principal_of(const Act& act) const;
  void record_duty(const Act& act, const RecordId& id, const std::string& principal);
  std::vector<feel::Value> complete_inputs(const Order& order, Situation& situation,
                                           std::vector<bool>& given) const;
  std::optional<std::string> target_of(const Act& act) const;
  Fact main_fact(const Act& act, const Grounds* grounds);
  void name_record(const Act& act, Fact& fact);
  void number_record(const Act& act, Fact& fact);
  /// A fact about the record that is there, as yet without grounds.
  Fact fact_about(const RecordId& id, const char* name) const;
  void mark(Act& act, const RecordId& id);
  void record_act_breaches(Act& act, const RecordId& id);
  void record_act_breach(const Act& act, const pack::ActBreach& breach, const RecordId& id);
  std::optional<Refusal> follow_up(const std::vector<pack::FollowUp>& follow_ups,
                                   Situation& situation, const RecordId& id, int depth);
  Order order_of(const pack::FollowUp& follow_up, const Situation& situation,
                 const RecordId& id) const;
  std::optional<Refusal> follow_up_once(const pack::FollowUp& follow_up, Situation& situation,
                                        const RecordId& id, int depth);
  void notify(const std::vector<pack::Notification>& notifications, Situation& situation,
              const RecordId& id, const Grounds& grounds);

  void react(const RecordId& id, const pack::RecordType& fact_type, const std::string& fact);
  void react_on(const RecordId& id, int deadline, const std::string& child_type,
                const std::string& fact);
  void react_with(const RecordId& id, int deadline, const pack::Formula& when,
                  calendar::ClockVerb verb);
  /// `counts_from` takes the place of what the deadline says. Empty where there is nothing to be in
  /// time for.
  std::optional<Fact> clock_start(const Record& record, int deadline, calendar::ClockVerb verb,
                                  const Situation& situation,
                                  std::optional<Instant> counts_from = {}) const;
  void bring_under(const Record& before, const pack::Transition& transition);
  void change_clock(const RecordId& id, int deadline, calendar::ClockVerb verb);
  Fact clock_change(const Record& record, int deadline, calendar::ClockVerb verb) const;
  void settle_breach(const Record& record, int deadline);
  void warn(const Record& record, int deadline);
  void pass_limit(const RecordId& id, int deadline);
  RecordId record_breach(const Record& record, const std::string& code, const Owner& owner,
                         std::optional<Instant> due_at, LocalDate occurred_on,
                         const std::string& about, const std::string& deadline,
                         const Grounds& grounds);
  void recompute(const Record& record, const Clock& clock, const Record& notice,
                 const Directory& known);
  void issue_slip(const Record& record, const pack::Deadline& deadline, const Owner& owner,
                  Instant due_at, const Grounds& grounds);
  /// Gives an order of the system itself, which nothing may refuse.
  RecordId order_by_system(const pack::Pack& base, std::string_view command, RecordId on,
                           RecordId parent,
                           const std::vector<std::pair<std::string_view, feel::Value>>& with,
                           const Grounds& grounds);

  Instant now_;
  Actor actor_;
  Draft draft_;
  Trace* trace_;
};

/// The marker of a case on which a deadline, started again by its own end, would have gone on for
/// ever: it has stopped there, and the regulation needs mending.
inline constexpr std::string_view without_end = "DEADLINE_WITHOUT_END";

/// 放假通知. Whether records of the type are notices of holidays.
bool is_notice(const pack::RecordType& type);

/// The last round of a deadline on a record, null when it never ran.
const Clock* last_round(const Record& record, int deadline);

}  // namespace guiju::casework
