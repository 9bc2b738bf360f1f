#pragma once

#include "casework/view.hpp"

namespace guiju::casework {

/// The record as another version of its pack keeps it: fields of the same name and type, clocks of
/// deadlines with the same id. Null where that version has no such type. The record as it is when
/// it lives under `version` already, or under another pack.
RecordPtr under_version(const RecordPtr& record, const pack::Pack& version);

/// The same for a type. Null where that version has none of the name.
const pack::RecordType* under_version(const pack::RecordType& type, const pack::Pack& version);

}  // namespace guiju::casework
