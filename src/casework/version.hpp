#pragma once

#include <optional>

#include "casework/decide.hpp"
#include "casework/view.hpp"

namespace guiju::casework {

/// The record as another version of its pack keeps it: fields of the same name and type, clocks of
/// deadlines with the same id. Null where that version has no such type. The record as it is when
/// it lives under `version` already, or under another pack.
RecordPtr under_version(const RecordPtr& record, const pack::Pack& version);

/// The same type of the same regulation, whatever its versions.
inline bool is_same_type(const pack::RecordType& a, const pack::RecordType& b) {
  return &a == &b || (a.name == b.name && a.pack->id == b.pack->id);
}

/// The command of that name in the version that `record` lives under: one that acts on it, or one
/// that creates something under it. Null where that version has none.
const pack::Command* under_version_of(const Record& record, const pack::Command& command);

/// The order with the command of the version that its record lives under, its inputs by their
/// names; as it is where that is the version of its command already. Empty where that version has
/// no such command.
std::optional<Order> under_version_of_its_record(const View& view, Order order);

/// What a version does with a running case of an earlier one when it takes effect: facts of the
/// move and of the limits that it changes. Empty where no transition of the version moves the case,
/// or where that version has no place for what stands in it (a state, a type).
std::optional<Decision> transfer(const View& view, const Record& record, const pack::Pack& version,
                                 Instant now, Trace* trace = nullptr);

}  // namespace guiju::casework
