#include <map>

#include "app/clause_use.hpp"
#include "http/deferred.hpp"
#include "http/handlers.hpp"

// Which clauses decided how often, for who keeps the regulations.
namespace guiju::http {
namespace {

constexpr std::size_t entries_at_once = 2000;

/// Only what lies in cases that the reader may see counts.
app::ClauseUses count(const app::Stage& stage, const app::Reader& reader, const pack::Pack& pack,
                      LocalDate from, LocalDate to) {
  const auto& zone = pack.calendar_rules.zone;
  app::ClauseUses uses(pack, zone.to_instant(LocalTime(from)),
                       zone.to_instant(LocalTime(to + std::chrono::days(1))));
  std::map<std::string, bool> seen;  // by stream
  for (std::uint64_t next = 1;;) {
    const auto entries = reader.entries(next, entries_at_once);
    if (entries.empty()) return uses;
    for (const auto& entry : entries) {
      const auto [known, is_new] = seen.try_emplace(entry.stream, false);
      if (is_new) known->second = stage.find({entry.stream}) != nullptr;
      if (known->second) uses.take(view(entry));
    }
    next = entries.back().seq + 1;
  }
}

std::string use_json(const app::Stage& stage, const pack::Pack& pack, const app::ClauseUses& uses) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("id", pack.id)
      .field("version", pack.version)
      .field("title", stage.say(pack.title))
      .key("items")
      .begin_array();
  for (std::size_t i = 0; i < pack.rules.size(); ++i) {
    const auto& use = uses.by_rule()[i];
    json.begin_object()
        .field("rule", pack.rules[i].id)
        .field("text", stage.say(pack.rules[i].text))
        .field("decided", use.decided)
        .field("refused", use.refused)
        .field("breached", use.breached);
    if (use.last != Instant{}) json.field("last", app::instant_text(use.last, pack));
    json.end_object();
  }
  json.end_array().end_object();
  return out;
}

}  // namespace

Answer get_clause_use(Call& call) {
  const auto* pack = call.find_pack(call.path[0]);
  if (pack == nullptr || !app::may_read_drafts(*call.caller->person)) {
    return call.problem(app::ProblemCode::not_found);
  }
  const auto from = call.query_value("from").date, to = call.query_value("to").date;
  return answer_on_worker(call, [pack, from, to](const app::Stage& stage, app::Reader& reader) {
    return json_response(use_json(stage, *pack, count(stage, reader, *pack, from, to)));
  });
}

}  // namespace guiju::http
