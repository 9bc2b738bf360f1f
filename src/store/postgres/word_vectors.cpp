#include "store/postgres/word_vectors.hpp"

namespace guiju::store {
namespace {

constexpr int places_max = 16'383;
/// What a vector and a word of it may take, with room for what PostgreSQL adds.
constexpr std::size_t vector_bytes_max = 900'000, word_bytes_max = 2'000;

/// What of a word is kept: whole characters, else PostgreSQL takes no text at all.
std::string_view beginning_of(std::string_view word) {
  if (word.size() <= word_bytes_max) return word;
  std::size_t end = word_bytes_max;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) --end;
  return word.substr(0, end);
}

void append_quoted(std::string& out, std::string_view word) {
  out += '\'';
  for (const char c : beginning_of(word)) {
    if (c == '\'' || c == '\\') out += c;
    out += c;
  }
  out += '\'';
}

std::string table_of(SearchTable place) {
  return place == SearchTable::clients ? "search_clients" : "search_cases";
}

}  // namespace

std::string to_vector(std::string_view words) {
  std::string vector;
  for (int place = 1; !words.empty() && place <= places_max;) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) {
      if (vector.size() > vector_bytes_max) break;
      append_quoted(vector, words.substr(0, end));
      vector += ':' + std::to_string(place++) + ' ';
    }
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return vector;
}

std::string to_query(const std::vector<SearchPhrase>& phrases) {
  std::string query;
  for (const SearchPhrase& phrase : phrases) {
    query += query.empty() ? "((" : " & ((";
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
      if (i > 0) query += " <-> ";
      append_quoted(query, phrase.words[i]);
    }
    if (phrase.is_prefix) query += ":*";
    query += ')';
    if (!phrase.whole.empty()) append_quoted(query += " | ", phrase.whole);
    query += ')';
  }
  return query;
}

void WordVectors::insert(std::int64_t rid, SearchTable place, std::string_view words) {
  const std::string vector = to_vector(words);
  Use row(database_.prepared("INSERT INTO " + table_of(place) +
                             "(rowid, words) VALUES(?, CAST(CAST(? AS text) AS tsvector))"));
  row->bind(1, rid).bind(2, vector).step();
}

void WordVectors::replace(std::int64_t rid, SearchTable place, std::string_view,
                          std::string_view words) {
  const std::string vector = to_vector(words);
  Use row(database_.prepared("UPDATE " + table_of(place) +
                             " SET words=CAST(CAST(? AS text) AS tsvector) WHERE rowid=?"));
  row->bind(1, vector).bind(2, rid).step();
}

Sql WordVectors::found(SearchTable place, const std::vector<SearchPhrase>& phrases) const {
  Sql sql("FROM " + table_of(place) +
          " f CROSS JOIN records r WHERE r.rid=f.rowid"
          " AND f.words @@ CAST(CAST(? AS text) AS tsquery)");
  sql.value(to_query(phrases));
  return sql;
}

}  // namespace guiju::store
