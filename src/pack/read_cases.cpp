#include <algorithm>
#include <array>
#include <string_view>

#include "pack/read.hpp"

namespace guiju::pack {
namespace {

/// Whether records are called by the field: then it is shown wherever they are named.
bool is_named_by(const RecordType& type, int field) {
  const auto has = [field](const std::vector<KeyPart>& parts) {
    return std::any_of(parts.begin(), parts.end(), [field](const KeyPart& part) {
      return part.kind == KeyPart::Kind::field && part.index == field;
    });
  };
  return type.title_field == field || has(type.key) || has(type.number);
}

void read_masks(const ReadState& state, RecordType& type, const Yaml& fields) {
  for (const auto& [name, entry] : parts_of(state, fields)) {
    const auto yaml = entry["mask"];
    if (!yaml.is_stated()) continue;
    yaml.allow({"first", "last", "clear_to"});
    const auto ends = [](const Yaml& number) { return number.is_null() ? 0 : number.integer(); };
    const Mask mask{.field = type.find_field(name),
                    .first = ends(yaml["first"]),
                    .last = ends(yaml["last"]),
                    .clear_to = read_who(state, type, nullptr, yaml["clear_to"])};
    const auto& field = type.fields[static_cast<std::size_t>(mask.field)];
    if (is_named_by(type, mask.field)) {
      yaml.error("cannot-mask", "`" + name + "` names the record");
    }
    if (mask.first + mask.last > 0 && field.type.kind != FieldType::Kind::text) {
      yaml.error("cannot-mask", "`" + name + "` is no text: nothing of it can stay",
                 "leave `first` and `last` out");
    }
    type.masks.push_back(mask);
  }
}

void read_uniques(ReadState& state, RecordType& type, const Yaml& yaml) {
  for (const auto& [name, entry] : parts_of(state, yaml)) {
    entry.allow({"of", "in", "code", "rules"});
    Unique unique{.name = name,
                  .of = named_fields(type, entry["of"]),
                  .in = entry["in"].strings(),
                  .code = entry["code"].string(),
                  .rules = read_basis(state, entry["rules"])};
    if (unique.of.empty()) entry.error("missing-key", "`of` names the fields that are alone");
    for (const auto& id : unique.in) {
      if (type.find_state(id) == nullptr) {
        entry["in"].error("unknown-name", "`" + id + "` is no state of `" + type.name + "`");
      }
    }
    type.uniques.push_back(std::move(unique));
  }
}

/// The text of the kind `name` of the pack `company`, its own commands called those of `type`.
std::string kind_for(const Pack& pack, const std::string& name, const std::string& type) {
  const Pack& holder = pack.base == nullptr ? pack : *pack.base;
  std::string text;
  for (const auto& file : holder.files) {
    if (file.path == "kinds/" + name + ".yaml") text = file.text;
  }
  const auto own = name + ".";
  for (auto at = text.find(own); at != std::string::npos; at = text.find(own, at)) {
    text.replace(at, own.size(), type + ".");
    at += type.size() + 1;
  }
  return text;
}

/// Reports lists that would take the place of those of the kind: what it refuses, stays.
void keep_lists_of(const Yaml& kind, const Yaml& yaml) {
  for (const auto& [name, command] : yaml["commands"].entries()) {
    const auto of_kind = kind["commands"][name.c_str()];
    for (const char* key : {"refuse", "then", "notify", "mark", "breach"}) {
      const auto list = command[key];
      if (!list.is_list() || list.is_added() || !of_kind[key].is_list()) continue;
      list.error("replaces-kind", "this would take the place of what the kind has here",
                 "write `!added` before the list");
    }
  }
}

/// A type with what it takes over from its kind.
Yaml with_kind(ReadState& state, const Yaml& yaml) {
  if (!yaml["like"].is_stated()) return yaml;
  const auto name = yaml["like"].string();
  const auto text = kind_for(state.pack, name, yaml["type"].string());
  if (text.empty()) {
    yaml["like"].error("unknown-kind", "there is no kind `" + name + "`",
                       "name a file of packs/company/kinds");
    return yaml;
  }
  for (const auto& [ground, rules] : yaml["basis"].entries()) {
    state.grounds[ground] = rules.strings();
  }
  const auto kind = Yaml::parse("../company/kinds/" + name + ".yaml", text, state.diagnostics);
  keep_lists_of(kind, yaml);
  return Yaml::laid_over(yaml, kind);
}

/// What the fields of a type are to it.
void read_named_fields(RecordType& type, const Yaml& yaml) {
  type.title_field = named_field(type, yaml["title_of"]);
  type.site_field = named_field(type, yaml["site"]);
  type.department_field = named_field(type, yaml["department"]);
  type.owner_field = named_field(type, yaml["owner"]);
  type.period_field = named_field(type, yaml["period"]);
  type.client_field =
      yaml["client"].is_null() ? type.find_field("client") : named_field(type, yaml["client"]);
  type.search_fields = named_fields(type, yaml["search"]);
  type.alike_fields = named_fields(type, yaml["alike"]);
  type.opinion_fields = named_fields(type, yaml["opinions"]);
}

/// The field that holds the derivation of field `name`.
void read_explanation(RecordType& type, const std::string& name, const Yaml& yaml) {
  const int derivation = named_field(type, yaml);
  if (derivation < 0) return;
  const Field& field = type.fields[static_cast<std::size_t>(derivation)];
  if (field.type.kind != FieldType::Kind::derivation) {
    yaml.error("wrong-type", "`" + field.name + "` is no derivation",
               "give it `type: derivation` and set it to what a money function gives");
    return;
  }
  type.fields[static_cast<std::size_t>(type.find_field(name))].explained_by = derivation;
}

}  // namespace

void read_record_type(ReadState& state, const Yaml& own) {
  const auto yaml = with_kind(state, own);
  yaml.allow({"like",   "basis",      "type",     "title",    "parent",     "key",
              "number", "serial_per", "title_of", "site",     "department", "owner",
              "client", "sees",       "period",   "search",   "case",       "report",
              "fields", "states",     "commands", "opinions", "unique",     "confidential",
              "stream", "alike"});
  auto type = std::make_unique<RecordType>();
  type->pack = &state.pack;
  type->place = yaml.place();
  type->name = yaml["type"].string();
  if (state.pack.find_type(type->name) != nullptr) {
    yaml["type"].error("duplicate-type", "there is a type `" + type->name + "` already");
  }
  type->title = yaml["title"].text();
  type->like = yaml["like"].string_or({});
  type->parent_name = yaml["parent"].string_or({});
  for (const auto& [name, entry] : parts_of(state, yaml["fields"])) {
    type->fields.push_back(read_field(state, name, entry));
  }
  for (const auto& [name, entry] : parts_of(state, yaml["fields"])) {
    if (entry["explained_by"].is_stated()) read_explanation(*type, name, entry["explained_by"]);
  }
  for (const auto& [id, entry] : yaml["states"].entries()) {
    entry.allow({"title", "final"});
    type->states.push_back({id, entry["title"].text(), entry["final"].boolean()});
  }
  type->key_text = yaml["key"].string_or("{serial}");
  type->number_text = yaml["number"].string_or({});
  type->key = read_key(*type, yaml["key"], type->key_text);
  type->number = read_key(*type, yaml["number"], type->number_text);
  type->serial_per = read_serial_per(*type, yaml["serial_per"]);
  read_named_fields(*type, yaml);
  type->seers = read_who(state, *type, nullptr, yaml["sees"]);
  read_uniques(state, *type, yaml["unique"]);
  read_masks(state, *type, yaml["fields"]);
  if (const auto stream = yaml["stream"]; stream.is_stated()) {
    type->has_own_stream = stream.string() == "own";
    if (!type->has_own_stream) stream.error("wrong-word", "`stream` is `own`, or absent");
  }
  type->is_case = yaml["case"].boolean();
  type->is_report = yaml["report"].boolean();
  for (const auto& [name, entry] : parts_of(state, yaml["commands"])) {
    read_command(state, *type, name, entry);
  }
  if (!yaml["confidential"].boolean()) {
    for (const auto& command : type->commands) {
      type->seers.insert(type->seers.end(), command->who.begin(), command->who.end());
    }
  }
  state.pack.types.push_back(std::move(type));
  state.grounds.clear();
}

}  // namespace guiju::pack
