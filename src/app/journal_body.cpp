#include "app/journal_body.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <map>
#include <stdexcept>

#include "app/json_text.hpp"
#include "base/json.hpp"
#include "casework/fact_json.hpp"

namespace guiju::app {
namespace {

namespace json = boost::json;
using casework::Actor;

/// Most bodies are no longer.
constexpr std::size_t body_size = 2048;

void begin_body(JsonWriter& body, const Asked& asked, std::size_t part) {
  body.begin_object().key("by").begin_object();
  body.key("kind").string(to_text(asked.by.kind)).key("key").string(asked.by.key).end_object();
  if (part > 1) {
    body.field("part", static_cast<std::int64_t>(part));
    return;  // what was asked stands in the first
  }
  if (!asked.on.empty()) body.field("on", asked.on);
  if (!asked.input.empty()) body.key("input").raw(asked.input);
}

void write_texts(JsonWriter& body, const char* name, const std::vector<std::string>& texts) {
  body.key(name).begin_array();
  for (const std::string& text : texts) body.string(text);
  body.end_array();
}

/// A refusal rests on rules like any fact.
void check_basis(const json::object& refusal, const casework::FindJournaledPack& find_pack) {
  const json::value* stated = refusal.if_contains("basis");
  if (stated == nullptr) return;
  const json::object& basis = stated->as_object();
  const pack::Pack& pack = casework::read_pack(basis, find_pack);
  for (const json::value& rule : basis.at("rules").as_array()) {
    const std::string id(rule.as_string().data(), rule.as_string().size());
    if (pack.find_rule(id) < 0)
      throw std::runtime_error("a refusal cites no rule of its pack: " + id);
  }
}

}  // namespace

Actor actor_of(const json::object& body) {
  const auto& by = body.at("by").as_object();
  const auto kind = text_of(by, "kind");
  for (const auto known : {Actor::Kind::person, Actor::Kind::clock, Actor::Kind::system}) {
    if (to_text(known) == kind) return {known, std::string(text_of(by, "key"))};
  }
  throw std::runtime_error("the journal names an unknown kind of actor: " + std::string(kind));
}

namespace {

/// The records that were touched, put to their streams; the bodies are still empty.
std::vector<StreamPart> streams_of(const casework::Decision& decision) {
  std::vector<StreamPart> parts;
  std::map<std::string_view, std::size_t> known;
  for (const auto& record : decision.touched) {
    const auto [part, is_new] = known.try_emplace(record->stream.text, parts.size());
    if (is_new) parts.push_back({.stream = record->stream.text});
    parts[part->second].records.push_back(record);
  }
  return parts;
}

/// The facts of each part, in their order.
std::vector<std::vector<const casework::Fact*>> facts_of(const casework::Decision& decision,
                                                         const std::vector<StreamPart>& parts) {
  std::vector<std::vector<const casework::Fact*>> facts(parts.size());
  if (parts.size() == 1) {  // most decisions are about one stream
    for (const auto& fact : decision.facts) facts.front().push_back(&fact);
    return facts;
  }
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (const auto& record : parts[i].records) places.emplace(record->id.text, i);
  }
  for (const auto& fact : decision.facts) {
    facts[places.at(casework::make_id(*fact.type, fact.key).text)].push_back(&fact);
  }
  return facts;
}

void write_serials(JsonWriter& body, const std::vector<casework::SerialTaken>& serials,
                   const pack::Pack& pack) {
  body.key("serials").begin_array();
  for (const casework::SerialTaken& taken : serials) {
    casework::write_pack(body.begin_object(), *taken.type->pack, pack);
    body.field("type", taken.type->name).field("scope", taken.scope).field("serial", taken.serial);
    body.end_object();
  }
  body.end_array();
}

}  // namespace

std::vector<StreamPart> parts_of(const Asked& asked, const casework::Decision& decision,
                                 const pack::Pack& pack) {
  std::vector<StreamPart> parts = streams_of(decision);
  const auto facts = facts_of(decision, parts);
  for (StreamPart& part : parts) {
    part.body.reserve(body_size);
    JsonWriter body(part.body);
    begin_body(body, asked, static_cast<std::size_t>(&part - parts.data()) + 1);
    body.key("facts").begin_array();
    for (const auto* fact : facts[static_cast<std::size_t>(&part - parts.data())]) {
      body.raw("");
      casework::append_journal_json(part.body, *fact, pack);
    }
    body.end_array();
    if (&part == &parts.front() && !decision.serials.empty()) {
      write_serials(body, decision.serials, pack);
    }
    body.end_object();
  }
  return parts;
}

std::string refusal_body(const Asked& asked, const casework::Refusal& refusal,
                         const pack::Pack& pack) {
  std::string text;
  JsonWriter body(text);
  begin_body(body, asked, 1);
  body.key("refusal").begin_object().field("code", refusal.code);
  write_texts(body, "fields", refusal.fields);
  write_texts(body, "names", refusal.names);
  if (refusal.since) body.field("since", to_utc_text(*refusal.since));
  if (refusal.pack != nullptr) {
    casework::write_pack(body.key("basis").begin_object(), *refusal.pack, pack);
    write_texts(body, "rules", pack::rules_of(*refusal.pack, refusal.basis));
    body.end_object();
  }
  body.end_object().end_object();
  return text;
}

