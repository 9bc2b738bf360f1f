#pragma once

#include <compare>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calendar/clock.hpp"
#include "feel/value.hpp"
#include "pack/model.hpp"

namespace guiju::casework {

/// `huayuan.item.P1-17-1`: pack, type and key of a record.
struct RecordId {
  std::string text;
  auto operator<=>(const RecordId&) const = default;
  bool is_empty() const { return text.empty(); }
};

RecordId make_id(const pack::RecordType& type, std::string_view key);

/// Whoever owes something: a person, everyone of a department, or everyone who holds a role.
struct Owner {
  enum class Kind { nobody, person, department, role };
  Kind kind = Kind::nobody;
  std::string key;
  bool operator==(const Owner&) const = default;
};

enum class ClockStatus {
  running,
  paused,
  met,       ///< the act came in time
  breached,  ///< the limit has passed, the act is still owed
  late,      ///< the act came after the breach
  cancelled,
  lapsed,  ///< the clock itself acted when the limit passed
};
std::string_view to_text(ClockStatus status);
std::optional<ClockStatus> parse_clock_status(std::string_view text);

/// One round of a deadline on a record. When it ends was decided with its last event, by the
/// calendar as it was known then.
struct Clock {
  int deadline = -1;  ///< index into the pack's deadlines
  ClockStatus status = ClockStatus::running;
  std::vector<calendar::ClockEvent> events;
  Instant started_at{};
  std::optional<Instant> due_at;  ///< empty while paused
  std::optional<Instant> warn_at;
  bool warned = false;
  bool provisional = false;
  std::optional<Instant> ended_at;
  std::int64_t late_seconds = 0;
  Owner owed_by;
  std::string breach_key;  ///< of the breach record
};

/// 暂定. Its end rests on a year whose notice is not out yet, and is still awaited.
bool is_provisional(const Clock& clock);
/// With what the round began: its last start or reset.
const calendar::ClockEvent& begin_of(const Clock& clock);

/// A thing that flows or is kept: a complaint, an item, a client, a setting. What is so, computed
/// from the facts of its stream by `apply` and from nothing else.
struct Record {
  RecordId id;
  const pack::RecordType* type = nullptr;
  std::string key;
  std::string number;
  std::string state;
  std::vector<feel::Value> fields;  ///< one for each field of the type
  std::vector<Clock> clocks;
  std::vector<std::string> markers;
  RecordId parent;
  RecordId stream;  ///< of the outermost parent: the journal stream
  Instant created_at{};
  Instant updated_at{};
  std::string entered_by;
  std::int64_t version = 0;  ///< facts applied so far

  const pack::Pack& pack() const { return *type->pack; }
  bool is_final() const;
  const feel::Value& field(std::string_view name) const;  ///< null value when there is none
};

/// The text of a field that names something (a site, a person); empty for none.
std::string_view text_of(const Record& record, int field);
/// The headline in lists.
std::string title_of(const Record& record);
/// The date by which reports range: of a moment its date in the pack's zone.
std::optional<LocalDate> period_of(const Record& record);
/// Whether the record is of the site, if one is asked for, and its period within the dates given.
bool is_within(const Record& record, std::string_view site, std::optional<LocalDate> from,
               std::optional<LocalDate> to);

/// True while the act is still owed: the clock runs, is paused, or is breached.
bool is_owed(const Clock& clock);
/// The owed clock with the soonest limit; null when none has one.
const Clock* next_clock(const Record& record);
bool has_provisional_clock(const Record& record);

/// The earliest moment after which the clock has something to do about the record: a warning, or
/// the first second after a limit.
std::optional<Instant> next_timer(const Record& record);

/// The values of a record as expressions see it: key, number, state, created_at and the fields.
feel::Value to_context(const Record& record);
/// The same without copying them.
feel::Value to_context(std::shared_ptr<const Record> record);

}  // namespace guiju::casework
