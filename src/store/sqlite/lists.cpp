#include <algorithm>

#include "store/search_text.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/record_row.hpp"

/// The lists of records: pages and the search box.
namespace guiju::store {
namespace {

/// A branch while it runs, at the row that it would give next.
struct Head {
  Running running;
  Cursor at;
  bool has_row = false;

  void advance() {
    has_row = running.step();
    if (!has_row) return;
    Statement& row = running.row();
    at = {.sorted_by = row.integer(row_column_count), .ordinal = row.integer(0)};
  }
};

Sql page_sql(const Branch& branch, const app::RowQuery& query, const std::optional<Cursor>& after) {
  Sql sql(std::string("SELECT ") + row_columns + ", " + branch.sorted + " ");
  sql.add(branch.from);
  if (after) add_cursor(sql, branch, *after, query.sort);
  sql.add(order_of(branch, query.sort));
  return sql.add(" LIMIT ?").value(static_cast<std::int64_t>(query.limit) + 1);
}

Head* first_of(std::vector<Head>& heads, bool descending) {
  Head* first = nullptr;
  for (Head& head : heads) {
    if (!head.has_row) continue;
    if (!first || (descending ? head.at > first->at : head.at < first->at)) first = &head;
  }
  return first;
}

}  // namespace

std::optional<app::RowPage> SqliteReader::rows(const app::RowQuery& asked,
                                               const app::Visibility& sees) const {
  refresh();
  app::RowQuery query = asked;
  if (phrases_of(query.text).empty()) query.text.clear();
  const auto after = parse_cursor(query.cursor, query.sort);
  if (!after && !query.cursor.empty()) return std::nullopt;
  const std::vector<Branch> branches = branches_of(query, sees, catalogue_.kinds());

  app::RowPage page;
  if (query.counted) page.total = count(branches);
  std::vector<Head> heads;
  heads.reserve(branches.size());
  for (const Branch& branch : branches) {
    heads.push_back({.running = Running(pool_, page_sql(branch, query, after))});
    heads.back().advance();
  }
  Cursor last;
  const bool descending = is_descending(query.sort);
  while (Head* next = first_of(heads, descending)) {
    if (page.items.size() == query.limit) {
      if (query.limit > 0) page.next_cursor = to_text(last, query.sort);
      break;
    }
    page.items.push_back(read_row(next->running.row(), catalogue_));
    last = next->at;
    next->advance();
  }
  return page;
}

std::int64_t SqliteReader::count(const std::vector<Branch>& branches) const {
  std::int64_t total = 0;
  for (const Branch& branch : branches) {
    total += count(branch);
    if (total >= app::total_limit) return app::total_limit;
  }
  return total;
}

std::int64_t SqliteReader::count(const Branch& branch) const {
  Sql sql;
  if (branch.counted) {
    sql.add("SELECT coalesce(sum(records), 0) FROM counts WHERE kind=? AND is_open=?");
    sql.value(branch.counted->kind).value(branch.counted->is_open);
    if (branch.counted->site) sql.also("site=?").value(*branch.counted->site);
    if (!branch.counted->state.empty()) sql.also("state=?").value(branch.counted->state);
  } else {
    sql.add("SELECT count(*) FROM (SELECT 1 ").add(branch.from).add(" LIMIT ?)");
    sql.value(app::total_limit);
  }
  Running running(pool_, std::move(sql));
  return running.step() ? running.row().integer(0) : 0;
}

std::vector<app::Row> SqliteReader::rows_found(const char* table, const std::string& match,
                                               std::size_t limit, const Sql& visible) const {
  Sql sql(std::string("SELECT ") + row_columns + " FROM " + table +
          " f CROSS JOIN records r ON r.rid=f.rowid WHERE " + table + " MATCH ? AND ");
  sql.value(match).add(visible).add(" ORDER BY f.rowid DESC LIMIT ?");
  sql.value(static_cast<std::int64_t>(limit));
  Running running(pool_, std::move(sql));
  std::vector<app::Row> rows;
  while (running.step()) rows.push_back(read_row(running.row(), catalogue_));
  return rows;
}

std::optional<app::Row> SqliteReader::row_at(std::int64_t rid) const {
  static const std::string sql =
      std::string("SELECT ") + row_columns + " FROM records r WHERE r.rid=?";
  Use row(database_.prepared(sql));
  row->bind(1, rid);
  if (!row->step()) return std::nullopt;
  return read_row(*row, catalogue_);
}

app::SearchResult SqliteReader::search(std::string_view text, std::size_t limit,
                                       const app::Visibility& sees) const {
  refresh();
  app::SearchResult result;
  const std::vector<SearchPhrase> phrases = phrases_of(text);
  if (phrases.empty()) return result;
  const std::string match = to_match(phrases);
  const Sql condition = visible(sees, catalogue_.kinds());
  result.clients = rows_found("search_clients", match, limit, condition);

  // The newest of both: by their own words, and of the clients found.
  std::vector<std::int64_t> found;
  const auto collect = [&](Sql sql) {
    sql.add(condition).add(" ORDER BY 1 DESC LIMIT ?").value(static_cast<std::int64_t>(limit));
    Running running(pool_, std::move(sql));
    while (running.step()) found.push_back(running.row().integer(0));
  };
  Sql by_words(
      "SELECT f.rowid FROM search_cases f CROSS JOIN records r ON r.rid=f.rowid"
      " WHERE search_cases MATCH ? AND ");
  collect(std::move(by_words.value(match)));
  for (const app::Row& client : result.clients) {
    for (const Kind& kind : catalogue_.kinds()) {
      if (!kind.is_case) continue;
      Sql of_client(
          "SELECT n.rid FROM named n CROSS JOIN records r ON r.rid=n.rid"
          " WHERE n.who=? AND n.kind=? AND ");
      collect(std::move(of_client.value("c:" + client.key).value(kind.ordinal)));
    }
  }
  std::sort(found.rbegin(), found.rend());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.size() > limit) found.resize(limit);
  for (const std::int64_t rid : found) {
    if (auto row = row_at(rid)) result.cases.push_back(*std::move(row));
  }
  return result;
}

}  // namespace guiju::store
