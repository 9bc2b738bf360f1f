#include "base/json.hpp"
#include "pack/difference.hpp"

namespace guiju::pack {
namespace {

void write_text(JsonWriter& json, const char* name, const Text& text) {
  json.key(std::string_view(name)).begin_object();
  json.field("zh", text.zh).field("en", text.en).end_object();
}

void write_texts(JsonWriter& json, const char* name, const std::vector<std::string>& texts) {
  json.key(std::string_view(name)).begin_array();
  for (const auto& text : texts) json.string(text);
  json.end_array();
}

void write_rows(JsonWriter& json, const char* name, const std::vector<int>& rows) {
  json.key(std::string_view(name)).begin_array();
  for (const int row : rows) json.number(row);
  json.end_array();
}

void write_witness(JsonWriter& json, const Witness& witness) {
  json.begin_object();
  write_text(json, "text", witness.text);
  write_text(json, "example", witness.example);
  json.key("inputs").begin_object();
  for (const auto& [name, value] : witness.inputs) json.field(std::string_view(name), value);
  json.end_object();
  json.field("before", witness.before).field("after", witness.after);
  write_text(json, "before_words", witness.before_words);
  write_text(json, "after_words", witness.after_words);
  write_texts(json, "clauses_before", witness.clauses_before);
  write_texts(json, "clauses_after", witness.clauses_after);
  write_rows(json, "rows_before", witness.rows_before);
  write_rows(json, "rows_after", witness.rows_after);
  json.end_object();
}

void write_edition(JsonWriter& json, const char* name, const Pack& pack) {
  json.key(std::string_view(name)).begin_object();
  json.field("id", pack.id).field("version", pack.version);
  write_text(json, "title", pack.title);
  json.end_object();
}

}  // namespace

std::string_view to_text(Difference::Kind kind) {
  switch (kind) {
    case Difference::Kind::added:
      return "added";
    case Difference::Kind::removed:
      return "removed";
    case Difference::Kind::changed:
      return "changed";
    case Difference::Kind::alike:
      return "alike";
    case Difference::Kind::undecided:
      break;
  }
  return "undecided";
}

Text words_of(Difference::Kind kind) {
  switch (kind) {
    case Difference::Kind::added:
      return {"新增", {}, "added"};
    case Difference::Kind::removed:
      return {"删去", {}, "removed"};
    case Difference::Kind::changed:
      return {"改动", {}, "changed"};
    case Difference::Kind::alike:
      return {"写法不同，但已证明对任何情形结论都相同",
              {},
              "written differently, proved to decide alike for every input"};
    case Difference::Kind::undecided:
      break;
  }
  return {"写法不同，无法判定结论是否相同",
          {},
          "written differently; it cannot be decided whether it decides alike"};
}

std::string to_json(const Pack& before, const Pack& after, const std::vector<Difference>& found) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write_edition(json, "before", before);
  write_edition(json, "after", after);
  json.key("differences").begin_array();
  for (const auto& one : found) {
    json.begin_object();
    json.field("kind", to_text(one.kind));
    write_texts(json, "clauses", one.clauses);
    write_texts(json, "rules", one.rules);
    json.field("subject", one.subject).field("id", one.id).field("aspect", one.aspect);
    write_text(json, "title", one.title);
    write_text(json, "words", one.words);
    write_text(json, "before", one.before);
    write_text(json, "after", one.after);
    json.key("witnesses").begin_array();
    for (const auto& witness : one.witnesses) write_witness(json, witness);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return out;
}

}  // namespace guiju::pack
