#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/company.hpp"
#include "app/mapping.hpp"
#include "app/world.hpp"
#include "base/json.hpp"

namespace guiju::app {

/// A line of a timeline that cannot be understood: the replay stops there.
struct ReplayStop {
  std::int64_t line = 0;
  std::string reason;
};

/// Plays a timeline under one pack, in memory, with the clock's own decisions at their own moments
/// (docs/timeline.md). Same input, same bytes.
class Replay {
 public:
  /// Gets each line of the answer, without its line end.
  using Sink = std::function<void(std::string_view)>;

  Replay(const pack::Pack& pack, World& world, Sink sink)
      : pack_(pack), world_(world), sink_(std::move(sink)) {}

  /// Plays one line. `number` is what the answer calls it; empty for lines that went before the
  /// timeline (`before` of a company), whose answers are not written.
  std::optional<ReplayStop> play(std::optional<std::int64_t> number,
                                 const boost::json::object& line);
  std::optional<ReplayStop> play_text(std::int64_t number, std::string_view text);
  /// Plays a line that a mapping has made; the answer calls it by its line in the CSV file.
  std::optional<ReplayStop> play(const MappedLine& line);
  /// Writes the summary; with `totals_only` counts instead of lists.
  void summarise(bool totals_only);
  /// Told of each order of a timeline before it is decided.
  using Listener =
      std::function<void(const World& world, const casework::Order& order, Instant at)>;
  void listen(Listener listener) { listener_ = std::move(listener); }
  /// Answers are not written, notices counted and not kept: for runs of many thousand cases, of
  /// which only the summary is wanted.
  void write_summary_only() { writes_answers_ = false; }

  std::int64_t decisions() const { return decisions_; }
  std::int64_t refusals() const { return refusals_; }

 private:
  struct Line {
    Instant at{};
    std::string as, command, on, ref;
    const boost::json::object* with = nullptr;
  };

  /// Who acts on what; of a mapped line also what its entry calls the records.
  struct Act {
    Instant at{};
    const std::string& as;
    const std::string& on;
    const std::string& ref;
    EntryRefs* refs = nullptr;
  };

  std::optional<std::string> read_line(const boost::json::object& json, Line& line) const;
  std::optional<ReplayStop> begin_line(Instant at);
  std::optional<std::string> carry_out(const Act& act, casework::Order order);
  void pass_time_to(Instant now);
  void run_schedules(Instant at);
  std::optional<std::string> decide(const Line& line);
  std::optional<std::string> show_screen(const Line& line);
  std::optional<std::string> show_form(const Line& line);
  std::optional<std::string> find_actor(const std::string& as, casework::Actor& actor);
  casework::RecordId find_ref(const std::string& name, const EntryRefs* refs) const;
  casework::RecordId find_record(const std::string& name, const pack::RecordType* type,
                                 const EntryRefs* refs) const;
  void take(Instant at, const casework::Decision& decision);
  void write_decision(Instant at, const casework::Decision& decision, bool by_clock);
  void write_refusal(Instant at, const casework::Refusal& refusal);
  void summarise_deadlines(JsonWriter& json, bool totals_only) const;
  void summarise_records(JsonWriter& json, bool totals_only,
                         const std::function<bool(const casework::Record&)>& wanted) const;
  std::string begin_answer(Instant at, bool by_clock, bool ok) const;
  std::string zoned(Instant at) const;
  const std::string& ref_of(const casework::Record& record) const;

  const pack::Pack& pack_;
  World& world_;
  Sink sink_;
  Listener listener_;
  bool silent_ = false;
  bool writes_answers_ = true;
  std::int64_t number_ = 0;
  std::int64_t decisions_ = 0;
  std::int64_t refusals_ = 0;
  std::optional<Instant> now_;
  std::unordered_map<std::string, casework::RecordId> refs_;
  std::unordered_map<std::string, std::string> names_of_refs_;  // record id -> ref
  std::map<std::string, Instant> schedules_;                    // id -> next run
  std::vector<std::string> notices_;                            // as JSON
  std::int64_t notice_count_ = 0;
};

}  // namespace guiju::app
