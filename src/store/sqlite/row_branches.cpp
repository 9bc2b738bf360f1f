#include "store/sqlite/row_branches.hpp"

#include "store/search_text.hpp"

namespace guiju::store {
namespace {

using app::RowQuery;
using app::RowSort;
using app::Visibility;

/// What of a kind is visible without looking at whom a record names.
struct Reach {
  bool all = false;
  bool some_site = false;
  std::vector<std::string> sites;
};

Reach reach_of(const Kind& kind, const Visibility& sees) {
  if (sees.everything) return {.all = true};
  const app::Grant* grant = sees.find(kind.pack, kind.type);
  if (!grant) return {};
  const bool all = grant->all || (grant->some_site && !kind.has_site);
  return {.all = all, .some_site = grant->some_site, .sites = grant->sites};
}

std::string marks(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ",?";
  return text;
}

/// `column IN (…)` or, with `negated`, its contrary; an empty site stands for none.
Sql in_sites(const Reach& reach, bool negated) {
  Sql sql(std::string("coalesce(r.site, '')") + (negated ? " NOT IN (" : " IN (") +
          marks(reach.sites.size() + (reach.some_site ? 1 : 0)) + ")");
  for (const std::string& site : reach.sites) sql.value(site);
  if (reach.some_site) sql.value("");
  return sql;
}

/// Whether the record names the person or the department, as one who may see it.
Sql is_named(const std::vector<std::string>& who) {
  Sql sql("EXISTS(SELECT 1 FROM named v WHERE v.who IN (" + marks(who.size()) +
          ") AND v.kind=r.kind AND v.is_open=r.is_open AND v.created_at=r.created_at"
          " AND v.rid=r.rid AND v.sees=1)");
  for (const std::string& name : who) sql.value(name);
  return sql;
}

std::vector<std::string> names_of(const Visibility& sees) {
  std::vector<std::string> names;
  if (!sees.person.empty()) names.push_back("p:" + sees.person);
  if (!sees.department.empty()) names.push_back("d:" + sees.department);
  return names;
}

/// The filters that no index of a branch serves.
void add_filters(Sql& sql, const RowQuery& query) {
  const auto equal = [&](const char* column, const std::string& wanted) {
    if (!wanted.empty()) sql.also(column).add("=?").value(wanted);
  };
  equal("r.state", query.state);
  equal("r.owner", query.owner);
  equal("r.department", query.department);
  equal("r.client", query.client);
  if (query.due_from) {
    sql.also("r.next_due_at>=?").value(query.due_from->time_since_epoch().count());
  }
  if (query.due_until) {
    sql.also("r.next_due_at<=?").value(query.due_until->time_since_epoch().count());
  }
}

std::vector<bool> opennesses(const RowQuery& query) {
  if (query.open) return {*query.open};
  return {true, false};
}

std::string sorted_column(RowSort sort, const Kind& kind) {
  const bool is_listed = kind.is_case || kind.is_report;
  if (sort == RowSort::last_updated) return is_listed ? "r.updated_order" : "r.updated_at";
  if (sort == RowSort::soonest_due) {
    return is_listed ? "r.due_order" : "coalesce(r.next_due_at, 9223372036854775807)";
  }
  return "r.created_at";
}

/// Collects the branches of one kind.
class KindBranches {
 public:
  KindBranches(const RowQuery& query, const Visibility& sees, const Kind& kind,
               std::vector<Branch>& out)
      : query_(query), sees_(sees), kind_(kind), out_(out) {}

  void add() {
    if (const auto who = named_filter()) return add_named(*who);
    const bool is_listed = kind_.is_case || kind_.is_report;
    const bool has_due = query_.due_from || query_.due_until;
    if (is_listed && (has_due || query_.sort == RowSort::soonest_due)) {
      return add_along("records_due", "r.due_order");
    }
    if (query_.sort == RowSort::last_updated && is_listed) {
      return add_along("records_updated", "r.updated_order");
    }
    if (query_.sort == RowSort::last_updated || query_.sort == RowSort::soonest_due || has_due) {
      return add_along("records_created", "r.created_at");
    }
    add_by_reach();
  }

 private:
  /// The most selective of the filters that go by whom a record names.
  std::optional<std::string> named_filter() const {
    if (!query_.client.empty()) return "c:" + query_.client;
    if (!query_.owner.empty()) return "p:" + query_.owner;
    if (!query_.department.empty()) return "d:" + query_.department;
    return std::nullopt;
  }

