#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "app/reader.hpp"

/// What the two engines have in common in answering `rows`.
namespace guiju::store {

/// Where a page ended: the value it is sorted by, and the record's ordinal, which makes the order
/// total.
struct Cursor {
  std::int64_t sorted_by = 0;
  std::int64_t ordinal = 0;
  auto operator<=>(const Cursor&) const = default;
};

std::string to_text(const Cursor& cursor, app::RowSort sort);
/// Empty when the text is no cursor of a list sorted like this.
std::optional<Cursor> parse_cursor(std::string_view text, app::RowSort sort);

/// Records without a limit come after all that have one.
inline constexpr std::int64_t no_due = INT64_MAX;

/// True when the larger value comes first.
inline bool is_descending(app::RowSort sort) {
  return sort == app::RowSort::newest || sort == app::RowSort::last_updated;
}

inline bool is_of_family(const pack::RecordType& type, app::Family family) {
  return family == app::Family::every ||
         (family == app::Family::cases ? type.is_case : type.is_report);
}

}  // namespace guiju::store
