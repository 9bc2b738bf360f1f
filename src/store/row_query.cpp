#include "store/row_query.hpp"

#include <charconv>

namespace guiju::store {
namespace {

/// First letter of a cursor: a page of one order cannot be continued in another.
char letter_of(app::RowSort sort) {
  switch (sort) {
    case app::RowSort::newest:
      return 'n';
    case app::RowSort::oldest:
      return 'o';
    case app::RowSort::soonest_due:
      return 'd';
    case app::RowSort::last_updated:
      return 'u';
  }
  return '?';
}

bool take_number(std::string_view& text, std::int64_t& number) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

}  // namespace

std::string to_text(const Cursor& cursor, app::RowSort sort) {
  return letter_of(sort) + std::to_string(cursor.sorted_by) + '.' + std::to_string(cursor.ordinal);
}

std::optional<Cursor> parse_cursor(std::string_view text, app::RowSort sort) {
  Cursor cursor;
  if (text.empty() || text.front() != letter_of(sort)) return std::nullopt;
  text.remove_prefix(1);
  if (!take_number(text, cursor.sorted_by) || text.empty() || text.front() != '.') {
    return std::nullopt;
  }
  text.remove_prefix(1);
  if (!take_number(text, cursor.ordinal) || !text.empty()) return std::nullopt;
  return cursor;
}

}  // namespace guiju::store
