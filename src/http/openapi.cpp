#include "http/openapi.hpp"

#include "base/json.hpp"
#include "http/route.hpp"

namespace guiju::http {
namespace {

using pack::FieldType;

void write_ref(JsonWriter& json, std::string_view schema) {
  json.begin_object().field("$ref", "#/components/schemas/" + std::string(schema)).end_object();
}

/// The schema of what a field of a pack may hold.
void write_type(JsonWriter& json, const FieldType& type);

void write_fields(JsonWriter& json, const std::vector<pack::Field>& fields) {
  json.field("type", "object").key("properties").begin_object();
  for (const auto& field : fields) {
    json.key(field.name);
    write_type(json, field.type);
  }
  json.end_object().field("additionalProperties", false);
}

void write_type_members(JsonWriter& json, const FieldType& type) {
  const auto text = [&json](std::string_view format, std::string_view description) {
    json.key("type").begin_array().string("string").string("null").end_array();
    if (!format.empty()) json.field("format", format);
    if (!description.empty()) json.field("description", description);
  };
  const auto nullable = [&json](std::string_view name) {
    json.key("type").begin_array().string(name).string("null").end_array();
  };
  switch (type.kind) {
    case FieldType::Kind::text:
    case FieldType::Kind::long_text:
      return text({}, {});
    case FieldType::Kind::number:
      return nullable("number");
    case FieldType::Kind::money:
      nullable("integer");
      json.field("description", "fen");
      return;
    case FieldType::Kind::boolean:
      return nullable("boolean");
    case FieldType::Kind::date:
      return text("date", {});
    case FieldType::Kind::time:
      return text("date-time", {});
    case FieldType::Kind::moment:
      return text({}, "a date, or a date with a clock time");
    case FieldType::Kind::duration:
      return text("duration", {});
    case FieldType::Kind::reference:
      return text({}, "key of a " + type.of);
    case FieldType::Kind::context:
    case FieldType::Kind::derivation:
      return nullable("object");
    case FieldType::Kind::attachment:
      json.key("anyOf").begin_array();
      write_ref(json, "Attachment");
      json.begin_object().field("type", "null").end_object().end_array();
      return;
    case FieldType::Kind::list:
      nullable("array");
      if (type.element) {
        json.key("items");
        write_type(json, *type.element);
      }
      return;
    case FieldType::Kind::rows:
      nullable("array");
      json.key("items").begin_object();
      write_fields(json, type.columns);
      json.end_object();
      return;
  }
}

void write_type(JsonWriter& json, const FieldType& type) {
  json.begin_object();
  write_type_members(json, type);
  json.end_object();
}

std::string rules_text(const pack::Pack& pack, const pack::Basis& basis) {
  std::string text;
  for (const int rule : basis) {
    if (!text.empty()) text += ", ";
    text += pack.rules[static_cast<std::size_t>(rule)].id;
  }
  return text;
}

void write_responses(JsonWriter& json, int status, std::string_view answer,
                     std::string_view content_type) {
  json.key("responses").begin_object().key(std::to_string(status)).begin_object();
  json.field("description", status == 201 ? "made" : "done");
  if (!answer.empty()) {
    json.key("content").begin_object().key(content_type).begin_object().key("schema");
    write_ref(json, answer);
    json.end_object().end_object();
  } else if (status == 200) {
    json.key("content").begin_object().key(content_type).begin_object().end_object().end_object();
  }
  json.end_object()
      .key("default")
      .begin_object()
      .field("description", "not done, and why")
      .key("content")
      .begin_object()
      .key("application/problem+json")
      .begin_object()
      .key("schema");
  write_ref(json, "Problem");
  json.end_object().end_object().end_object().end_object();
}

void write_query_schema(JsonWriter& json, const QueryParameter& parameter) {
  json.key("schema").begin_object();
  switch (parameter.kind) {
    case QueryParameter::Kind::text:
      json.field("type", "string");
      break;
    case QueryParameter::Kind::integer:
      json.field("type", "integer").field("minimum", parameter.min).field("maximum", parameter.max);
      break;
    case QueryParameter::Kind::boolean:
      json.field("type", "boolean");
      break;
    case QueryParameter::Kind::date:
      json.field("type", "string").field("format", "date");
      break;
    case QueryParameter::Kind::choice:
      json.field("type", "string").key("enum").begin_array();
      for (const auto choice : parameter.choices) json.string(choice);
      json.end_array();
      break;
  }
  json.end_object();
}

void write_header(JsonWriter& json, std::string_view name, std::string_view description) {
  json.begin_object()
      .field("name", name)
      .field("in", "header")
      .field("required", false)
      .field("description", description)
      .key("schema")
      .begin_object()
      .field("type", "string")
      .end_object()
      .end_object();
}

void write_write_headers(JsonWriter& json) {
  write_header(json, "X-Guiju", "`1`; needed where the session cookie signs the request");
}

void write_parameters(JsonWriter& json, const Route& route) {
  json.key("parameters").begin_array();
  std::string_view path = route.path;
  for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{')) {
    const auto close = path.find('}');
    json.begin_object()
        .field("name", path.substr(open + 1, close - open - 1))
        .field("in", "path")
        .field("required", true)
        .key("schema")
        .begin_object()
        .field("type", "string")
        .end_object()
        .end_object();
    path.remove_prefix(close + 1);
  }
  for (const auto& parameter : route.query) {
    json.begin_object()
        .field("name", parameter.name)
        .field("in", "query")
        .field("required", parameter.required)
        .field("description", parameter.title);
    write_query_schema(json, parameter);
    json.end_object();
  }
  if (route.method != Method::get) write_write_headers(json);
  json.end_array();
}

void write_member(JsonWriter& json, const Member& member) {
  json.key(member.name).begin_object();
  const auto type = [&json, &member](std::string_view name) {
    if (member.required) {
      json.field("type", name);
    } else {
      json.key("type").begin_array().string(name).string("null").end_array();
    }
  };
  switch (member.kind) {
    case Member::Kind::integer:
      type("integer");
      break;
    case Member::Kind::object:
      type("object");
      break;
    case Member::Kind::instant:
      type("string");
      json.field("format", "date-time");
      break;
    case Member::Kind::secret:
      type("string");
      json.field("format", "password");
      break;
    case Member::Kind::text:
      type("string");
      break;
  }
  json.field("description", member.title).end_object();
}

void write_body(JsonWriter& json, const Route& route) {
  if (route.takes_bytes) {
    json.key("requestBody").begin_object().field("required", true).key("content").begin_object();
    json.key("application/octet-stream").begin_object().end_object().end_object().end_object();
  }
  if (route.body.empty()) return;
  json.key("requestBody").begin_object().key("content").begin_object();
  json.key("application/json").begin_object().key("schema").begin_object();
  json.field("type", "object").key("properties").begin_object();
  for (const auto& member : route.body) write_member(json, member);
  json.end_object().key("required").begin_array();
  for (const auto& member : route.body) {
    if (member.required) json.string(member.name);
  }
  json.end_array().field("additionalProperties", false);
  json.end_object().end_object().end_object().end_object();
}

std::string_view verb(Method method) {
  switch (method) {
    case Method::post:
      return "post";
    case Method::erase:
      return "delete";
    case Method::put:
      return "put";
    case Method::patch:
      return "patch";
    default:
      return "get";
  }
}

void write_operation(JsonWriter& json, const Route& route) {
  json.key(verb(route.method)).begin_object();
  json.field("operationId", route.id).field("summary", route.title);
  write_parameters(json, route);
  write_body(json, route);
  write_responses(json, route.status, route.answer, route.content_type);
  if (route.is_open) json.key("security").begin_array().end_array();
  json.end_object();
}

/// The routes' paths, each once with all its methods, but for those of `skipped`.
void write_paths(JsonWriter& json, std::string_view skipped) {
  const auto& all = routes();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].path == skipped) continue;
    bool written = false;
    for (std::size_t j = 0; j < i; ++j) written = written || all[j].path == all[i].path;
    if (written) continue;
    json.key(all[i].path).begin_object();
    for (std::size_t j = i; j < all.size(); ++j) {
      if (all[j].path == all[i].path) write_operation(json, all[j]);
    }
    json.end_object();
  }
}