  void push(Sql from, std::string sorted, std::optional<Branch::Group> counted = {}) {
    add_filters(from, query_);
    if (!query_.owner.empty() || !query_.department.empty() || !query_.client.empty() ||
        query_.due_from || query_.due_until) {
      counted.reset();
    }
    out_.push_back({std::move(from), std::move(sorted), std::move(counted)});
  }

  void add_site_filter(Sql& from) const {
    if (!query_.site.empty()) from.also("r.site=?").value(query_.site);
  }

  void add_visible(Sql& from) const {
    if (const auto condition = visible_of_kind(kind_, sees_)) from.add(" AND ").add(*condition);
  }

  void add_named(const std::string& who) {
    const bool by_creation = query_.sort == RowSort::newest || query_.sort == RowSort::oldest;
    for (const bool is_open : opennesses(query_)) {
      Sql from(
          "FROM named n CROSS JOIN records r ON r.rid=n.rid"
          " WHERE n.who=? AND n.kind=? AND n.is_open=?");
      from.value(who).value(kind_.ordinal).value(is_open);
      add_site_filter(from);
      add_visible(from);
      push(std::move(from), by_creation ? "n.created_at" : sorted_column(query_.sort, kind_));
    }
  }

  void add_along(const char* index, const char* column) {
    for (const bool is_open : opennesses(query_)) {
      Sql from(std::string("FROM records r INDEXED BY ") + index +
               " WHERE r.kind=? AND r.is_open=?");
      from.value(kind_.ordinal).value(is_open);
      if (column == std::string_view{"r.due_order"}) {
        from.also("r.due_order>=?").value(query_.due_from ? seconds(*query_.due_from) : INT64_MIN);
        from.also("r.due_order<=?").value(query_.due_until ? seconds(*query_.due_until) : no_due);
      } else if (column == std::string_view{"r.updated_order"}) {
        from.also("r.updated_order IS NOT NULL");
      }
      add_site_filter(from);
      add_visible(from);
      push(std::move(from), sorted_column(query_.sort, kind_));
    }
  }

  void add_by_reach() {
    const Reach reach = reach_of(kind_, sees_);
    for (const bool is_open : opennesses(query_)) {
      if (reach.all) {
        query_.site.empty() ? add_all(is_open) : add_site(query_.site, is_open);
        continue;
      }
      for (const std::string& site : reach.sites) {
        if (query_.site.empty() || query_.site == site) add_site(site, is_open);
      }
      if (reach.some_site && query_.site.empty()) add_site("", is_open);
      add_seen_by_name(reach, is_open);
    }
  }

  void add_all(bool is_open) {
    Sql from("FROM records r INDEXED BY records_created WHERE r.kind=? AND r.is_open=?");
    from.value(kind_.ordinal).value(is_open);
    push(std::move(from), "r.created_at",
         Branch::Group{.kind = kind_.ordinal, .is_open = is_open, .state = query_.state});
  }

  void add_site(const std::string& site, bool is_open) {
    Sql from("FROM records r INDEXED BY records_site WHERE r.kind=? AND r.site=? AND r.is_open=?");
    from.value(kind_.ordinal).value(site).value(is_open);
    push(std::move(from), "r.created_at",
         Branch::Group{
             .kind = kind_.ordinal, .is_open = is_open, .site = site, .state = query_.state});
  }

  /// Records that name the person or the department, and that no branch before has given.
  void add_seen_by_name(const Reach& reach, bool is_open) {
    std::vector<std::string> before;
    for (const std::string& who : names_of(sees_)) {
      Sql from(
          "FROM named n CROSS JOIN records r ON r.rid=n.rid"
          " WHERE n.who=? AND n.kind=? AND n.is_open=? AND n.sees=1");
      from.value(who).value(kind_.ordinal).value(is_open);
      if (!reach.sites.empty() || reach.some_site) from.add(" AND ").add(in_sites(reach, true));
      if (!before.empty()) from.add(" AND NOT ").add(is_named(before));
      add_site_filter(from);
      push(std::move(from), "n.created_at");
      before.push_back(who);
    }
  }

  static std::int64_t seconds(Instant instant) { return instant.time_since_epoch().count(); }

