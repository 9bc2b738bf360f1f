#include <array>

#include "pack/media.hpp"
#include "pack/read.hpp"
#include "pack/written_table.hpp"

namespace guiju::pack {
namespace {

struct PlainType {
  const char* name;
  FieldType::Kind kind;
};

constexpr std::array plain_types{
    PlainType{"text", FieldType::Kind::text},
    PlainType{"long_text", FieldType::Kind::long_text},
    PlainType{"number", FieldType::Kind::number},
    PlainType{"money", FieldType::Kind::money},
    PlainType{"boolean", FieldType::Kind::boolean},
    PlainType{"date", FieldType::Kind::date},
    PlainType{"time", FieldType::Kind::time},
    PlainType{"moment", FieldType::Kind::moment},
    PlainType{"duration", FieldType::Kind::duration},
    PlainType{"context", FieldType::Kind::context},
    PlainType{"derivation", FieldType::Kind::derivation},
    PlainType{"attachment", FieldType::Kind::attachment},
};

feel::Value wrong_value(const Yaml& yaml, const FieldType& type) {
  yaml.error("wrong-value", "a value of type `" + to_text(type) + "` is wanted here");
  return {};
}

/// YAML without a type of its own: a number, a truth value, a text, a list, a map.
feel::Value read_free_value(const Yaml& yaml) {
  if (yaml.is_null()) return {};
  if (yaml.is_list()) {
    feel::List items;
    for (const auto& item : yaml.items()) items.push_back(read_free_value(item));
    return feel::Value::list(std::move(items));
  }
  if (yaml.is_map()) {
    feel::ContextEntries entries;
    for (const auto& [name, entry] : yaml.entries())
      entries.emplace_back(name, read_free_value(entry));
    return feel::Value::context(std::move(entries));
  }
  const auto text = yaml.string();
  if (!yaml.is_quoted()) {
    if (text == "true" || text == "false") return feel::Value::boolean(text == "true");
    const auto number = feel::Value::number_from_text(text);
    if (!number.is_null()) return number;
  }
  return feel::Value::string(text);
}

/// A value that FEEL reads from a text: a date, a moment, a duration.
feel::Value read_with_feel(const Yaml& yaml, const FieldType& type, const char* function) {
  Diagnostics ignored;
  const auto expression = feel::Expression::compile(
      std::string(function) + "(" + feel_quote(yaml.string()) + ")", {}, {}, ignored);
  auto value = expression ? expression->evaluate(feel::EmptyEnvironment{}) : feel::Value{};
  return value.is_null() ? wrong_value(yaml, type) : value;
}

}  // namespace

std::optional<FieldType> parse_field_type(const std::string& text) {
  for (const auto& plain : plain_types) {
    if (text == plain.name)
      return FieldType{.kind = plain.kind, .of = {}, .element = {}, .columns = {}};
  }
  for (const char* type : {"person", "department", "site", "client"}) {
    if (text == type) {
      return FieldType{FieldType::Kind::reference, type, {}, {}};
    }
  }
  if (text.starts_with("ref ")) {
    return FieldType{FieldType::Kind::reference, text.substr(4), {}, {}};
  }
  if (text.starts_with("list of ")) {
    auto element = parse_field_type(text.substr(8));
    if (!element) return std::nullopt;
    return FieldType{
        FieldType::Kind::list, {}, std::make_shared<FieldType>(*std::move(element)), {}};
  }
  return std::nullopt;
}

FieldType read_field_type(ReadState& state, const Yaml& yaml) {
  const auto stated = yaml["type"];
  if (!stated.is_stated()) {
    yaml.error("missing-key", "`type` is missing here", "add it");
    return {};
  }
  const auto text = stated.string();
  if (text == "list") {
    FieldType type{.kind = FieldType::Kind::rows, .of = {}, .element = {}, .columns = {}};
    if (!yaml["of"].is_map()) {
      stated.error("missing-key", "a list of rows needs `of` with its columns",
                   "write `list of text` for a list of plain values");
    }
    for (const auto& [name, column] : yaml["of"].entries()) {
      if (column["explained_by"].is_stated()) {
        column["explained_by"].error("unknown-key", "a column has no derivation of its own",
                                     "state it for the list");
      }
      type.columns.push_back(read_field(state, name, column));
      if (holds_attachments(type.columns.back().type)) {
        column["type"].error("wrong-type", "a row holds no attachments",
                             "give the record a field `list of attachment`");
      }
    }
    return type;
  }
  if (auto type = parse_field_type(text)) return *std::move(type);
  std::vector<std::string> names{"person", "department", "site", "client", "list of text"};
  for (const auto& plain : plain_types) names.emplace_back(plain.name);
  const auto near = nearest(text, names);
  stated.error("unknown-type", "`" + text + "` is no type of a field",
               near.empty() ? "" : "did you mean `" + near + "`?");
  return {};
}

AttachmentLimits read_attachment_limits(const FieldType& type, const Yaml& yaml) {
  for (const char* key : {"types", "max_bytes", "max_count"}) {
    if (yaml[key].is_stated() && !holds_attachments(type)) {
      yaml[key].error("unknown-key", "`" + std::string(key) + "` is for attachments",
                      "the field is of type `" + to_text(type) + "`");
    }
  }
  const auto kinds = media_kinds();
  for (const auto& word : yaml["types"].items()) {
    if (is_media_kind(word.string())) continue;
    const auto near = nearest(word.string(), {kinds.begin(), kinds.end()});
    word.error("unknown-type", "`" + word.string() + "` is no kind of attachment",
               near.empty() ? "" : "did you mean `" + near + "`?");
  }
  if (yaml["max_count"].is_stated() && type.kind == FieldType::Kind::attachment) {
    yaml["max_count"].error("unknown-key", "one attachment needs no `max_count`",
                            "write `list of attachment` for several");
  }
  return {.kinds = yaml["types"].list_formula(),
          .bytes_max = yaml["max_bytes"].formula(),
          .count_max = yaml["max_count"].formula()};
}

Field read_field(ReadState& state, const std::string& name, const Yaml& yaml) {
  yaml.allow({"type", "of", "title", "choices", "rules", "explained_by", "types", "max_bytes",
              "max_count", "mask"});
  Field field{.name = name,
              .type = read_field_type(state, yaml),
              .title = yaml["title"].text(),
              .choices = yaml["choices"].list_formula(),
              .rules = read_basis(state, yaml["rules"]),
              .place = yaml.place()};
  field.attachments = read_attachment_limits(field.type, yaml);
  return field;
}

feel::Value read_value(const Yaml& yaml, const FieldType& type) {
  if (yaml.is_null()) return {};
  using Kind = FieldType::Kind;
  switch (type.kind) {
    case Kind::text:
    case Kind::long_text:
    case Kind::reference:
      return yaml.is_scalar() ? feel::Value::string(yaml.string()) : wrong_value(yaml, type);
    case Kind::number:
    case Kind::money: {
      if (!yaml.is_scalar()) return wrong_value(yaml, type);
      auto number = feel::Value::number_from_text(yaml.string());
      const bool fits = !number.is_null() && (type.kind == Kind::number || number.as_int64());
      return fits ? number : wrong_value(yaml, type);
    }
    case Kind::boolean:
      return yaml.is_scalar() ? feel::Value::boolean(yaml.boolean()) : wrong_value(yaml, type);
    case Kind::date:
      return read_with_feel(yaml, type, "date");
    case Kind::time:
      return read_with_feel(yaml, type, "date and time");
    case Kind::moment:
      return read_with_feel(yaml, type, yaml.string().size() == 10 ? "date" : "date and time");
    case Kind::duration:
      return read_with_feel(yaml, type, "duration");
    case Kind::context:
    case Kind::derivation:
      return read_free_value(yaml);
    case Kind::attachment:
      return wrong_value(yaml, type);  // no parameter holds a file
    case Kind::list: {
      feel::List items;
      for (const auto& item : yaml.items()) items.push_back(read_value(item, *type.element));
      return feel::Value::list(std::move(items));
    }
    case Kind::rows: {
      feel::List rows;
      for (const auto& item : yaml.items()) {
        feel::ContextEntries row;
        for (const auto& column : type.columns) {
          row.emplace_back(column.name, read_value(item[column.name.c_str()], column.type));
        }
        rows.push_back(feel::Value::context(std::move(row)));
      }
      return feel::Value::list(std::move(rows));
    }
  }
  return {};
}

}  // namespace guiju::pack
