#include <algorithm>
#include <map>
#include <tuple>

#include "app/replay.hpp"
#include "base/json.hpp"

namespace guiju::app {
namespace {

using casework::ClockStatus;

bool is_breached(const casework::Clock& clock) {
  return clock.status == ClockStatus::breached || clock.status == ClockStatus::late;
}

struct Totals {
  std::int64_t started = 0, met = 0, breached = 0, late_seconds = 0;
};

/// What one owed and did too late, by rule and code.
struct Lateness {
  std::int64_t count = 0, open = 0, seconds = 0;
};

/// Who was late by which clause: sums over the records of breaches. A breach whose act never came
/// counts as `open`, with the time up to the end of the replay.
void write_late_by(JsonWriter& json, const World& world, Instant end) {
  std::map<std::tuple<std::string, std::string, std::string>, Lateness> table;
  for (const auto& record : world.all()) {
    if (record->type->name != "breach") continue;
    const auto text = [&](const char* field) {
      return std::string(record->field(field).as_string());
    };
    auto& sums = table[{text("rule"), text("code"), text("owed_by")}];
    ++sums.count;
    if (const auto settled = record->field("late_seconds").as_int64()) {
      sums.seconds += *settled;
    } else if (const auto due = record->field("due_at").as_instant()) {
      ++sums.open;
      sums.seconds += std::max<std::int64_t>(0, (end - *due).count());
    }
  }
  json.key("late_by").begin_array();
  for (const auto& [key, sums] : table) {
    const auto& [rule, code, who] = key;
    json.begin_object().field("rule", rule).field("code", code).field("who", who);
    json.field("count", sums.count).field("open", sums.open);
    json.field("late_minutes", (sums.seconds + 59) / 60).end_object();
  }
  json.end_array();
}

void write_totals(JsonWriter& json, const std::map<std::string, Totals>& totals) {
  json.begin_array();
  for (const auto& [id, sums] : totals) {
    json.begin_object().field("id", id).field("started", sums.started).field("met", sums.met);
    json.field("breached", sums.breached).field("late_seconds", sums.late_seconds).end_object();
  }
  json.end_array();
}

}  // namespace

void Replay::summarise_deadlines(JsonWriter& json, bool totals_only) const {
  std::map<std::string, Totals> totals;
  if (!totals_only) json.begin_array();
  for (const auto& record : world_.all()) {
    for (const auto& clock : record->clocks) {
      const auto& pack = record->pack();
      const auto& deadline = pack.deadlines[static_cast<std::size_t>(clock.deadline)];
      if (totals_only) {
        auto& sums = totals[deadline.id];
        ++sums.started;
        sums.met += clock.status == ClockStatus::met ? 1 : 0;
        sums.breached += is_breached(clock) ? 1 : 0;
        sums.late_seconds += clock.late_seconds;
        continue;
      }
      const auto moment = [&](const char* name, std::optional<Instant> at) {
        json.key(name);
        at ? json.string(zoned(*at)) : json.null();
      };
      const bool met = clock.status == ClockStatus::met || clock.status == ClockStatus::late;
      json.begin_object().field("rule", pack::rules_of(pack, deadline.rules).front());
      json.field("id", deadline.id).field("ref", ref_of(*record)).field("on", record->key);
      json.field("status", casework::to_text(clock.status));
      moment("due_at", clock.due_at);
      moment("met_at", met ? clock.ended_at : std::nullopt);
      json.field("breached", is_breached(clock)).field("late_seconds", clock.late_seconds);
      json.end_object();
    }
  }
  if (totals_only) {
    write_totals(json, totals);
  } else {
    json.end_array();
  }
}

void Replay::summarise_records(JsonWriter& json, bool totals_only,
                               const std::function<bool(const casework::Record&)>& wanted) const {
  std::int64_t count = 0;
  if (!totals_only) json.begin_array();
  for (const auto& record : world_.all()) {
    if (!wanted(*record)) continue;
    ++count;
    if (totals_only) continue;
    std::string text;
    feel::append_json(text, casework::to_context(*record));
    json.raw(text);
  }
  if (totals_only) {
    json.number(count);
  } else {
    json.end_array();
  }
}

void Replay::summarise(bool totals_only) {
  std::string out;
  JsonWriter json(out);
  std::int64_t cases = 0;
  for (const auto& record : world_.all()) {
    if (record->type->is_case && record->parent.is_empty()) ++cases;
  }
  json.begin_object().key("summary").begin_object().field("cases", cases);
  json.field("decisions", decisions_).field("refusals", refusals_).key("deadlines");
  summarise_deadlines(json, totals_only);
  summarise_records(json.key("slips"), totals_only,
                    [](const casework::Record& r) { return r.type->name.ends_with("slip"); });
  json.key("notices");
  if (totals_only) {
    json.number(notice_count_);
  } else {
    json.begin_array();
    for (const auto& notice : notices_) json.raw(notice);
    json.end_array();
  }
  summarise_records(json.key("reports"), totals_only,
                    [](const casework::Record& r) { return r.type->is_report; });
  summarise_records(json.key("breaches"), totals_only,
                    [](const casework::Record& r) { return r.type->name == "breach"; });
  write_late_by(json, world_, now_.value_or(Instant{}));
  json.end_object().end_object();
  sink_(out);
}

}  // namespace guiju::app
