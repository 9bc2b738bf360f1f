#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>

#include "feel/value.hpp"
#include "pack/model.hpp"

namespace guiju::casework {

/// Where a value does not have the shape of its field, and what is wanted there.
struct ShapeFault {
  std::string pointer;   ///< JSON pointer below the value that was read
  std::string expected;  ///< `a date as 2026-03-02`
};

/// Reads a JSON value as the field's type says. Null is null of every type. Empty, with `fault`
/// set, when the shape is wrong: a number as text, a date that does not exist, an unknown column.
std::optional<feel::Value> read_value(const boost::json::value& json, const pack::FieldType& type,
                                      ShapeFault& fault);

}  // namespace guiju::casework