  const RowQuery& query_;
  const Visibility& sees_;
  const Kind& kind_;
  std::vector<Branch>& out_;
};

bool is_client_kind(const Kind& kind) { return kind.pack == "company" && kind.type == "client"; }

/// Found by words: along the full-text index, whose order is that of entry.
void add_found(const RowQuery& query, const Visibility& sees, const std::vector<Kind>& kinds,
               const char* table, std::vector<Branch>& out) {
  if (kinds.empty()) return;
  Sql from(std::string("FROM ") + table + " f CROSS JOIN records r ON r.rid=f.rowid WHERE " +
           table + " MATCH ?");
  from.value(to_match(phrases_of(query.text)));
  from.also("r.kind IN (" + marks(kinds.size()) + ")");
  for (const Kind& kind : kinds) from.value(kind.ordinal);
  if (query.open) from.also("r.is_open=?").value(*query.open);
  if (!query.site.empty()) from.also("r.site=?").value(query.site);
  from.add(" AND ").add(visible(sees, kinds));
  add_filters(from, query);
  const bool by_entry = query.sort == RowSort::newest || query.sort == RowSort::oldest;
  // The kinds of one table are all worked on, or all clients.
  out.push_back({std::move(from), by_entry ? "f.rowid" : sorted_column(query.sort, kinds.front())});
}

}  // namespace

std::optional<Sql> visible_of_kind(const Kind& kind, const Visibility& sees) {
  const Reach reach = reach_of(kind, sees);
  if (reach.all) return std::nullopt;
  const std::vector<std::string> names = names_of(sees);
  Sql sql("(0");
  if (!reach.sites.empty() || reach.some_site) sql.add(" OR ").add(in_sites(reach, false));
  if (!names.empty()) sql.add(" OR ").add(is_named(names));
  return sql.add(")");
}

Sql visible(const Visibility& sees, const std::vector<Kind>& kinds) {
  if (sees.everything) return Sql("1");
  Sql sql("(0");
  for (const Kind& kind : kinds) {
    sql.add(" OR (r.kind=?").value(kind.ordinal);
    if (const auto condition = visible_of_kind(kind, sees)) sql.add(" AND ").add(*condition);
    sql.add(")");
  }
  return sql.add(")");
}

std::vector<Branch> branches_of(const RowQuery& query, const Visibility& sees,
                                const std::vector<Kind>& kinds) {
  std::vector<Branch> branches;
  std::vector<Kind> wanted;
  for (const Kind& kind : kinds) {
    const bool is_in_family = query.family == app::Family::every ||
                              (query.family == app::Family::cases ? kind.is_case : kind.is_report);
    if (is_in_family && (query.pack.empty() || query.pack == kind.pack) &&
        (query.type.empty() || query.type == kind.type)) {
      wanted.push_back(kind);
    }
  }
  if (query.text.empty()) {
    for (const Kind& kind : wanted) KindBranches(query, sees, kind, branches).add();
    return branches;
  }
  std::vector<Kind> clients, cases;
  for (const Kind& kind : wanted) {
    if (is_client_kind(kind)) clients.push_back(kind);
    if (kind.is_case) cases.push_back(kind);
  }
  add_found(query, sees, clients, "search_clients", branches);
  add_found(query, sees, cases, "search_cases", branches);
  return branches;
}

std::string order_of(const Branch& branch, RowSort sort) {
  const char* direction = is_descending(sort) ? " DESC" : " ASC";
  if (branch.sorted == "f.rowid") return std::string(" ORDER BY f.rowid") + direction;
  const char* ordinal = branch.sorted == "n.created_at" ? "n.rid" : "r.rid";
  return " ORDER BY " + branch.sorted + direction + ", " + ordinal + direction;
}

void add_cursor(Sql& sql, const Branch& branch, const Cursor& cursor, RowSort sort) {
  const char* comparison = is_descending(sort) ? "<" : ">";
  if (branch.sorted == "f.rowid") {
    sql.also("f.rowid").add(comparison).add("?").value(cursor.ordinal);
    return;
  }
  const char* ordinal = branch.sorted == "n.created_at" ? "n.rid" : "r.rid";
  sql.also("(" + branch.sorted + ", " + ordinal + ")").add(comparison).add("(?,?)");
  sql.value(cursor.sorted_by).value(cursor.ordinal);
}

}  // namespace guiju::store
