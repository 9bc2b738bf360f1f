#include "app/present_dry_run.hpp"

#include <array>

namespace guiju::app {
namespace {

const std::array<pack::Text, effect_count> titles{{
    {"改为不准", "改為不准", "would be refused"},
    {"改为准许", "改為准許", "would be allowed"},
    {"不准的理由不同", "不准的理由不同", "refused for another reason"},
    {"时限不同", "時限不同", "limit ends at another time"},
    {"会逾期", "會逾期", "would have been late"},
    {"不会逾期", "不會逾期", "would not have been late"},
    {"去向不同", "去向不同", "goes to somebody else"},
    {"金额不同", "金額不同", "another amount"},
    {"其他不同", "其他不同", "differs otherwise"},
    {"依据不同", "依據不同", "rests on other clauses"},
    {"无从比较", "無從比較", "cannot be followed"},
}};

void write_side(JsonWriter& json, const Stage& stage, const char* name, const Told& told) {
  json.key(name).begin_object().field("text", told_text(stage, told));
  if (told.pack != nullptr) {
    write_rules(json, *told.pack, told.basis);
    write_articles(json, *told.pack, told.basis);
  }
  json.end_object();
}

/// How the record is called: its number and title where it is there under the draft.
std::string record_name(const Stage& stage, const casework::RecordId& id) {
  const auto record = stage.view.find(id);
  if (record == nullptr) return id.text;
  return record->number.empty() ? record->key : record->number;
}

void write_difference(JsonWriter& json, const Stage& stage, const Difference& one) {
  json.begin_object()
      .field("effect", to_text(one.effect))
      .field("at", instant_text(one.at, *stage.packs.front()));
  if (one.seq != 0) json.field("seq", static_cast<std::int64_t>(one.seq));
  json.field("case", one.stream).field("record", one.record.text);
  json.field("number", record_name(stage, one.record));
  const auto person = stage.directory.people.find(one.actor);
  json.field("by", person == stage.directory.people.end() ? one.actor : person->second.name);
  json.field("act", stage.say(one.act));
  if (!one.what.zh.empty()) json.field("what", stage.say(one.what));
  write_side(json, stage, "before", one.before);
  write_side(json, stage, "after", one.after);
  json.end_object();
}

}  // namespace

const pack::Text& title_of(Effect effect) { return titles[static_cast<std::size_t>(effect)]; }

std::string moment_text(const Stage& stage, const pack::Pack& pack, Instant at) {
  const auto offset = pack.calendar_rules.zone.offset_at(at);
  return display(stage, pack, feel::Value::date_time(at, offset));
}

std::string amount_text(const Stage& stage, const pack::Pack& pack, std::int64_t fen) {
  const pack::FieldType money{.kind = pack::FieldType::Kind::money, .element = {}, .columns = {}};
  return display(stage, pack, money, feel::Value::number(fen));
}

std::string told_text(const Stage& stage, const Told& told) {
  if (told.pack == nullptr) return {};
  if (const auto* at = std::get_if<Instant>(&told.what)) {
    return moment_text(stage, *told.pack, *at);
  }
  if (const auto* owner = std::get_if<casework::Owner>(&told.what))
    return name_of(stage, *told.pack, *owner);
  if (const auto* code = std::get_if<std::string>(&told.what)) {
    const auto* known = told.pack->find_code(*code);
    return known == nullptr ? *code : std::string(stage.say(known->text));
  }
  if (const auto* of = std::get_if<Told::Of>(&told.what))
    return display(stage, *told.pack, *of->type, of->value);
  return {};
}

void write_dry_run(JsonWriter& json, const Stage& stage, const DryRunReport& report,
                   const DifferencePage& page) {
  json.begin_object().field("acts", report.acts).field("clock_acts", report.clock_acts);
  json.field("cases", report.cases).field("differing_acts", report.differing_acts);
  json.field("differing_cases", report.differing_cases).field("left_out", report.left_out);
  json.key("effects").begin_array();
  for (const auto& [effect, count] : report.effects) {
    json.begin_object()
        .field("effect", to_text(effect))
        .field("title", stage.say(title_of(effect)));
    json.field("differences", count.differences).field("cases", count.cases).end_object();
  }
  json.end_array().key("sums").begin_array();
  for (const auto& [name, sum] : report.sums) {
    json.begin_object().field("field", name).field("title", stage.say(sum.what));
    json.field("before_fen", sum.before_fen).field("after_fen", sum.after_fen);
    json.field("before", amount_text(stage, *stage.packs.front(), sum.before_fen));
    json.field("after", amount_text(stage, *stage.packs.front(), sum.after_fen)).end_object();
  }
  json.end_array().key("differences").begin_array();
  std::size_t passed = 0;
  for (const auto& one : report.differences) {
    if (page.only && one.effect != *page.only) continue;
    if (passed++ < page.skipped) continue;
    if (passed > page.skipped + page.limit) break;
    write_difference(json, stage, one);
  }
  json.end_array().end_object();
}

}  // namespace guiju::app
