#include "base/json.hpp"
#include "feel/decimal.hpp"
#include "feel/temporal_text.hpp"
#include "feel/value.hpp"

namespace guiju::feel {
namespace {

void append_text(std::string& out, const Value& value, bool nested);

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void append_range(std::string& out, const Range& range) {
  if (range.form == Range::Form::comparison) {
    const bool is_lower_end = range.high.is_null();
    const Value& end = is_lower_end ? range.low : range.high;
    const bool included = is_lower_end ? range.low_included : range.high_included;
    const bool is_equality = !range.low.is_null() && !range.high.is_null();
    out += is_equality ? (included ? "(=" : "(!=") : is_lower_end ? "(>" : "(<";
    if (included && !is_equality) out += '=';
    append_text(out += ' ', end, true);
    out += ')';
    return;
  }
  out += range.low_included ? '[' : '(';
  append_text(out, range.low, true);
  out += "..";
  append_text(out, range.high, true);
  out += range.high_included ? ']' : ')';
}

void append_text(std::string& out, const Value& value, bool nested) {
  switch (value.kind()) {
    case Kind::null:
      out += "null";
      break;
    case Kind::boolean:
      out += value.is_true() ? "true" : "false";
      break;
    case Kind::number:
      out += to_text(value.decimal());
      break;
    case Kind::string:
      nested ? append_quoted(out, value.as_string()) : void(out += value.as_string());
      break;
    case Kind::list: {
      out += '[';
      const char* separator = "";
      for (const auto& item : value.as_list()) {
        append_text(out += separator, item, true);
        separator = ", ";
      }
      out += ']';
      break;
    }
    case Kind::context: {
      out += '{';
      const char* separator = "";
      for (const auto& [name, item] : value.as_context()) {
        append_text(((out += separator) += name) += ": ", item, true);
        separator = ", ";
      }
      out += '}';
      break;
    }
    case Kind::range:
      append_range(out, *value.as_range());
      break;
    case Kind::function:
      out += "function";
      break;
    default:
      out += temporal_text(value);
      break;
  }
}

}  // namespace

std::string to_text(const Value& value) {
  std::string text;
  append_text(text, value, false);
  return text;
}

void append_json(std::string& out, const Value& value) {
  switch (value.kind()) {
    case Kind::null:
    case Kind::function:
      out += "null";
      break;
    case Kind::boolean:
      out += value.is_true() ? "true" : "false";
      break;
    case Kind::number:
      out += to_text(value.decimal());
      break;
    case Kind::string:
      append_json_string(out, value.as_string());
      break;
    case Kind::list: {
      out += '[';
      const char* separator = "";
      for (const auto& item : value.as_list()) {
        append_json(out += separator, item);
        separator = ",";
      }
      out += ']';
      break;
    }
    case Kind::context: {
      out += '{';
      const char* separator = "";
      for (const auto& [name, item] : value.as_context()) {
        append_json_string(out += separator, name);
        append_json(out += ':', item);
        separator = ",";
      }
      out += '}';
      break;
    }
    case Kind::range:
      append_json_string(out, to_text(value));
      break;
    default:
      append_json_string(out, temporal_text(value));
      break;
  }
}

}  // namespace guiju::feel
