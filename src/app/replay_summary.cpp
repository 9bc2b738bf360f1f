#include <map>

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

void write_totals(JsonWriter& json, const std::map<std::string, Totals>& totals) {
  json.begin_array();
  for (const auto& [id, sums] : totals) {
    json.begin_object().field("id", id).field("started", sums.started).field("met", sums.met);
    json.field("breached", sums.breached).field("late_seconds", sums.late_seconds).end_object();
  }
  json.end_array();
}

}  // namespace

void Replay::summarise(bool totals_only) {
  std::string out;
  JsonWriter json(out);
  std::int64_t cases = 0;
  for (const auto& record : world_.all()) {
    if (record->type->is_case && record->parent.is_empty()) ++cases;
  }
  json.begin_object().key("summary").begin_object().field("cases", cases);
  json.key("deadlines");
  std::map<std::string, Totals> totals;
  if (!totals_only) json.begin_array();
  for (const auto& record : world_.all()) {
    for (const auto& clock : record->clocks) {
      const auto& pack = record->pack();
      const auto& deadline = pack.deadlines[static_cast<std::size_t>(clock.deadline)];
      const auto rule = pack::rules_of(pack, deadline.rules).front();
      if (totals_only) {
        auto& sums = totals[deadline.id];
        ++sums.started;
        sums.met += clock.status == ClockStatus::met ? 1 : 0;
        sums.breached += is_breached(clock) ? 1 : 0;
        sums.late_seconds += clock.late_seconds;
        continue;
      }
      json.begin_object().field("rule", rule).field("id", deadline.id).field("ref", ref_of(*record));
      json.field("on", record->key).field("status", casework::to_text(clock.status));
      if (clock.due_at) json.field("due_at", zoned(*clock.due_at));
      else json.key("due_at").null();
      const bool met = clock.status == ClockStatus::met || clock.status == ClockStatus::late;
      if (met && clock.ended_at) json.field("met_at", zoned(*clock.ended_at));
      else json.key("met_at").null();
      json.field("breached", is_breached(clock)).field("late_seconds", clock.late_seconds).end_object();
    }
  }
  if (totals_only) write_totals(json, totals);
  else json.end_array();
  const auto list = [&](const char* name, auto wanted) {
    json.key(name);
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
    if (totals_only) json.number(count);
    else json.end_array();
  };
  list("slips", [](const casework::Record& r) { return r.type->name == "slip"; });
  list("breaches", [](const casework::Record& r) { return r.type->name == "breach"; });
  list("reports", [](const casework::Record& r) { return r.type->is_report; });
  json.key("notices");
  if (totals_only) {
    json.number(notice_count_);
  } else {
    json.begin_array();
    for (const auto& notice : notices_) json.raw(notice);
    json.end_array();
  }
  json.end_object().end_object();
  sink_(out);
}

}  // namespace guiju::app
