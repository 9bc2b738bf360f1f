#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/dry_run_acts.hpp"
#include "app/world.hpp"

/// What the draft makes of what was asked: the second step of a dry run.
namespace guiju::app {

/// What the clock or the system does under the draft.
struct Consequence {
  const pack::Pack* pack = nullptr;
  std::string command;
  casework::Actor by;
  std::string on, input;  ///< as the journal would keep them
  Instant at{};
  casework::Outcome outcome;
  std::string stream;  ///< of a refusal
};

/// A decision of the journal beside what comes of it under the draft.
struct PlayedAct {
  JournaledAct act;
  const pack::Command* command = nullptr;    ///< that was asked for; null: the draft knows none
  std::optional<casework::Outcome> outcome;  ///< of what was asked; empty: it cannot be asked
  std::vector<Consequence> consequences;     ///< of the time that passed, and of the act
};

/// Asks everything once more, in the order of the journal, in a world that lives under the draft.
///
/// The clock stands where it stood for the company. What was brought in later (a history that was
/// imported) finds the record that it is about brought up to its moment and nothing else, as it did
/// then; after anything else the clock has come to where that happened.
class DraftPlay {
 public:
  DraftPlay(const DraftedPacks& packs, Instant from) : packs_(packs), from_(from) {}

  PlayedAct play(JournaledAct act);
  /// Lets the clock run as far as it has come.
  std::vector<Consequence> finish();

  const World& world() const { return world_; }
  /// Records of types that the draft does not have.
  const std::vector<casework::RecordPtr>& left_out() const { return left_out_; }

 private:
  using Consequences = std::vector<Consequence>;
  struct Run {
    const pack::Pack* pack;
    const pack::Schedule* schedule;
    Instant due;
  };
  /// Of the clock, written down for one stream at one time.
  struct Pass {
    std::string stream;
    Instant recorded_at{};
    Instant at{};
  };

  void begin(Instant at, Instant scheduled_after);
  void notice_clock(const JournaledAct& act);
  void ask_again(PlayedAct& played);
  void pass_time(const PlayedAct& played, const casework::RecordId& about, Consequences& made);
  void pass_time_to(Instant now, Consequences& made);
  void bring_up_to(const casework::RecordId& id, Instant now, Consequences& made);
  void run_schedules(Instant at, Consequences& made);
  void clock_did(const casework::Record& record, casework::ClockStep step, Consequences& made);

  const DraftedPacks packs_;
  const Instant from_;
  World world_;
  bool has_begun_ = false;
  Instant clock_{};           ///< as far it has come for all that is there now
  std::optional<Pass> held_;  ///< perhaps part of a history that is brought in
  Pass brought_in_;           ///< the last act of one
  std::vector<Run> runs_;
  std::vector<casework::RecordPtr> left_out_;
};

}  // namespace guiju::app
