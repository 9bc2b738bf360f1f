#include "app/present_pack.hpp"
#include "pack/fingerprint.hpp"

// Editions of a regulation beside one another, and drafts.
namespace guiju::app {
namespace {

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const auto& text : texts) json.string(text);
  json.end_array();
}

/// Which rows and clauses decide.
void write_grounds(JsonWriter& json, std::string_view name, std::string_view outcome,
                   const std::vector<int>& rows, const std::vector<std::string>& clauses) {
  json.key(name).begin_object().field("text", outcome).key("rows").begin_array();
  for (const int row : rows) json.number(row);
  json.end_array();
  write_texts(json, "clauses", clauses);
  json.end_object();
}

void write_witness(JsonWriter& json, const Stage& stage, const pack::Witness& witness) {
  json.begin_object()
      .field("text", stage.say(witness.text))
      .field("example", stage.say(witness.example));
  write_grounds(json, "before", stage.say(witness.before_words), witness.rows_before,
                witness.clauses_before);
  write_grounds(json, "after", stage.say(witness.after_words), witness.rows_after,
                witness.clauses_after);
  json.end_object();
}

void write_difference(JsonWriter& json, const Stage& stage, const pack::Difference& one) {
  json.begin_object().field("kind", to_text(one.kind));
  write_texts(json, "clauses", one.clauses);
  write_texts(json, "rules", one.rules);
  json.field("subject", one.subject)
      .field("id", one.id)
      .field("title", stage.say(one.title))
      .field("words", stage.say(one.words))
      .field("before", stage.say(one.before))
      .field("after", stage.say(one.after))
      .key("witnesses")
      .begin_array();
  for (const auto& witness : one.witnesses) write_witness(json, stage, witness);
  json.end_array().end_object();
}

void write_finding(JsonWriter& json, const Diagnostic& finding) {
  const bool is_error = finding.severity == Diagnostic::Severity::error;
  json.begin_object()
      .field("severity", is_error ? "error" : "warning")
      .field("file", finding.place.file)
      .field("line", finding.place.line)
      .field("column", finding.place.column)
      .field("code", finding.code)
      .field("message", finding.message)
      .field("help", finding.help)
      .end_object();
}

/// The edition of that version, if it was handed in before, and whether the draft still reads so.
void write_handing_in(JsonWriter& json, const Stage& stage, const Draft& draft) {
  const auto& base = *stage.packs.front();
  const auto edition =
      stage.find(casework::make_id(*base.find_type("edition"), draft.id + '@' + draft.version));
  if (edition == nullptr) return;
  const auto by = edition->field("submitted_by").as_string();
  json.key("handed_in").begin_object().field("edition", edition->id.text);
  write_instant(json, "at", edition->created_at, base);
  if (!by.empty()) json.field("by", actor_name(stage, by));
  json.field("state", stage.say(edition->type->find_state(edition->state)->title));
  json.field("changed_since",
             draft.pack == nullptr || edition->field("content").as_string() !=
                                          to_hex(pack::fingerprint_of(draft.pack->files)));
  json.end_object();
}

}  // namespace

void write_draft(JsonWriter& json, const Stage& stage, const Draft& draft) {
  json.begin_object()
      .field("folder", draft.folder)
      .field("pack", draft.id)
      .field("version", draft.version)
      .field("title", stage.say(draft.title))
      .field("compiles", draft.pack != nullptr)
      .key("findings")
      .begin_array();
  for (const auto& finding : draft.findings) write_finding(json, finding);
  json.end_array();
  write_handing_in(json, stage, draft);
  json.end_object();
}

std::string difference_json(const Stage& stage, const pack::Pack& before, const pack::Pack& after,
                            const std::vector<pack::Difference>& found) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("before");
  write_pack_head(json, stage, before);
  json.key("after");
  write_pack_head(json, stage, after);
  json.key("differences").begin_array();
  for (const auto& one : found) write_difference(json, stage, one);
  json.end_array().end_object();
  return out;
}

}  // namespace guiju::app
