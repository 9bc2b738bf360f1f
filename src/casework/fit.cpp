#include "casework/fit.hpp"

#include <stdexcept>

namespace guiju::casework {
namespace {

using feel::Kind;
using feel::Value;
using pack::FieldType;

/// Whether a value of the kind reads back in a field of the type; lists and rows apart.
bool reads_back(Kind kind, FieldType::Kind type) {
  switch (type) {
    case FieldType::Kind::text:
    case FieldType::Kind::long_text:
    case FieldType::Kind::reference:
      return kind == Kind::string || kind == Kind::date || kind == Kind::date_time ||
             kind == Kind::time || kind == Kind::days_duration ||
             kind == Kind::years_months_duration;
    case FieldType::Kind::number:
    case FieldType::Kind::money:
      return kind == Kind::number;
    case FieldType::Kind::boolean:
      return kind == Kind::boolean;
    case FieldType::Kind::date:
      return kind == Kind::date;
    case FieldType::Kind::time:
      return kind == Kind::date_time;
    case FieldType::Kind::moment:
      return kind == Kind::date || kind == Kind::date_time;
    case FieldType::Kind::duration:
      return kind == Kind::days_duration || kind == Kind::years_months_duration;
    default:
      return true;
  }
}

Value fitted_to(const FieldType& type, Value value, const std::string& name);

[[noreturn]] void misfit(const std::string& name) {
  throw std::domain_error("what is to stand in `" + name +
                          "` is of another kind than the field: mend the expression of the pack");
}

Value fitted_row(const FieldType& type, const Value& row, const std::string& name) {
  if (row.kind() != Kind::context) misfit(name);
  feel::ContextEntries entries;
  for (const auto& column : type.columns) {
    const auto* value = row.find(column.name);
    entries.emplace_back(
        column.name,
        value == nullptr ? Value{} : fitted_to(column.type, *value, name + "/" + column.name));
  }
  return Value::context(std::move(entries));
}

Value fitted_to(const FieldType& type, Value value, const std::string& name) {
  if (value.is_null()) return value;
  const bool is_list = type.kind == FieldType::Kind::list || type.kind == FieldType::Kind::rows;
  if (!is_list) {
    if (!reads_back(value.kind(), type.kind)) misfit(name);
    return value;
  }
  if (value.kind() != Kind::list) misfit(name);
  const auto& items = value.as_list();
  feel::List kept;
  kept.reserve(items.size());
  for (const auto& item : items) {
    kept.push_back(type.kind == FieldType::Kind::list ? fitted_to(*type.element, item, name)
                                                      : fitted_row(type, item, name));
  }
  return Value::list(std::move(kept));
}

}  // namespace

Value fitted(const pack::Field& field, Value value) {
  return fitted_to(field.type, std::move(value), field.name);
}

}  // namespace guiju::casework
