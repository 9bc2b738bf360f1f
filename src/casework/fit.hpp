#pragma once

#include "feel/value.hpp"
#include "pack/field.hpp"

namespace guiju::casework {

/// The value as a field keeps it: rows without entries that are no columns (a context with more
/// entries conforms to a type with fewer, DMN 1.5, 10.3.2.9.4). Throws std::domain_error, naming
/// field and kind, for a value of another kind: it could be written but never be read again.
feel::Value fitted(const pack::Field& field, feel::Value value);

}  // namespace guiju::casework
