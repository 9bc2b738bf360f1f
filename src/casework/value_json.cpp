#include "casework/value_json.hpp"

#include <boost/json/serialize.hpp>

#include "base/time.hpp"
#include "casework/attachments.hpp"
#include "feel/expression.hpp"

namespace guiju::casework {
namespace {

namespace json = boost::json;
using feel::Value;
using pack::FieldType;

std::nullopt_t refuse(ShapeFault& fault, std::string expected) {
  fault.expected = std::move(expected);
  return std::nullopt;
}

std::optional<Value> read_number(const json::value& json, bool whole, ShapeFault& fault) {
  const char* expected = whole ? "a whole number of fen" : "a number";
  if (!json.is_number()) return refuse(fault, expected);
  if (const auto* n = json.if_int64()) return Value::number(*n);
  auto value = Value::number_from_text(json::serialize(json));
  if (value.is_null() || (whole && !value.as_int64())) return refuse(fault, expected);
  return value;
}

/// The offset that a moment was written with, kept because it tells where it was written.
Seconds written_offset(std::string_view text) {
  if (text.ends_with('Z')) return Seconds{0};
  const auto sign = text[text.size() - 6] == '-' ? -1 : 1;
  const auto two = [&](std::size_t from_end) {
    const auto at = text.size() - from_end;
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
  };
  return Seconds{sign * (two(5) * 3600 + two(2) * 60)};
}

std::optional<Value> read_moment(std::string_view text, ShapeFault& fault) {
  const auto instant = parse_instant(text);
  if (!instant) {
    return refuse(fault, "a moment that exists, with its zone, as 2026-03-02T10:00:00+08:00");
  }
  return Value::date_time(*instant, written_offset(text));
}

std::optional<Value> read_date(std::string_view text, ShapeFault& fault) {
  const auto date = parse_date(text);
  if (!date) return refuse(fault, "a date that exists, as 2026-03-02");
  return Value::date(*date);
}

std::optional<Value> read_duration(std::string_view text, ShapeFault& fault) {
  Diagnostics ignored;
  const auto bad = text.find_first_not_of("-0123456789PDTHMSY.");
  if (!text.empty() && bad == std::string_view::npos) {
    const auto expression =
        feel::Expression::compile("duration(\"" + std::string(text) + "\")", {}, {}, ignored);
    if (expression) {
      auto value = expression->evaluate(feel::EmptyEnvironment{});
      if (!value.is_null()) return value;
    }
  }
  return refuse(fault, "a duration, as P2D or PT4H");
}

Value read_free(const json::value& json) {
  switch (json.kind()) {
    case json::kind::null:
      return {};
    case json::kind::bool_:
      return Value::boolean(json.get_bool());
    case json::kind::string:
      return Value::string(json.get_string());
    case json::kind::array: {
      feel::List items;
      for (const auto& item : json.get_array()) items.push_back(read_free(item));
      return Value::list(std::move(items));
    }
    case json::kind::object: {
      feel::ContextEntries entries;
      for (const auto& [name, value] : json.get_object()) {
        entries.emplace_back(std::string(name), read_free(value));
      }
      return Value::context(std::move(entries));
    }
    default:
      return Value::number_from_text(json::serialize(json));
  }
}

std::optional<Value> read_items(const json::value& json, const FieldType& element,
                                ShapeFault& fault) {
  const auto* array = json.if_array();
  if (array == nullptr) return refuse(fault, "a list");
  feel::List items;
  for (std::size_t i = 0; i < array->size(); ++i) {
    auto item = read_value((*array)[i], element, fault);
    if (!item) {
      fault.pointer = "/" + std::to_string(i) + fault.pointer;
      return std::nullopt;
    }
    items.push_back(*std::move(item));
  }
  return Value::list(std::move(items));
}

std::optional<Value> read_row(const json::value& json, const FieldType& type, ShapeFault& fault) {
  const auto* object = json.if_object();
  if (object == nullptr) return refuse(fault, "an object");
  for (const auto& [name, value] : *object) {
    const bool known = std::any_of(type.columns.begin(), type.columns.end(),
                                   [&name = name](const pack::Field& c) { return c.name == name; });
    if (known) continue;
    fault.pointer = "/" + std::string(name);
    return refuse(fault, "no such column");
  }
  feel::ContextEntries entries;
  for (const auto& column : type.columns) {
    const auto* stated = object->if_contains(column.name);
    auto value =
        stated == nullptr ? std::optional<Value>(Value{}) : read_value(*stated, column.type, fault);
    if (!value) {
      fault.pointer = "/" + column.name + fault.pointer;
      return std::nullopt;
    }
    entries.emplace_back(column.name, *std::move(value));
  }
  return Value::context(std::move(entries));
}

std::optional<Value> read_rows(const json::value& json, const FieldType& type, ShapeFault& fault) {
  const auto* array = json.if_array();
  if (array == nullptr) return refuse(fault, "a list");
  feel::List rows;
  for (std::size_t i = 0; i < array->size(); ++i) {
    auto row = read_row((*array)[i], type, fault);
    if (!row) {
      fault.pointer = "/" + std::to_string(i) + fault.pointer;
      return std::nullopt;
    }
    rows.push_back(*std::move(row));
  }
  return Value::list(std::move(rows));
}

/// Its hash, and whatever else is stated of it; a text is the name alone.
std::optional<Value> read_attachment(const json::value& json, ShapeFault& fault) {
  Attachment attachment;
  if (const auto* name = json.if_string()) {
    attachment.name.assign(name->data(), name->size());
    return to_value(attachment);
  }
  const auto* object = json.if_object();
  if (object == nullptr) return refuse(fault, "an attachment");
  for (const auto& [key, value] : *object) {
    const std::string_view name(key.data(), key.size());
    std::string* text = name == "name"         ? &attachment.name
                        : name == "media_type" ? &attachment.media_type
                        : name == "hash"       ? &attachment.hash
                                               : nullptr;
    fault.pointer = "/" + std::string(name);
    if (text != nullptr) {
      if (!value.is_string()) return refuse(fault, "a text");
      text->assign(value.get_string().data(), value.get_string().size());
    } else if (name == "bytes") {
      const auto* bytes = value.if_int64();
      if (bytes == nullptr || *bytes < 0) return refuse(fault, "a number of bytes");
      attachment.bytes = *bytes;
    } else {
      return refuse(fault, "no such member of an attachment");
    }
  }
  fault.pointer.clear();
  if (attachment.name.empty()) return refuse(fault, "an attachment with its name");
  return to_value(attachment);
}

}  // namespace

std::optional<Value> read_value(const json::value& json, const FieldType& type, ShapeFault& fault) {
  if (json.is_null()) return Value{};
  using Kind = FieldType::Kind;
  switch (type.kind) {
    case Kind::number:
    case Kind::money:
      return read_number(json, type.kind == Kind::money, fault);
    case Kind::boolean:
      if (!json.is_bool()) return refuse(fault, "true or false");
      return Value::boolean(json.get_bool());
    case Kind::context:
    case Kind::derivation:
      if (!json.is_object()) return refuse(fault, "an object");
      return read_free(json);
    case Kind::attachment:
      return read_attachment(json, fault);
    case Kind::list:
      return read_items(json, *type.element, fault);
    case Kind::rows:
      return read_rows(json, type, fault);
    default:
      break;
  }
  const auto* string = json.if_string();
  if (string == nullptr) return refuse(fault, "a text");
  const std::string_view text(string->data(), string->size());
  switch (type.kind) {
    case Kind::date:
      return read_date(text, fault);
    case Kind::time:
      return read_moment(text, fault);
    case Kind::moment:
      return text.size() == 10 ? read_date(text, fault) : read_moment(text, fault);
    case Kind::duration:
      return read_duration(text, fault);
    default:
      return Value::string(text);
  }
}

}  // namespace guiju::casework
