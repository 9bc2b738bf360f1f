#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casework/record.hpp"

/// What a record has for itself alone: `unique` of the pack language. One unit, one right; one
/// salesperson, one open reception. Decisions refuse a second one, and the store holds it too.
namespace guiju::casework {

/// A value of `unique` of a type, as one text: its name, then each value behind a line feed.
std::string claim_text(std::string_view unique, const std::vector<std::string>& values);

/// What the record claims as it stands, in the order of its type; a value that is empty claims
/// nothing.
std::vector<std::string> claims_of(const Record& record);

/// A claim that an act has given up or taken.
struct ClaimChange {
  const pack::RecordType* type = nullptr;
  std::string claim;
  RecordId record;
  bool is_taken = false;
  Instant at{};  ///< of the act
};

/// What an act at `at` changed from `before` (null: it was not there) to `after`, what is given up
/// first.
std::vector<ClaimChange> claim_changes(const Record* before, const Record& after, Instant at);

}  // namespace guiju::casework
