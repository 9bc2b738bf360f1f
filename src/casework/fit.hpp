#pragma once

#include "feel/value.hpp"
#include "pack/field.hpp"

namespace guiju::casework {

/// The value as a field keeps it: of a row every column, in their order, and no other entry (a
/// context with more entries conforms to a type with fewer, DMN 1.5, 10.3.2.9.4), as it is read
/// back from the journal. Throws std::domain_error, naming field and kind, for a value of another
/// kind: it could be written but never be read again.
feel::Value fitted(const pack::Field& field, feel::Value value);

}  // namespace guiju::casework
