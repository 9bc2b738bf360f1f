#include "store/sqlite/full_text.hpp"

namespace guiju::store {
namespace {

const char* table_of(SearchTable place) {
  return place == SearchTable::clients ? "search_clients" : "search_cases";
}

}  // namespace

void FullText::insert(std::int64_t rid, SearchTable place, std::string_view words) {
  Use row(database_.prepared("INSERT INTO search_pending(rid, place, words) VALUES(?,?,?)"));
  row->bind(1, rid).bind(2, static_cast<int>(place)).bind(3, words).step();
  ++waiting_;
}

void FullText::replace(std::int64_t rid, SearchTable place, std::string_view before,
                       std::string_view words) {
  Use waiting(database_.prepared("DELETE FROM search_pending WHERE rid=?"));
  waiting->bind(1, rid).step();
  if (database_.changes() > 0) {
    --waiting_;
  } else {
    const std::string table = table_of(place);
    Use row(database_.prepared("INSERT INTO " + table + "(" + table +
                               ", rowid, words) VALUES('delete',?,?)"));
    row->bind(1, rid).bind(2, before).step();
  }
  insert(rid, place, words);
}

void FullText::settle(bool all) {
  if (waiting_ < (all ? 1 : waiting_max_)) return;
  for (const SearchTable place : {SearchTable::clients, SearchTable::cases}) {
    Use row(database_.prepared(std::string("INSERT INTO ") + table_of(place) +
                               "(rowid, words) SELECT rid, words FROM search_pending"
                               " WHERE place=? ORDER BY rid"));
    row->bind(1, static_cast<int>(place)).step();
  }
  database_.prepared("DELETE FROM search_pending").run();
  waiting_ = 0;
}

void FullText::forget() { waiting_ = database_.integer("SELECT count(*) FROM search_pending"); }

Sql FullText::found(SearchTable place, const std::vector<SearchPhrase>& phrases) const {
  const std::string table = table_of(place);
  Sql sql("FROM " + table + " f CROSS JOIN records r WHERE r.rid=f.rowid AND " + table +
          " MATCH ?");
  sql.value(to_match(phrases));
  return sql;
}

std::vector<WordIndex::Waiting> FullText::waiting_with(
    const std::vector<SearchPhrase>& phrases) const {
  std::vector<Waiting> found;
  if (phrases.empty()) return found;
  Use rows(database_.prepared("SELECT rid, place, words FROM search_pending"));
  while (rows->step()) {
    if (!matches(rows->text(2), phrases)) continue;
    found.push_back({rows->integer(0), static_cast<SearchTable>(rows->integer(1))});
  }
  return found;
}

std::optional<Sql> FullText::found_waiting(const std::vector<SearchPhrase>& phrases) const {
  std::string rids;
  for (const Waiting& one : waiting_with(phrases)) {
    rids += (rids.empty() ? '[' : ',') + std::to_string(one.rid);
  }
  if (rids.empty()) return std::nullopt;
  Sql sql("FROM json_each(?) f CROSS JOIN records r WHERE r.rid=f.value");
  sql.value(rids += ']');
  return sql;
}

}  // namespace guiju::store
