#include "casework/fact_json.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/json.hpp"
#include "casework/value_json.hpp"

namespace guiju::casework {
namespace {

namespace json = boost::json;
using calendar::ClockVerb;
using calendar::LimitUnit;

constexpr std::array<std::pair<ClockVerb, const char*>, 6> verbs{{
    {ClockVerb::start, "start"},
    {ClockVerb::pause, "pause"},
    {ClockVerb::resume, "resume"},
    {ClockVerb::stop, "stop"},
    {ClockVerb::cancel, "cancel"},
    {ClockVerb::reset, "reset"},
}};

constexpr std::array<std::pair<LimitUnit, const char*>, 7> units{{
    {LimitUnit::minutes, "minutes"},
    {LimitUnit::hours, "hours"},
    {LimitUnit::working_minutes, "working_minutes"},
    {LimitUnit::working_days, "working_days"},
    {LimitUnit::calendar_days, "calendar_days"},
    {LimitUnit::calendar_months, "calendar_months"},
    {LimitUnit::instant, "at"},
}};

constexpr std::array<std::pair<Owner::Kind, const char*>, 4> owner_kinds{{
    {Owner::Kind::nobody, "nobody"},
    {Owner::Kind::person, "person"},
    {Owner::Kind::department, "department"},
    {Owner::Kind::role, "role"},
}};

template <class Table, class Enum>
const char* name_in(const Table& table, Enum value) {
  for (const auto& [known, name] : table) {
    if (known == value) return name;
  }
  return "";
}

template <class Table>
auto value_in(const Table& table, std::string_view name) {
  for (const auto& [known, text] : table) {
    if (name == text) return known;
  }
  throw std::runtime_error("the journal holds an unknown word: " + std::string(name));
}

const pack::Deadline& deadline_of(const Fact& fact, int index) {
  return fact.type->pack->deadlines[static_cast<std::size_t>(index)];
}

std::string zoned(const Fact& fact, Instant at) {
  return guiju::to_text(at, fact.type->pack->calendar_rules.zone.offset_at(at));
}

void write_owner(JsonWriter& out, const Owner& owner) {
  out.begin_object()
      .field("kind", name_in(owner_kinds, owner.kind))
      .field("key", owner.key)
      .end_object();
}

void write_clock(JsonWriter& out, const Fact& fact, const ClockChange& change) {
  out.key("clock").begin_object();
  out.field("deadline", deadline_of(fact, change.deadline).id);
  out.field("verb", name_in(verbs, change.event.verb)).field("at", zoned(fact, change.event.at));
  if (change.event.verb == ClockVerb::start || change.event.verb == ClockVerb::reset) {
    const auto& limit = change.event.limit;
    out.field("from", zoned(fact, change.event.counts_from))
        .field("unit", name_in(units, limit.unit));
    if (limit.unit == LimitUnit::instant) {
      out.field("until", zoned(fact, limit.until));
    } else {
      out.field("amount", limit.amount);
    }
    write_owner(out.key("owed_by"), change.owed_by);
  }
  if (change.warn_at) out.field("warn_at", zoned(fact, *change.warn_at));
  if (change.due_at) out.field("due_at", zoned(fact, *change.due_at));
  if (change.provisional) out.field("provisional", true);
  out.end_object();
}

void write_rules(JsonWriter& out, const pack::Pack& pack, const pack::Basis& basis) {
  out.key("rules").begin_array();
  for (const int rule : basis) out.string(pack.rules[static_cast<std::size_t>(rule)].id);
  out.end_array();
}

void write_recomputed(JsonWriter& out, const Fact& fact, const ClockRecomputed& recomputed) {
  out.key("recomputed").begin_object();
  out.field("deadline", deadline_of(fact, recomputed.deadline).id);
  out.field("notice", recomputed.notice);
  const auto moment = [&](const char* name, const std::optional<Instant>& at) {
    if (at) out.field(name, zoned(fact, *at));
  };
  moment("due_before", recomputed.due_before);
  moment("due_at", recomputed.due_at);
  moment("warn_at", recomputed.warn_at);
  if (recomputed.provisional) out.field("provisional", true);
  out.end_object();
}

void write_detail(JsonWriter& out, const Fact& fact) {
  if (const auto* change = std::get_if<ClockChange>(&fact.detail)) write_clock(out, fact, *change);
  if (const auto* warning = std::get_if<WarningGiven>(&fact.detail)) {
    out.key("warned").begin_object().field("deadline", deadline_of(fact, warning->deadline).id);
    write_owner(out.field("due_at", zoned(fact, warning->due_at)).key("owed_by"), warning->owed_by);
    out.end_object();
  }
  if (const auto* passed = std::get_if<LimitPassed>(&fact.detail)) {
    out.key("passed").begin_object();
    out.field("deadline", deadline_of(fact, passed->deadline).id).field("breach", passed->breach);
    out.end_object();
  }
  if (const auto* recomputed = std::get_if<ClockRecomputed>(&fact.detail)) {
    write_recomputed(out, fact, *recomputed);
  }
  if (const auto* marked = std::get_if<Marked>(&fact.detail)) out.field("marker", marked->marker);
  if (const auto* notice = std::get_if<NoticeGiven>(&fact.detail)) {
    out.key("notice").begin_object().key("to");
    write_owner(out, notice->to);
    out.field("message", notice->message).end_object();
  }
  if (const auto* change = std::get_if<VersionChanged>(&fact.detail)) {
    out.key("version_before").begin_object().field("pack", change->from->id);
    write_rules(out.field("version", change->from->version), *change->from, change->rules);
    out.end_object();
  }
}

// Reading back

std::string text_of(const json::object& object, const char* key) {
  const auto& text = object.at(key).as_string();
  return {text.data(), text.size()};
}

Instant moment_of(const json::object& object, const char* key) {
  const auto instant = parse_instant(text_of(object, key));
  if (!instant) throw std::runtime_error(std::string("the journal holds a bad moment in ") + key);
  return *instant;
}

Owner owner_of(const json::value& value) {
  const auto& object = value.as_object();
  return {value_in(owner_kinds, text_of(object, "kind")), text_of(object, "key")};
}

int deadline_index(const pack::Pack& pack, const std::string& id) {
  for (std::size_t i = 0; i < pack.deadlines.size(); ++i) {
    if (pack.deadlines[i].id == id) return static_cast<int>(i);
  }
  throw std::runtime_error("the journal names an unknown deadline: " + id);
}

ClockChange clock_of(const pack::Pack& pack, const json::object& object) {
  ClockChange change;
  change.deadline = deadline_index(pack, text_of(object, "deadline"));
  change.event.verb = value_in(verbs, text_of(object, "verb"));
  change.event.at = moment_of(object, "at");
  if (object.contains("unit")) {
    change.event.counts_from = moment_of(object, "from");
    change.event.limit.unit = value_in(units, text_of(object, "unit"));
    if (object.contains("until")) change.event.limit.until = moment_of(object, "until");
    if (object.contains("amount")) change.event.limit.amount = object.at("amount").as_int64();
    change.owed_by = owner_of(object.at("owed_by"));
  }
  if (object.contains("warn_at")) change.warn_at = moment_of(object, "warn_at");
  if (object.contains("due_at")) change.due_at = moment_of(object, "due_at");
  change.provisional = object.contains("provisional");
  return change;
}

std::optional<Instant> maybe_moment(const json::object& object, const char* key) {
  return object.contains(key) ? std::optional(moment_of(object, key)) : std::nullopt;
}

ClockRecomputed recomputed_of(const pack::Pack& pack, const json::object& object) {
  return {.deadline = deadline_index(pack, text_of(object, "deadline")),
          .notice = text_of(object, "notice"),
          .due_before = maybe_moment(object, "due_before"),
          .due_at = maybe_moment(object, "due_at"),
          .warn_at = maybe_moment(object, "warn_at"),
          .provisional = object.contains("provisional")};
}

pack::Basis rules_in(const json::object& object, const pack::Pack& pack) {
  pack::Basis rules;
  for (const auto& rule : object.at("rules").as_array()) {
    const int index = pack.find_rule(std::string_view(rule.as_string()));
    if (index < 0)
      throw std::runtime_error("the journal cites a rule that the pack does not carry");
    rules.push_back(index);
  }
  return rules;
}

void read_detail(Fact& fact, const json::object& object, const FindJournaledPack& find_pack) {
  const auto& pack = *fact.type->pack;
  if (const auto* clock = object.if_contains("clock")) {
    fact.detail = clock_of(pack, clock->as_object());
  } else if (const auto* warned = object.if_contains("warned")) {
    const auto& w = warned->as_object();
    fact.detail = WarningGiven{deadline_index(pack, text_of(w, "deadline")), moment_of(w, "due_at"),
                               owner_of(w.at("owed_by"))};
  } else if (const auto* passed = object.if_contains("passed")) {
    const auto& p = passed->as_object();
    fact.detail = LimitPassed{deadline_index(pack, text_of(p, "deadline")), text_of(p, "breach")};
  } else if (const auto* recomputed = object.if_contains("recomputed")) {
    fact.detail = recomputed_of(pack, recomputed->as_object());
  } else if (object.contains("marker")) {
    fact.detail = Marked{text_of(object, "marker")};
  } else if (const auto* notice = object.if_contains("notice")) {
    const auto& n = notice->as_object();
    fact.detail = NoticeGiven{owner_of(n.at("to")), text_of(n, "message")};
  } else if (const auto* before = object.if_contains("version_before")) {
    const auto& from = read_pack(before->as_object(), find_pack);
    fact.detail = VersionChanged{&from, rules_in(before->as_object(), from)};
  }
}

void read_fields(Fact& fact, const json::object& set) {
  for (const auto& [name, value] : set) {
    const int field = fact.type->find_field(std::string_view(name.data(), name.size()));
    if (field < 0)
      throw std::runtime_error("the journal sets an unknown field: " + std::string(name));
    ShapeFault fault;
    auto read = read_value(value, fact.type->fields[static_cast<std::size_t>(field)].type, fault);
    if (!read) throw std::runtime_error("the journal holds a bad value of " + std::string(name));
    fact.set.emplace_back(field, *std::move(read));
  }
}

}  // namespace

void write_pack(JsonWriter& out, const pack::Pack& pack, const pack::Pack& entry) {
  out.field("pack", pack.id);
  const auto* own = pack.id == entry.id ? &entry : entry.base;
  if (own == nullptr || own->version != pack.version) out.field("version", pack.version);
}

void append_journal_json(std::string& out, const Fact& fact, const pack::Pack& entry) {
  JsonWriter json(out);
  write_pack(json.begin_object().field("fact", fact.name), *fact.type->pack, entry);
  json.field("type", fact.type->name).field("key", fact.key);
  if (fact.created) {
    json.key("created").begin_object().field("number", fact.created->number);
    json.field("parent", fact.created->parent.text).field("stream", fact.created->stream.text);
    json.end_object();
  }
  if (fact.number) json.field("number", *fact.number);
  if (fact.state) json.field("state", *fact.state);
  if (!fact.set.empty()) {
    json.key("set").begin_object();
    for (const auto& [field, value] : fact.set) {
      json.key(fact.type->fields[static_cast<std::size_t>(field)].name).raw({});
      feel::append_json(out, value);
    }
    json.end_object();
  }
  write_detail(json, fact);
  write_pack(json.key("basis").begin_object(), *fact.basis_pack, entry);
  write_rules(json, *fact.basis_pack, fact.basis);
  json.end_object().end_object();
}

void append_answer_json(std::string& out, const Fact& fact) {
  JsonWriter json(out);
  json.begin_object().field("fact", fact.name).field("type", fact.type->name).field("on", fact.key);
  if (fact.created) json.field("number", fact.created->number);
  if (fact.number) json.field("number", *fact.number);
  if (fact.state) json.field("state", *fact.state);
  for (const auto& [field, value] : fact.set) {
    json.key(fact.type->fields[static_cast<std::size_t>(field)].name).raw({});
    feel::append_json(out, value);
  }
  if (const auto* change = std::get_if<ClockChange>(&fact.detail)) {
    json.field("deadline", deadline_of(fact, change->deadline).id);
    const auto verb = change->event.verb;
    if (verb == ClockVerb::start || verb == ClockVerb::reset) {
      json.field("due_at", zoned(fact, *change->due_at)).field("owed_by", change->owed_by.key);
    }
  }
  if (const auto* warning = std::get_if<WarningGiven>(&fact.detail)) {
    json.field("deadline", deadline_of(fact, warning->deadline).id);
    json.field("due_at", zoned(fact, warning->due_at)).field("owed_by", warning->owed_by.key);
  }
  if (const auto* passed = std::get_if<LimitPassed>(&fact.detail)) {
    json.field("deadline", deadline_of(fact, passed->deadline).id);
  }
  if (const auto* recomputed = std::get_if<ClockRecomputed>(&fact.detail)) {
    json.field("deadline", deadline_of(fact, recomputed->deadline).id);
    json.field("notice", recomputed->notice);
    if (recomputed->due_before) json.field("due_before", zoned(fact, *recomputed->due_before));
    if (recomputed->due_at) json.field("due_at", zoned(fact, *recomputed->due_at));
    if (recomputed->provisional) json.field("provisional", true);
  }
  if (const auto* marked = std::get_if<Marked>(&fact.detail)) json.field("marker", marked->marker);
  if (const auto* notice = std::get_if<NoticeGiven>(&fact.detail)) {
    json.field("to", notice->to.key).field("message", notice->message);
  }
  if (const auto* change = std::get_if<VersionChanged>(&fact.detail)) {
    json.field("version", fact.type->pack->version).field("version_before", change->from->version);
  }
  write_rules(json, *fact.basis_pack, fact.basis);
  json.key("articles").begin_array();
  for (const auto& article : pack::articles_of(*fact.basis_pack, fact.basis)) json.string(article);
  json.end_array().end_object();
}

const pack::Pack& read_pack(const json::object& object, const FindJournaledPack& find_pack) {
  const auto id = text_of(object, "pack");
  const auto version = object.contains("version") ? text_of(object, "version") : std::string();
  const auto* found = find_pack(id, version);
  if (found == nullptr) {
    throw std::runtime_error("the journal names an unknown pack: " + id +
                             (version.empty() ? "" : "@" + version));
  }
  return *found;
}

Fact read_journal_fact(const json::value& value, const FindJournaledPack& find_pack) {
  const auto& object = value.as_object();
  Fact fact{.name = text_of(object, "fact"), .key = text_of(object, "key")};
  fact.type = read_pack(object, find_pack).find_type(text_of(object, "type"));
  if (fact.type == nullptr) {
    throw std::runtime_error("the journal names an unknown type: " + text_of(object, "type"));
  }
  if (const auto* created = object.if_contains("created")) {
    const auto& c = created->as_object();
    fact.created =
        Fact::Creation{text_of(c, "number"), {text_of(c, "parent")}, {text_of(c, "stream")}};
  }
  if (object.contains("number")) fact.number = text_of(object, "number");
  if (object.contains("state")) fact.state = text_of(object, "state");
  if (const auto* set = object.if_contains("set")) read_fields(fact, set->as_object());
  read_detail(fact, object, find_pack);
  const auto& basis = object.at("basis").as_object();
  fact.basis_pack = &read_pack(basis, find_pack);
  fact.basis = rules_in(basis, *fact.basis_pack);
  return fact;
}

}  // namespace guiju::casework
