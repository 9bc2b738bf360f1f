#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "casework/record.hpp"

namespace guiju::casework {

/// What a fact does to the clock of a deadline. When the limit ends is part of what was decided: by
/// the calendar as it was known then.
struct ClockChange {
  int deadline = -1;
  calendar::ClockEvent event;
  Owner owed_by;                   ///< of start and reset
  std::optional<Instant> warn_at;  ///< of start, reset and resume
  std::optional<Instant> due_at;   ///< from now on; empty while paused with time left
  bool provisional = false;        ///< a year whose notice is not out yet counts
};

struct WarningGiven {
  int deadline = -1;
  Instant due_at{};
  Owner owed_by;
};

/// The limit of a running clock has passed: `breach` is the key of the breach record, empty for a
/// lapse.
struct LimitPassed {
  int deadline = -1;
  std::string breach;
};

/// 时限重算. A notice (the key of its record) has come out for a year on which the clock's end
/// rested.
struct ClockRecomputed {
  int deadline = -1;
  std::string notice;
  std::optional<Instant> due_before;  ///< empty, like `due_at`, of a paused clock
  std::optional<Instant> due_at;
  std::optional<Instant> warn_at;
  bool provisional = false;  ///< it rests on yet another year
};

struct Marked {
  std::string marker;
};

struct NoticeGiven {
  Owner to;
  std::string message;
};

/// A case has come under the version that the fact's type is of. What it keeps: `under_version`.
struct VersionChanged {
  const pack::Pack* from = nullptr;
  pack::Basis rules;  ///< of `from`, on which the limits rested that were running
};

/// Something that has happened: past, journaled, never changed. A fact about a record makes it
/// (`created`), sets fields and state, or moves a clock.
struct Fact {
  std::string name;
  const pack::RecordType* type = nullptr;
  std::string key;  ///< of the record it is about
  /// Of a fact that makes its record.
  struct Creation {
    std::string number;
    RecordId parent;
    RecordId stream;
  };
  std::optional<Creation> created;
  std::optional<std::string> number;  ///< the number from now on, of a record that is there
  std::optional<std::string> state;   ///< the state from now on
  std::vector<std::pair<int, feel::Value>> set;  ///< field index, value from now on
  std::variant<std::monostate, ClockChange, WarningGiven, LimitPassed, ClockRecomputed, Marked,
               NoticeGiven, VersionChanged>
      detail;
  /// Rules of the record's pack, or of the pack in `basis_pack` where that differs (a breach, kept
  /// by the pack `company`, rests on rules of the regulation).
  const pack::Pack* basis_pack = nullptr;
  pack::Basis basis;
};

/// Makes `record` what it is after `fact`. The only way in which records change. `by` is who acted.
void apply(Record& record, const Fact& fact, Instant at, std::string_view by);

/// Appends the fact as canonical JSON: what the journal holds in an entry under the pack `entry`.
void append_journal_json(std::string& out, const Fact& fact, const pack::Pack& entry);

/// Appends the fact as it is answered to people and programs: fields flat, with `rules` and
/// `articles` (docs/timeline.md).
void append_answer_json(std::string& out, const Fact& fact);

}  // namespace guiju::casework
