#include <algorithm>

#include "store/projection.hpp"
#include "store/sql/reader.hpp"
#include "store/sql/record_row.hpp"

/// The lists of the desk: what is owed, what was breached, what one was told.
namespace guiju::store {
namespace {

using casework::Owner;

/// Where a table says to whom something is addressed, and of which pack it is.
struct Addressed {
  std::string alias;
  const char* kind_column;
  const char* key_column;
  const char* of_pack;  ///< a condition with one parameter: the pack
};

/// The condition that what is addressed so is this debtor's business.
Sql is_business_of(const app::Debtor& debtor, const Addressed& to) {
  const auto& alias = to.alias;
  Sql sql("(" + alias + "." + to.kind_column + "=? AND " + alias + "." + to.key_column + "=?");
  sql.value(static_cast<std::int64_t>(debtor.owner.kind)).value(debtor.owner.key);
  if (!debtor.pack.empty()) sql.add(" AND ").add(to.of_pack).value(debtor.pack);
  const bool is_bound = !debtor.site.empty() || !debtor.department.empty();
  if (debtor.owner.kind == Owner::Kind::role && is_bound) {
    sql.add(" AND ((" + alias + ".site='' AND " + alias + ".department='')");
    if (!debtor.site.empty()) sql.add(" OR " + alias + ".site=?").value(debtor.site);
    if (!debtor.department.empty()) {
      sql.add(" OR " + alias + ".department=?").value(debtor.department);
    }
    sql.add(")");
  }
  return sql.add(")");
}

Sql is_business_of_any(const std::vector<app::Debtor>& debtors, const Addressed& to) {
  if (debtors.empty()) return Sql("FALSE");
  Sql sql("(");
  for (const app::Debtor& debtor : debtors) {
    // Nothing else among the alternatives: an index is only looked into when it serves all of them.
    if (&debtor != &debtors.front()) sql.add(" OR ");
    sql.add(is_business_of(debtor, to));
  }
  return sql.add(")");
}

constexpr const char* clock_columns =
    "c.deadline, c.status, c.started_at, c.due_at, c.warn_at, c.owed_kind, c.owed_key";

}  // namespace

app::OwedPage SqlReader::owed(const std::vector<app::Debtor>& by, Instant now, Instant end_of_today,
                              std::size_t limit, const app::Visibility& sees) const {
  refresh();
  Sql from(" FROM clocks c CROSS JOIN records r WHERE r.rid=c.rid AND ");
  from.add(is_business_of_any(
      by, {"c", "owed_kind", "owed_key", "r.kind IN (SELECT ordinal FROM kinds WHERE pack=?)"}));
  from.add(" AND ").add(visible(sees, catalogue_.kinds()));

  app::OwedPage page;
  {
    Sql sql(
        "SELECT count(*), count(*) FILTER (WHERE c.due_order<?),"
        " count(*) FILTER (WHERE c.due_order BETWEEN ? AND ?)");
    const auto seconds = [](Instant instant) { return instant.time_since_epoch().count(); };
    sql.value(seconds(now)).value(seconds(now)).value(seconds(end_of_today));
    Running running(pool_, std::move(sql.add(from)));
    running.step();
    page.total = running.row().integer(0);
    page.overdue = running.row().integer(1);
    page.today = running.row().integer(2);
  }
  Sql sql(std::string("SELECT ") + row_columns + ", " + clock_columns);
  sql.add(from).add(" ORDER BY c.due_order, c.rid, c.ordinal LIMIT ?");
  sql.value(static_cast<std::int64_t>(limit));
  Running running(pool_, std::move(sql));
  while (running.step()) {
    app::Row row = read_row(running.row(), catalogue_);
    app::OwedClock clock = read_owed(running.row(), row_column_count, *row.type);
    page.items.push_back({std::move(row), std::move(clock)});
  }
  return page;
}

std::optional<app::BreachPage> SqlReader::breaches(const app::BreachQuery& query,
                                                   const app::Visibility& sees) const {
  refresh();
  const auto after = parse_cursor(query.cursor, app::RowSort::newest);
  if (!after && !query.cursor.empty()) return std::nullopt;
  Sql from(" FROM breaches b CROSS JOIN records r WHERE r.id=b.on_record AND ");
  from.add(visible(sees, catalogue_.kinds()));
  const auto equal = [&](const char* column, const std::string& wanted) {
    if (!wanted.empty()) from.also(column).add("=?").value(wanted);
  };
  equal("b.pack", query.pack);
  equal("b.site", query.site);
  equal("b.code", query.code);
  if (query.owed_by) {
    from.also("b.owed_kind=?").value(static_cast<std::int64_t>(query.owed_by->kind));
    from.also("b.owed_key=?").value(query.owed_by->key);
  }
  if (query.from) from.also("b.occurred_on>=?").value(query.from->time_since_epoch().count());
  if (query.to) from.also("b.occurred_on<=?").value(query.to->time_since_epoch().count());

  app::BreachPage page;
  {
    Sql sql("SELECT b.code, count(*)");
    Running running(pool_, std::move(sql.add(from).add(" GROUP BY b.code ORDER BY b.code")));
    while (running.step()) {
      page.by_code.emplace_back(running.row().string(0), running.row().integer(1));
      page.total += running.row().integer(1);
    }
  }
  {
    Sql sql("SELECT b.owed_kind, b.owed_key, count(*)");
    Running running(pool_, std::move(sql.add(from).add(" GROUP BY 1, 2 ORDER BY 1, 2")));
    while (running.step()) {
      page.by_owner.push_back({{.kind = static_cast<Owner::Kind>(running.row().integer(0)),
                                .key = running.row().string(1)},
                               running.row().integer(2)});
    }
  }
  Sql sql(std::string("SELECT ") + row_columns +
          ", b.created_at, b.rid,"
          " (SELECT id FROM records WHERE rid=b.rid)");
  sql.add(from);
  if (after) sql.also("(b.created_at, b.rid)<(?,?)").value(after->sorted_by).value(after->ordinal);
  sql.add(" ORDER BY b.created_at DESC, b.rid DESC LIMIT ?");
  sql.value(static_cast<std::int64_t>(query.limit) + 1);
  Running running(pool_, std::move(sql));
  Cursor last;
  while (running.step()) {
    if (page.items.size() == query.limit) {
      if (query.limit > 0) page.next_cursor = to_text(last, app::RowSort::newest);
      break;
    }
    Statement& row = running.row();
    last = {.sorted_by = row.integer(row_column_count),
            .ordinal = row.integer(row_column_count + 1)};
    page.items.push_back(
        {.breach = find({row.string(row_column_count + 2)}), .on = read_row(row, catalogue_)});
  }
  return page;
}

namespace {

constexpr const char* notice_columns =
    "n.id, n.at, n.to_kind, n.to_key, n.message, n.record, n.pack";

app::Notice read_notice(Statement& row) {
  return {.id = row.integer(0),
          .at = row.instant(1),
          .to = {.kind = static_cast<Owner::Kind>(row.integer(2)), .key = row.string(3)},
          .message = row.string(4),
          .record = {row.string(5)},
          .pack = row.string(6)};
}

}  // namespace

app::NoticePage SqlReader::notices(const casework::Person& person, std::size_t limit) const {
  std::int64_t read_up_to = 0;
  {
    Use row(database_.prepared("SELECT up_to FROM notices_read WHERE person=?"));
    row->bind(1, person.key);
    if (row->step()) read_up_to = row->integer(0);
  }
  const Sql mine =
      is_business_of_any(app::debtors_of(person), {"n", "to_kind", "to_key", "n.pack=?"});
  app::NoticePage page;
  {
    Sql sql("SELECT count(*) FROM notices n WHERE n.id>? AND ");
    Running running(pool_, std::move(sql.value(read_up_to).add(mine)));
    running.step();
    page.unread = running.row().integer(0);
  }
  Sql sql(std::string("SELECT ") + notice_columns + " FROM notices n WHERE ");
  sql.add(mine).add(" ORDER BY n.id DESC LIMIT ?").value(static_cast<std::int64_t>(limit));
  Running running(pool_, std::move(sql));
  while (running.step()) {
    app::Notice notice = read_notice(running.row());
    const bool is_read = notice.id <= read_up_to;
    page.items.push_back({std::move(notice), is_read});
  }
  return page;
}

std::vector<app::Notice> SqlReader::notices_after(std::int64_t id, std::size_t limit) const {
  static const std::string sql = std::string("SELECT ") + notice_columns +
                                 " FROM notices n WHERE n.id>? ORDER BY n.id LIMIT ?";
  Use rows(database_.prepared(sql));
  rows->bind(1, id).bind(2, static_cast<std::int64_t>(limit));
  std::vector<app::Notice> notices;
  while (rows->step()) notices.push_back(read_notice(*rows));
  return notices;
}

}  // namespace guiju::store
