#include "store/postgres/dialect.hpp"

#include <charconv>

namespace guiju::store {
namespace {

constexpr std::string_view hint = " INDEXED BY ";

bool is_part_of_name(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The number behind the mark at `at`, and where it ends; without one, the next.
std::size_t take_number(std::string_view sql, std::size_t& at, std::size_t next) {
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(sql.data() + at + 1, sql.data() + sql.size(), number);
  if (fault != std::errc{}) return ++at, next;
  at = static_cast<std::size_t>(end - sql.data());
  return number;
}

}  // namespace

Translated translate(std::string_view sql) {
  Translated made;
  made.only_reads = sql.starts_with("SELECT");
  made.gives_rows = made.only_reads || sql.find(" RETURNING ") != std::string_view::npos;
  std::size_t last = 0;
  for (std::size_t at = 0; at < sql.size();) {
    if (sql[at] == '\'') {
      const std::size_t end = std::min(sql.find('\'', at + 1), sql.size() - 1) + 1;
      made.sql += sql.substr(at, end - at);
      at = end;
    } else if (sql[at] == '?') {
      last = take_number(sql, at, last + 1);
      if (made.places.size() < last) made.places.resize(last);
      std::size_t& place = made.places[last - 1];
      if (place == 0) place = ++made.parameters;
      made.sql += '$' + std::to_string(place);
    } else if (sql.substr(at).starts_with(hint)) {
      at += hint.size();
      while (at < sql.size() && is_part_of_name(sql[at])) ++at;
    } else {
      made.sql += sql[at++];
    }
  }
  return made;
}

}  // namespace guiju::store
