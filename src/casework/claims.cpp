#include "casework/claims.hpp"

#include <algorithm>

namespace guiju::casework {

std::string claim_text(std::string_view unique, const std::vector<std::string>& values) {
  std::string text(unique);
  for (const auto& value : values) text.append("\n").append(value);
  return text;
}

std::vector<std::string> claims_of(const Record& record) {
  std::vector<std::string> claims;
  for (const auto& unique : record.type->uniques) {
    const auto& in = unique.in;
    if (!in.empty() && std::find(in.begin(), in.end(), record.state) == in.end()) continue;
    std::vector<std::string> values;
    for (const int field : unique.of) {
      const auto& value = record.fields[static_cast<std::size_t>(field)];
      values.push_back(value.is_null() ? std::string{} : feel::to_text(value));
    }
    const bool is_whole = std::none_of(values.begin(), values.end(),
                                       [](const std::string& value) { return value.empty(); });
    if (is_whole) claims.push_back(claim_text(unique.name, values));
  }
  return claims;
}

std::vector<ClaimChange> claim_changes(const Record* before, const Record& after, Instant at) {
  if (after.type->uniques.empty() && (before == nullptr || before->type->uniques.empty()))
    return {};
  const auto had = before == nullptr ? std::vector<std::string>{} : claims_of(*before);
  const auto has = claims_of(after);
  std::vector<ClaimChange> changes;
  const auto note = [&](const std::vector<std::string>& of, const std::vector<std::string>& other,
                        bool is_taken) {
    for (const auto& claim : of) {
      if (std::find(other.begin(), other.end(), claim) != other.end()) continue;
      changes.push_back({after.type, claim, after.id, is_taken, at});
    }
  };
  note(had, has, false);
  note(has, had, true);
  return changes;
}

}  // namespace guiju::casework