namespace {

/// Where the answer begins in a canonical body: the member behind what was asked.
std::size_t answer_begin(std::string_view body) {
  int depth = 0;
  for (std::size_t at = 0; at < body.size(); ++at) {
    const char c = body[at];
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c != '"') continue;
    const auto member = body.substr(at);
    if (depth == 1 && (member.starts_with(R"("facts":)") || member.starts_with(R"("refusal":)")))
      return at;
    for (++at; at < body.size() && body[at] != '"'; ++at) {
      if (body[at] == '\\') ++at;
    }
  }
  return body.size();
}

std::string_view answer_in(std::string_view body) { return body.substr(answer_begin(body)); }

}  // namespace

json::object asked_in(std::string_view body) {
  const auto end = answer_begin(body);
  if (end == body.size()) return json::parse({body.data(), body.size()}).as_object();
  std::string asked(body.substr(0, end));
  asked.back() = '}';  // was the comma
  return json::parse(asked).as_object();
}

bool is_note(std::string_view body) { return answer_in(body).starts_with(R"("facts":[])"); }

bool is_part(const journal::Entry& entry) {
  // Bodies are canonical: it stands right behind who acted, and most need not be parsed for it.
  constexpr std::size_t words = 64, escaped = 6;  // bytes of a character at most
  const auto beginning =
      std::string_view(entry.body).substr(0, words + escaped * entry.actor.size());
  return beginning.find(R"(},"part":)") != std::string_view::npos &&
         asked_in(entry.body).contains("part");
}

bool is_told_by(const std::vector<StreamPart>& parts, std::span<const journal::Entry> entries) {
  return parts.size() == entries.size() &&
         std::ranges::equal(
             parts, entries, [](const StreamPart& part, const journal::Entry& entry) {
               return part.stream == entry.stream && entry.body.ends_with(answer_in(part.body));
             });
}

void append_note(UnitOfWork& unit, const Note& note, const pack::Pack& base) {
  std::string text;
  JsonWriter body(text);
  begin_body(body, {note.by, {}, note.input}, 1);
  body.key("facts").begin_array().end_array().end_object();
  const bool is_person = note.by.kind == Actor::Kind::person;
  unit.append({.stream = note.stream,
               .at = note.at,
               .recorded_at = note.at,
               .actor = is_person ? note.by.key : "system",
               .command = note.command,
               .pack = base.id + '@' + base.version,
               .body = std::move(text)});
}

JournaledDecision read_decision(const journal::EntryView& entry, const FindPackVersion& find_pack) {
  const pack::Pack* own = find_pack(entry.pack_id, entry.pack_version);
  if (own == nullptr) {
    throw std::runtime_error("the journal rests on an unknown pack: " + std::string(entry.pack_id) +
                             "@" + std::string(entry.pack_version));
  }
  const casework::FindJournaledPack find = [&](std::string_view id, std::string_view version) {
    if (!version.empty()) return find_pack(id, version);
    if (id == own->id) return own;
    return own->base != nullptr && own->base->id == id ? own->base : nullptr;
  };
  const json::value document = json::parse({entry.body.data(), entry.body.size()});
  const json::object& body = document.as_object();
  JournaledDecision decision{.by = actor_of(body)};
  if (const json::value* facts = body.if_contains("facts")) {
    for (const json::value& fact : facts->as_array()) {
      decision.facts.push_back(casework::read_journal_fact(fact, find));
    }
  }
  if (const json::value* refusal = body.if_contains("refusal")) {
    check_basis(refusal->as_object(), find);
  }
  if (const json::value* serials = body.if_contains("serials")) {
    for (const json::value& value : serials->as_array()) {
      const json::object& taken = value.as_object();
      const pack::RecordType* type =
          casework::read_pack(taken, find).find_type(text_of(taken, "type"));
      if (type == nullptr) throw std::runtime_error("the journal numbers an unknown type");
      decision.serials.push_back({.type = type,
                                  .scope = std::string(taken.at("scope").as_string()),
                                  .serial = taken.at("serial").as_int64()});
    }
  }
  return decision;
}

std::vector<std::pair<casework::RecordId, casework::Attachment>> attachments_set(
    const std::vector<casework::Fact>& facts) {
  std::vector<std::pair<casework::RecordId, casework::Attachment>> found;
  for (const auto& fact : facts) {
    for (const auto& [field, value] : fact.set) {
      const auto& type = fact.type->fields[static_cast<std::size_t>(field)].type;
      for (auto& attachment : casework::attachments_in(type, value)) {
        found.emplace_back(casework::make_id(*fact.type, fact.key), std::move(attachment));
      }
    }
  }
  return found;
}

}  // namespace guiju::app
