#include <algorithm>

#include "app/present.hpp"
#include "app/row.hpp"
#include "app/row_text.hpp"
#include "base/assert.hpp"

namespace guiju::app {
namespace {

void write_ref(JsonWriter& json, std::string_view name, std::string_view key,
               std::string_view title) {
  json.key(name).begin_object().field("key", key).field("name", title).end_object();
}

std::string_view unread_name(std::string_view name, std::string_view key) {
  return name.empty() ? key : name;
}

void write_next_deadline(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                         const OwedClock& clock) {
  json.key("next_deadline").begin_object();
  json.field("deadline", clock.deadline->id).field("title", stage.say(clock.deadline->title));
  if (clock.due_at) write_instant(json, "due_at", *clock.due_at, pack);
  json.field("status", casework::to_text(clock.status)).key("owed_by");
  write_owner(json, stage, pack, clock.owed_by);
  json.end_object();
}

void write_deadline_heading(JsonWriter& json, const pack::Pack& pack,
                            const pack::Deadline& deadline) {
  const int rule = deadline.rules.empty() ? -1 : deadline.rules.front();
  const auto articles = pack::articles_of(pack, deadline.rules);
  json.field("rule", rule < 0 ? std::string_view{}
                              : std::string_view(pack.rules[static_cast<std::size_t>(rule)].id))
      .field("article", articles.empty() ? std::string_view{} : std::string_view(articles.front()));
  if (!deadline.ladder.empty()) json.field("ladder", deadline.ladder).field("rung", deadline.rung);
}

/// Of a paused clock: what would be left if it were resumed now.
Seconds time_left(const calendar::Calendar& calendar, const casework::Clock& clock, Instant now) {
  if (clock.due_at) {
    return calendar::time_left(calendar, casework::begin_of(clock).limit, now, *clock.due_at);
  }
  return calendar::read_clock(calendar, clock.events, now)->remaining;
}

}  // namespace

std::string title_text(const Stage& stage, const Row& row) {
  using Kind = pack::FieldType::Kind;
  const pack::RecordType& type = *row.type;
  if (type.title_field < 0 || row.title.empty()) return row.title;
  const auto& field = type.fields[static_cast<std::size_t>(type.title_field)].type;
  if (field.kind != Kind::text && field.kind != Kind::reference) return row.title;
  return display(stage, *type.pack, field, feel::Value::string(row.title));
}

void write_row_members(JsonWriter& json, const Stage& stage, const Row& row) {
  const pack::RecordType& type = *row.type;
  const pack::Pack& pack = *type.pack;
  json.field("id", row.id.text)
      .field("pack", pack.id)
      .field("type", type.name)
      .field("type_title", stage.say(type.title))
      .field("key", row.key)
      .field("number", row.number)
      .field("title", title_text(stage, row));
  const pack::State* state = type.find_state(row.state);
  json.key("state")
      .begin_object()
      .field("id", row.state)
      .field("title", state ? stage.say(state->title) : std::string_view(row.state))
      .field("final", row.is_final)
      .end_object();
  const casework::Directory& directory = stage.directory;
  if (!row.site.empty()) {
    const auto found = directory.sites.find(row.site);
    write_ref(json, "site", row.site,
              found == directory.sites.end() ? row.site : found->second.name);
  }
  if (!row.client.empty()) {
    write_ref(json, "client", row.client, unread_name(row.client_name, row.client));
  }
  if (!row.department.empty()) {
    const auto found = directory.departments.find(row.department);
    write_ref(json, "department", row.department,
              found == directory.departments.end() ? row.department : found->second.name);
  }
  if (!row.owner.empty()) {
    const auto* person = directory.find_person(row.owner);
    write_ref(json, "owner", row.owner, person ? person->name : row.owner);
  }
  write_instant(json, "created_at", row.created_at, pack);
  write_instant(json, "updated_at", row.updated_at, pack);
  json.field("version", row.version);
  if (row.next_deadline) write_next_deadline(json, stage, pack, *row.next_deadline);
  json.field("overdue", row.is_overdue(stage.now)).key("markers").begin_array();
  for (const auto& marker : row.markers) {
    const pack::Code* code = pack.find_code(marker);
    json.begin_object()
        .field("id", marker)
        .field("title", code ? stage.say(code->text) : std::string_view(marker))
        .end_object();
  }
  json.end_array();
}

void write_row(JsonWriter& json, const Stage& stage, const Row& row) {
  json.begin_object();
  write_row_members(json, stage, row);
  json.end_object();
}

void write_owed_clock(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                      const OwedClock& clock) {
  json.begin_object();
  json.field("deadline", clock.deadline->id).field("title", stage.say(clock.deadline->title));
  json.field("status", casework::to_text(clock.status));
  write_instant(json, "started_at", clock.started_at, pack);
  if (clock.due_at) {
    write_instant(json, "due_at", *clock.due_at, pack);
    json.field("remaining_seconds", (*clock.due_at - stage.now).count());
  }
  if (clock.warn_at) write_instant(json, "warn_at", *clock.warn_at, pack);
  json.key("owed_by");
  write_owner(json, stage, pack, clock.owed_by);
  write_deadline_heading(json, pack, *clock.deadline);
  json.field("provisional", false).end_object();
}

void write_clock(JsonWriter& json, const Stage& stage, const casework::Record& record,
                 const casework::Clock& clock) {
  const pack::Pack& pack = record.pack();
  const pack::Deadline& deadline = pack.deadlines[static_cast<std::size_t>(clock.deadline)];
  json.begin_object();
  json.field("deadline", deadline.id).field("title", stage.say(deadline.title));
  json.field("status", casework::to_text(clock.status));
  write_instant(json, "started_at", clock.started_at, pack);
  if (clock.due_at) write_instant(json, "due_at", *clock.due_at, pack);
  if (clock.warn_at) write_instant(json, "warn_at", *clock.warn_at, pack);
  if (clock.ended_at) write_instant(json, "stopped_at", *clock.ended_at, pack);
  if (clock.status == casework::ClockStatus::late) {
    json.field("late_seconds", clock.late_seconds);
  } else if (clock.status == casework::ClockStatus::breached && clock.due_at) {
    json.field("late_seconds", (stage.now - *clock.due_at).count());
  }
  if (is_owed(clock)) {
    const auto left =
        time_left(casework::calendar_of(pack, stage.view.directory()), clock, stage.now);
    json.field("remaining_seconds", left.count());
  }
  json.key("owed_by");
  write_owner(json, stage, pack, clock.owed_by);
  write_deadline_heading(json, pack, deadline);
  json.field("provisional", clock.provisional).end_object();
}

std::string ladder_json(const Stage& stage, const casework::Record& record) {
  const auto& deadlines = record.pack().deadlines;
  std::vector<const casework::Clock*> rungs;
  for (const auto& clock : record.clocks) {
    if (!deadlines[static_cast<std::size_t>(clock.deadline)].ladder.empty()) {
      rungs.push_back(&clock);
    }
  }
  std::stable_sort(rungs.begin(), rungs.end(), [&](const auto* a, const auto* b) {
    const auto& x = deadlines[static_cast<std::size_t>(a->deadline)];
    const auto& y = deadlines[static_cast<std::size_t>(b->deadline)];
    return x.ladder != y.ladder ? x.ladder < y.ladder : x.rung < y.rung;
  });
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("rungs").begin_array();
  for (const auto* clock : rungs) write_clock(json, stage, record, *clock);
  json.end_array().field("server_time", instant_text(stage.now, record.pack())).end_object();
  return out;
}

}  // namespace guiju::app
