#pragma once

#include "app/present_clause_use.hpp"

/// 试行报告. What a version on trial has done so far. COM-12.
namespace guiju::app {

/// The trial of a version, as far as it has come.
struct Trial {
  const pack::Pack* version = nullptr;
  const pack::Pack* previous = nullptr;  ///< in force just before; null where there was none
  Instant from{}, to{};                  ///< of what has been so far
  LocalDate first_day{}, last_day{};     ///< of `from` and `to`
  LocalDate until{};                     ///< the last day of the trial
  std::int64_t days_so_far = 0;          ///< the first one and today included
  std::int64_t days_left = 0;            ///< after today
  bool is_running = false;               ///< a decision is due
  bool returns = false;                  ///< without one the version before comes back
};

/// Empty for an edition that was never on trial, or is not yet.
std::optional<Trial> trial_of(const casework::Record& edition, const Shelf& shelf, Instant now);

ClauseUses count_trial(const Stage& stage, const Reader& reader, const Trial& trial,
                       const Shelf& shelf);

/// The report without the dry run of the version before, which takes its time.
std::string trial_json(const Stage& stage, const casework::Record& edition, const Trial& trial,
                       const ClauseUses& uses);
/// The head of the report on lines: which version, how long, what happens at its end.
std::string trial_text(const Stage& stage, const Trial& trial, const ClauseUses& uses);

}  // namespace guiju::app
