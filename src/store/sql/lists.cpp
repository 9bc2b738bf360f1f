#include <algorithm>

#include "store/search_text.hpp"
#include "store/sql/reach.hpp"
#include "store/sql/reader.hpp"
#include "store/sql/record_row.hpp"

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

/// Every branch that has given this row goes on to its next.
void pass(std::vector<Head>& heads, const Cursor& at) {
  for (Head& head : heads) {
    if (head.has_row && head.at == at) head.advance();
  }
}

}  // namespace

std::optional<app::RowPage> SqlReader::rows(const app::RowQuery& asked,
                                            const app::Visibility& sees) const {
  refresh();
  app::RowQuery query = asked;
  const std::vector<SearchPhrase> phrases = phrases_of(query.text);
  if (phrases.empty()) query.text.clear();
  const auto after = parse_cursor(query.cursor, query.sort);
  if (!after && !query.cursor.empty()) return std::nullopt;
  const std::optional<Sql> waiting = words_->found_waiting(phrases);
  std::vector<Branch> branches = branches_of(query, sees, catalogue_.kinds(), *words_, waiting);

  app::RowPage page;
  if (query.counted) page.total = total_of(query, sees, waiting, branches);
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
    pass(heads, last);
  }
  return page;
}

std::int64_t SqlReader::total_of(const app::RowQuery& query, const app::Visibility& sees,
                                 const std::optional<Sql>& waiting,
                                 std::vector<Branch>& branches) const {
  if (query.sort == app::RowSort::newest || query.sort == app::RowSort::oldest) {
    return count_all(branches);
  }
  // A total is the same in any order, and that of creation is the one that the counts know.
  app::RowQuery by_creation = query;
  by_creation.sort = app::RowSort::newest;
  std::vector<Branch> others = branches_of(by_creation, sees, catalogue_.kinds(), *words_, waiting);
  return count_all(others);
}

std::int64_t SqlReader::count_all(std::vector<Branch>& branches) const {
  std::int64_t total = 0;
  std::erase_if(branches, [&](const Branch& branch) {
    if (total >= app::total_limit) return false;
    const std::int64_t rows = count(branch);
    total += rows;
    return rows == 0;
  });
  return std::min(total, app::total_limit);
}

std::int64_t SqlReader::count(const Branch& branch) const {
  Sql sql;
  if (branch.counted) {
    sql = *branch.counted;
  } else {
    sql.add("SELECT count(*) FROM (SELECT 1 ").add(branch.from).add(" LIMIT ?) AS found");
    sql.value(app::total_limit);
  }
  Running running(pool_, std::move(sql));
  return running.step() ? running.row().integer(0) : 0;
}

namespace {

/// What of a row decides whether it is visible.
constexpr const char* sight_columns =
    ", r.kind, coalesce(r.site, ''), r.is_open, r.created_at, r.rid";

/// Sees row by row, where few of those that are found are looked at.
class Sight {
 public:
  Sight(Database& database, const app::Visibility& sees, const std::vector<Kind>& kinds)
      : database_(database), sees_(sees), names_(names_of(sees)) {
    for (const Kind& kind : kinds) reaches_.emplace_back(kind.ordinal, reach_of(kind, sees));
  }

  /// `first` is where `sight_columns` begin in the row.
  bool sees(Statement& row, int first) {
    if (sees_.everything) return true;
    const std::int64_t kind = row.integer(first);
    for (const auto& [ordinal, reach] : reaches_) {
      if (ordinal == kind && (reach.all || reach.has_site(row.text(first + 1)))) return true;
    }
    for (const std::string& who : names_) {
      Use named(database_.prepared(
          "SELECT sees FROM named WHERE who=? AND is_open=? AND created_at=? AND rid=?"));
      named->bind(1, who).bind(2, row.integer(first + 2)).bind(3, row.integer(first + 3));
      named->bind(4, row.integer(first + 4));
      if (named->step() && named->integer(0) != 0) return true;
    }
    return false;
  }

 private:
  Database& database_;
  const app::Visibility& sees_;
  const std::vector<std::string> names_;
  std::vector<std::pair<std::int64_t, Reach>> reaches_;
};

}  // namespace

std::optional<app::Row> SqlReader::row_at(std::int64_t rid) const {
  static const std::string sql =
      std::string("SELECT ") + row_columns + " FROM records r WHERE r.rid=?";
  Use row(database_.prepared(sql));
  row->bind(1, rid);
  if (!row->step()) return std::nullopt;
  return read_row(*row, catalogue_);
}

app::SearchResult SqlReader::search(std::string_view text, std::size_t limit,
                                    const app::Visibility& sees) const {
  refresh();
  app::SearchResult result;
  const std::vector<SearchPhrase> phrases = phrases_of(text);
  if (phrases.empty()) return result;
  Sight sight(database_, sees, catalogue_.kinds());
  // The newest of those that a statement gives (rid, then `sight_columns`; the newest first).
  std::vector<std::int64_t> found;
  const auto collect = [&](Statement& rows) {
    for (std::size_t taken = 0; taken < limit && rows.step();) {
      if (!sight.sees(rows, 1)) continue;
      found.push_back(rows.integer(0));
      ++taken;
    }
  };
  const auto waiting = words_->waiting_with(phrases);
  const auto collect_by_words = [&](SearchTable place) {
    Sql by_words("SELECT f.rowid" + std::string(sight_columns) + " ");
    by_words.add(words_->found(place, phrases)).add(" ORDER BY f.rowid DESC");
    Running rows(scans_, std::move(by_words));
    collect(rows.row());
    for (const WordIndex::Waiting& one : waiting) {
      if (one.place != place) continue;
      static const std::string sql =
          std::string("SELECT r.rid") + sight_columns + " FROM records r WHERE r.rid=?";
      Use row(database_.prepared(sql));
      row->bind(1, one.rid);
      collect(*row);
    }
  };
  const auto take_found = [&](std::vector<app::Row>& rows) {
    std::sort(found.rbegin(), found.rend());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (found.size() > limit) found.resize(limit);
    for (const std::int64_t rid : found) {
      if (auto row = row_at(rid)) rows.push_back(*std::move(row));
    }
    found.clear();
  };
  collect_by_words(SearchTable::clients);
  take_found(result.clients);
  // Of both kinds: by their own words, and of the clients found.
  collect_by_words(SearchTable::cases);
  for (const app::Row& client : result.clients) {
    static const std::string sql =
        std::string("SELECT n.rid") + sight_columns +
        " FROM named n CROSS JOIN records r CROSS JOIN kinds k"
        " WHERE r.rid=n.rid AND k.ordinal=n.kind AND n.who=? AND k.is_case=1 ORDER BY n.rid DESC";
    const std::string who = "c:" + client.key;
    Use rows(database_.prepared(sql));
    rows->bind(1, who);
    collect(*rows);
  }
  take_found(result.cases);
  return result;
}

}  // namespace guiju::store
