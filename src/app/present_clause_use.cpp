#include "app/present_clause_use.hpp"

#include <boost/json/parse.hpp>
#include <memory>
#include <unordered_map>

#include "app/journal_reading.hpp"
#include "app/present_dry_run.hpp"
#include "casework/value_json.hpp"
#include "pack/phrase_words.hpp"

namespace guiju::app {
namespace {

using pack::Text;

const Text words[clause_effect_count]{
    {"作出决定", "", "decided"},
    {"不准", "", "refused"},
    {"违限", "", "breached"},
    {"人工改定", "", "changed by hand"},
};
constexpr ClauseEffect effects[] = {ClauseEffect::decided, ClauseEffect::refused,
                                    ClauseEffect::breached, ClauseEffect::overridden};

std::string number_of(const pack::Pack& pack, const pack::Rule& rule) {
  if (rule.articles.empty()) return {};
  return pack.articles[static_cast<std::size_t>(rule.articles.front())].number;
}

/// What a field held, as its reader reads it: nothing of what is masked for him.
std::string value_text(const Stage& stage, const ClauseAct& act, const casework::RecordPtr& record,
                       const std::string& journaled) {
  const auto& type = *act.command->type;
  const auto* mask = type.find_mask(type.find_field(act.field->name));
  const bool is_clear = mask == nullptr || stage.viewer == nullptr ||
                        (record != nullptr && casework::reads_whole(*record, *mask, *stage.viewer));
  if (!is_clear) return {};
  casework::ShapeFault fault;
  const auto value = casework::read_value(boost::json::parse(journaled), act.field->type, fault);
  return value ? display(stage, *type.pack, act.field->type, *value) : std::string();
}

/// `5 working_days`, or a moment.
std::string limit_text(const Stage& stage, const pack::Pack& pack, const std::string& limit) {
  if (const auto at = parse_instant(limit)) return moment_text(stage, pack, *at);
  const auto unit = limit.find(' ') + 1;
  return limit.substr(0, unit) + std::string(stage.say(pack::unit_words(limit.substr(unit))));
}

void write_change(JsonWriter& json, const Stage& stage, const ClauseAct& act,
                  const casework::RecordPtr& record) {
  if (act.field != nullptr) {
    json.field("what", stage.say(act.field->title));
    json.field("before", value_text(stage, act, record, act.before));
    json.field("after", value_text(stage, act, record, act.after));
  } else if (act.deadline != nullptr) {
    static const Text cancelled{"取消", "", "cancelled"};
    const auto& pack = *act.deadline->type->pack;
    json.field("what", stage.say(act.deadline->title));
    json.field("before", limit_text(stage, pack, act.before));
    json.field("after", act.after.empty() ? std::string(stage.say(cancelled))
                                          : limit_text(stage, pack, act.after));
  }
}

void write_act(JsonWriter& json, const Stage& stage, const pack::Pack& pack, const ClauseAct& act) {
  static const Text clock{"时限到", "", "The clock"};
  json.begin_object()
      .field("effect", to_text(act.effect))
      .field("entry", static_cast<std::int64_t>(act.seq));
  write_instant(json, "at", act.at, pack);
  json.field("by", actor_name(stage, act.actor));
  json.field("act", stage.say(act.command == nullptr ? clock : act.command->title));
  const auto record = act.record.is_empty() ? nullptr : stage.find(act.record);
  if (record != nullptr) {
    const auto row = row_of(stage, *record);
    json.field("case", record->id.text).field("number", row.number).field("title", row.title);
  }
  write_change(json, stage, act, record);
  json.end_object();
}

}  // namespace

ClauseUses count_uses(const Stage& stage, const Reader& reader, const pack::Pack& pack,
                      const Shelf& shelf, const ClauseUses::Question& question) {
  std::unordered_map<std::string, bool> known;
  ClauseUses uses(pack, shelf, question, [&](std::string_view id) {
    const auto [place, is_new] = known.try_emplace(std::string(id), false);
    if (is_new) place->second = is_visible(stage.sees, stage.view.whole(), id, stage.packs);
    return place->second;
  });
  read_entries(reader, 1, reader.last_entry_before(question.to), [&](const auto& entry) {
    uses.take(journal::view(entry));
    return true;
  });
  return uses;
}

void write_clause_uses(JsonWriter& json, const Stage& stage, const pack::Pack& pack,
                       const ClauseUses& uses) {
  const auto decides = rules_that_decide(pack);
  json.field("cases_begun", uses.cases_begun()).key("items").begin_array();
  for (std::size_t i = 0; i < pack.rules.size(); ++i) {
    const auto& use = uses.by_rule()[i];
    json.begin_object()
        .field("rule", pack.rules[i].id)
        .field("article", number_of(pack, pack.rules[i]))
        .field("text", stage.say(pack.rules[i].text))
        .field("decides", static_cast<bool>(decides[i]));
    for (const auto effect : effects) json.field(to_text(effect), use.of(effect));
    if (!use.is_never()) write_instant(json, "last", use.last, pack);
    json.end_object();
  }
  json.end_array();
  if (!uses.is_listing()) return;
  json.key("acts").begin_array();
  const auto& acts = uses.acts();
  std::size_t found[clause_effect_count] = {};
  bool is_cut = false;
  for (auto act = acts.rbegin(); act != acts.rend(); ++act) {
    if (++found[static_cast<std::size_t>(act->effect)] <= acts_max) {
      write_act(json, stage, pack, *act);
    } else {
      is_cut = true;
    }
  }
  json.end_array().field("acts_cut", is_cut);
}

std::string clause_use_text(const Stage& stage, const pack::Pack& pack, const ClauseUses& uses) {
  static const Text titles[]{
      {"作过决定的条款", "", "Clauses that decided"},
      {"从未作决定的条款", "", "Clauses that never decided"},
      {"本身不作决定的条款（定义、表样、由他条适用等），日志中不会出现", "",
       "Clauses that decide nothing by themselves (definitions, what forms show, what others "
       "apply): no journal names them"}};
  static const Text last{"最近", "", "last"};
  const auto decides = rules_that_decide(pack);
  std::string lines[std::size(titles)];
  for (std::size_t i = 0; i < pack.rules.size(); ++i) {
    const auto& use = uses.by_rule()[i];
    auto& out = lines[!use.is_never() ? 0 : decides[i] ? 1 : 2];
    out += "  " + pack.rules[i].id + "  " + std::string(stage.say(pack.rules[i].text)) + '\n';
    if (use.is_never()) continue;
    out += "     ";
    for (const auto effect : effects) {
      if (use.of(effect) == 0) continue;
      out += ' ' + std::string(stage.say(words[static_cast<std::size_t>(effect)])) + ' ' +
             std::to_string(use.of(effect)) + ';';
    }
    out += ' ' + std::string(stage.say(last)) + ' ' + moment_text(stage, pack, use.last) + '\n';
  }
  std::string text;
  for (std::size_t part = 0; part < std::size(titles); ++part) {
    if (!lines[part].empty()) text += std::string(stage.say(titles[part])) + '\n' + lines[part];
  }
  return text;
}

}  // namespace guiju::app