void write_command(JsonWriter& json, const pack::Command& command) {
  const pack::Pack& pack = *command.type->pack;
  json.key("/api/v1/commands/" + pack.id + "/" + command.name).begin_object();
  json.key("post").begin_object();
  json.field("operationId", pack.id + "." + command.name)
      .field("summary", command.title.en.empty() ? command.title.zh : command.title.en)
      .field("description", command.title.zh + " (" + rules_text(pack, command.rules) + ")")
      .key("tags")
      .begin_array()
      .string(pack.id)
      .end_array();
  json.key("parameters").begin_array();
  write_header(json, "Idempotency-Key", "a retry with the same key gets the first answer");
  write_header(json, "If-Match", "the version that was seen, in quotes");
  write_write_headers(json);
  json.end_array().key("requestBody").begin_object().key("content").begin_object();
  json.key("application/json").begin_object().key("schema").begin_object();
  json.field("type", "object").key("properties").begin_object();
  json.key("on").begin_object().key("type").begin_array().string("string").string("null");
  json.end_array()
      .field("description", "key or id of the record")
      .end_object()
      .key("with")
      .begin_object()
      .field("type", "object")
      .key("properties")
      .begin_object();
  for (const auto& input : command.inputs) {
    json.key(input.field.name).begin_object();
    write_type_members(json, input.field.type);
    json.field("title", input.field.title.en.empty() ? input.field.title.zh : input.field.title.en);
    if (!input.field.rules.empty()) json.field("x-rules", rules_text(pack, input.field.rules));
    json.end_object();
  }
  json.end_object().key("required").begin_array();
  for (const auto& input : command.inputs) {
    if (input.required && !input.default_value.is_stated()) json.string(input.field.name);
  }
  json.end_array().field("additionalProperties", false).end_object().end_object();
  json.field("additionalProperties", false).end_object().end_object().end_object().end_object();
  write_responses(json, command.creates ? 201 : 200, "Receipt", "application/json");
  json.end_object().end_object();
}

}  // namespace

std::string openapi_json(std::span<const pack::Pack* const> packs) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("openapi", "3.1.0").key("info").begin_object();
  json.field("title", "Guiju").field("version", "1");
  json.field(
      "description",
      "A written customer regulation as the running system. Every decision lists its clauses.");
  json.end_object().key("security").begin_array();
  json.begin_object().key("session").begin_array().end_array().end_object();
  json.begin_object().key("token").begin_array().end_array().end_object();
  json.end_array().key("paths").begin_object();
  write_paths(json, "/api/v1/commands/{pack}/{command}");
  for (const auto* pack : packs) {
    for (const auto& type : pack->types) {
      for (const auto& command : type->commands) {
        const bool is_for_people = !(command->who_stated && command->who.empty());
        if (is_for_people) write_command(json, *command);
      }
    }
  }
  json.end_object().key("components").begin_object().key("securitySchemes").begin_object();
  json.key("session").begin_object();
  json.field("type", "apiKey").field("in", "cookie").field("name", "guiju_session").end_object();
  json.key("token").begin_object().field("type", "http").field("scheme", "bearer").end_object();
  json.end_object().key("schemas").raw("{" + std::string(answer_schemas()) + "}");
  json.end_object().end_object();
  return out;
}

}  // namespace guiju::http
