#include "casework/record_json.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <stdexcept>

#include "base/json.hpp"
#include "casework/value_json.hpp"

/// Clocks are written with short names and instants as seconds since 1970: they are read on every
/// act, by this file only.
namespace guiju::casework {
namespace {

namespace json = boost::json;

std::int64_t seconds(Instant instant) { return instant.time_since_epoch().count(); }

void write_optional(JsonWriter& out, const char* name, const std::optional<Instant>& instant) {
  if (instant) out.field(name, seconds(*instant));
}

void write_event(JsonWriter& out, const calendar::ClockEvent& event) {
  out.begin_array().number(static_cast<int>(event.verb)).number(seconds(event.at));
  if (event.verb == calendar::ClockVerb::start || event.verb == calendar::ClockVerb::reset) {
    const calendar::Limit& limit = event.limit;
    out.number(seconds(event.counts_from)).number(static_cast<int>(limit.unit));
    out.number(limit.unit == calendar::LimitUnit::instant ? seconds(limit.until) : limit.amount);
  }
  out.end_array();
}

void write_clock(JsonWriter& out, const pack::Pack& pack, const Clock& clock) {
  out.begin_object();
  out.field("d", pack.deadlines[static_cast<std::size_t>(clock.deadline)].id);
  out.field("s", to_text(clock.status));
  out.field("from", seconds(clock.started_at));
  write_optional(out, "due", clock.due_at);
  write_optional(out, "warn", clock.warn_at);
  write_optional(out, "end", clock.ended_at);
  if (clock.warned) out.field("warned", true);
  if (clock.provisional) out.field("provisional", true);
  if (clock.late_seconds != 0) out.field("late", clock.late_seconds);
  if (clock.owed_by.kind != Owner::Kind::nobody) {
    out.key("by").begin_array().number(static_cast<int>(clock.owed_by.kind));
    out.string(clock.owed_by.key).end_array();
  }
  if (!clock.breach_key.empty()) out.field("breach", clock.breach_key);
  out.key("events").begin_array();
  for (const calendar::ClockEvent& event : clock.events) write_event(out, event);
  out.end_array().end_object();
}

// Reading back

[[noreturn]] void fail(const Record& record, std::string_view what) {
  throw std::runtime_error("the body of " + record.id.text + " is damaged: " + std::string(what));
}

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

Instant instant_of(const json::value& value) { return Instant{Seconds{value.as_int64()}}; }

std::optional<Instant> optional_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) return std::nullopt;
  return instant_of(*value);
}

template <class Enum>
Enum enum_of(const json::value& value, Enum last, const Record& record) {
  const std::int64_t number = value.as_int64();
  if (number < 0 || number > static_cast<int>(last)) fail(record, "an unknown number");
  return static_cast<Enum>(number);
}

calendar::ClockEvent event_of(const json::value& value, const Record& record) {
  const json::array& parts = value.as_array();
  calendar::ClockEvent event;
  event.verb = enum_of(parts.at(0), calendar::ClockVerb::reset, record);
  event.at = instant_of(parts.at(1));
  if (parts.size() == 5) {
    event.counts_from = instant_of(parts.at(2));
    event.limit.unit = enum_of(parts.at(3), calendar::LimitUnit::instant, record);
    if (event.limit.unit == calendar::LimitUnit::instant) {
      event.limit.until = instant_of(parts.at(4));
    } else {
      event.limit.amount = parts.at(4).as_int64();
    }
  }
  return event;
}

int deadline_of(const json::object& object, const Record& record) {
  const std::string_view id = view(object.at("d").as_string());
  const auto& deadlines = record.pack().deadlines;
  for (const int index : record.type->deadlines) {
    if (deadlines[static_cast<std::size_t>(index)].id == id) return index;
  }
  fail(record, "no such deadline: " + std::string(id));
}

Clock clock_of(const json::object& object, const Record& record) {
  Clock clock{.deadline = deadline_of(object, record)};
  const auto status = parse_clock_status(view(object.at("s").as_string()));
  if (!status) fail(record, "an unknown status");
  clock.status = *status;
  clock.started_at = instant_of(object.at("from"));
  clock.due_at = optional_of(object, "due");
  clock.warn_at = optional_of(object, "warn");
  clock.ended_at = optional_of(object, "end");
  clock.warned = object.contains("warned");
  clock.provisional = object.contains("provisional");
  if (const json::value* late = object.if_contains("late")) clock.late_seconds = late->as_int64();
  if (const json::value* by = object.if_contains("by")) {
    const json::array& owner = by->as_array();
    clock.owed_by.kind = enum_of(owner.at(0), Owner::Kind::role, record);
    clock.owed_by.key = view(owner.at(1).as_string());
  }
  if (const json::value* breach = object.if_contains("breach")) {
    clock.breach_key = view(breach->as_string());
  }
  for (const json::value& event : object.at("events").as_array()) {
    clock.events.push_back(event_of(event, record));
  }
  return clock;
}

void read_fields(Record& record, const json::object& fields) {
  record.fields.assign(record.type->fields.size(), {});
  for (const auto& [name, value] : fields) {
    const int field = record.type->find_field({name.data(), name.size()});
    if (field < 0) fail(record, "no such field: " + std::string(name));
    ShapeFault fault;
    auto read = read_value(value, record.type->fields[static_cast<std::size_t>(field)].type, fault);
    if (!read) fail(record, std::string(name) + " is not " + fault.expected);
    record.fields[static_cast<std::size_t>(field)] = *std::move(read);
  }
}

}  // namespace

void append_body_json(std::string& out, const Record& record) {
  JsonWriter body(out);
  body.begin_object().key("f").begin_object();
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    if (record.fields[i].is_null()) continue;
    body.key(record.type->fields[i].name).raw("");
    feel::append_json(out, record.fields[i]);
  }
  body.end_object();
  if (!record.clocks.empty()) {
    body.key("c").begin_array();
    for (const Clock& clock : record.clocks) write_clock(body, record.pack(), clock);
    body.end_array();
  }
  if (!record.markers.empty()) {
    body.key("m").begin_array();
    for (const std::string& marker : record.markers) body.string(marker);
    body.end_array();
  }
  body.end_object();
}

void read_body_json(Record& record, std::string_view text) {
  unsigned char memory[8192];
  json::monotonic_resource arena(memory, sizeof memory);
  const json::value document = json::parse({text.data(), text.size()}, &arena);
  const json::object& body = document.as_object();
  read_fields(record, body.at("f").as_object());
  record.clocks.clear();
  record.markers.clear();
  if (const json::value* clocks = body.if_contains("c")) {
    for (const json::value& clock : clocks->as_array()) {
      record.clocks.push_back(clock_of(clock.as_object(), record));
    }
  }
  if (const json::value* markers = body.if_contains("m")) {
    for (const json::value& marker : markers->as_array()) {
      record.markers.emplace_back(view(marker.as_string()));
    }
  }
}

}  // namespace guiju::casework
