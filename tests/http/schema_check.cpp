#include "schema_check.hpp"

#include <boost/json/serialize.hpp>
#include <set>

namespace guiju::http_test {
namespace {

namespace json = boost::json;
using Faults = std::vector<std::string>;

bool is_of_type(const json::value& value, std::string_view type) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_bool();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  if (type == "number") return value.is_number();
  if (type == "string") return value.is_string();
  if (type == "array") return value.is_array();
  return type == "object" && value.is_object();
}

class Check {
 public:
  Check(const json::value& document, Faults& faults) : document_(document), faults_(faults) {}

  void value(const json::value& value, const json::value& schema, const std::string& at) {
    const auto& keywords = schema.as_object();
    for (const auto& [name, argument] : keywords) {
      if (name == "$ref") {
        const std::string pointer(argument.as_string());
        this->value(value, document_.at_pointer(pointer.substr(1)), at);
      } else if (name == "type") {
        type(value, argument, at);
      } else if (name == "enum") {
        bool found = false;
        for (const auto& one : argument.as_array()) found = found || one == value;
        if (!found) fault(at, json::serialize(value) + " is none of the enumeration");
      } else if (name == "const") {
        if (value != argument) fault(at, "is not the constant");
      } else if (name == "items") {
        if (value.is_array()) items(value.as_array(), argument, at);
      } else if (name == "minItems" || name == "maxItems") {
        size(value, name == "minItems", argument.as_int64(), at);
      } else if (name == "properties") {
        if (value.is_object()) members(value.as_object(), keywords, at);
      } else if (name == "required") {
        if (value.is_object()) required(value.as_object(), argument.as_array(), at);
      } else if (name == "additionalProperties") {
        if (value.is_object()) additional(value.as_object(), keywords, argument, at);
      } else if (!is_annotation(name)) {
        fault(at, "the schema uses `" + std::string(name) + "`, which is not checked here");
      }
    }
  }

 private:
  static bool is_annotation(std::string_view name) {
    static const std::set<std::string_view> names{"format", "description", "title", "x-rules"};
    return names.contains(name);
  }

  void fault(const std::string& at, const std::string& text) {
    faults_.push_back(at + ": " + text);
  }

  void type(const json::value& value, const json::value& types, const std::string& at) {
    bool fits = types.is_string() && is_of_type(value, types.get_string());
    if (types.is_array()) {
      for (const auto& one : types.as_array()) fits = fits || is_of_type(value, one.as_string());
    }
    if (!fits) fault(at, json::serialize(value) + " is not of type " + json::serialize(types));
  }

  void items(const json::array& values, const json::value& schema, const std::string& at) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      value(values[i], schema, at + "/" + std::to_string(i));
    }
  }

  void size(const json::value& value, bool is_least, std::int64_t limit, const std::string& at) {
    if (!value.is_array()) return;
    const auto count = static_cast<std::int64_t>(value.as_array().size());
    if (is_least ? count < limit : count > limit) fault(at, "has " + std::to_string(count));
  }

  void members(const json::object& object, const json::object& keywords, const std::string& at) {
    for (const auto& [name, schema] : keywords.at("properties").as_object()) {
      if (const auto* member = object.if_contains(name)) {
        value(*member, schema, at + "/" + std::string(name));
      }
    }
  }

  void required(const json::object& object, const json::array& names, const std::string& at) {
    for (const auto& name : names) {
      if (!object.contains(name.as_string())) {
        fault(at, "lacks " + std::string(name.as_string()));
      }
    }
  }

  void additional(const json::object& object, const json::object& keywords,
                  const json::value& schema, const std::string& at) {
    const auto* stated = keywords.if_contains("properties");
    for (const auto& [name, member] : object) {
      if (stated != nullptr && stated->as_object().contains(name)) continue;
      if (schema.is_bool()) {
        if (!schema.as_bool()) fault(at, "has `" + std::string(name) + "`, which nobody described");
      } else {
        value(member, schema, at + "/" + std::string(name));
      }
    }
  }

  const json::value& document_;
  Faults& faults_;
};

}  // namespace

std::vector<std::string> faults_of(const json::value& value, const json::value& schema,
                                   const json::value& document) {
  Faults faults;
  Check(document, faults).value(value, schema, "");
  return faults;
}

}  // namespace guiju::http_test
