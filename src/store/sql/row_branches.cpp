#include "store/sql/row_branches.hpp"

#include <algorithm>
#include <set>

#include "store/search_text.hpp"
#include "store/sql/reach.hpp"

namespace guiju::store {
namespace {

using app::RowQuery;
using app::RowSort;
using app::Visibility;

/// What a record's site is to `within_reach`.
constexpr const char* record_site = "coalesce(r.site, '')";

bool is_listed(const Kind& kind) { return kind.is_case || kind.is_report; }
bool is_client_kind(const Kind& kind) { return kind.pack == "company" && kind.type == "client"; }
std::int64_t seconds(Instant instant) { return instant.time_since_epoch().count(); }

bool is_by_creation(const RowQuery& query) {
  return query.sort == RowSort::newest || query.sort == RowSort::oldest;
}

std::vector<bool> opennesses(const RowQuery& query) {
  if (query.open) return {*query.open};
  return {true, false};
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
  if (query.due_from) sql.also("r.next_due_at>=?").value(seconds(*query.due_from));
  if (query.due_until) sql.also("r.next_due_at<=?").value(seconds(*query.due_until));
}

/// Whether a kind is listed decides which column holds what it is sorted by.
std::string sorted_column(RowSort sort, bool listed) {
  if (sort == RowSort::last_updated) return listed ? "r.updated_order" : "r.updated_at";
  if (sort == RowSort::soonest_due) {
    return listed ? "r.due_order" : "coalesce(r.next_due_at, 9223372036854775807)";
  }
  return "r.created_at";
}

/// Puts the branches of a query together.
class Branches {
 public:
  Branches(const RowQuery& query, const Visibility& sees, std::vector<Kind> wanted,
           const WordIndex& words, const std::optional<Sql>& waiting)
      : query_(query), sees_(sees), wanted_(std::move(wanted)), words_(words), waiting_(waiting) {}

  std::vector<Branch> take() {
    if (wanted_.empty()) return {};
    if (!query_.text.empty()) {
      add_found();
    } else if (const auto who = named_filter()) {
      add_named(*who);
    } else if (!is_by_creation(query_) || query_.due_from || query_.due_until) {
      add_by_due_or_update();
    } else {
      add_by_reach();
    }
    return std::move(out_);
  }

 private:
  template <class Test>
  std::vector<Kind> those(Test test) const {
    std::vector<Kind> kinds;
    std::copy_if(wanted_.begin(), wanted_.end(), std::back_inserter(kinds), test);
    return kinds;
  }

  void push(Sql from, std::string sorted, std::optional<Sql> counted = {}) {
    add_filters(from, query_);
    out_.push_back({std::move(from), std::move(sorted), std::move(counted)});
  }

  void add_kinds(Sql& from, const std::vector<Kind>& kinds) const {
    from.also(is_one_of("r.kind", kinds));
  }

  void add_site_filter(Sql& from) const {
    if (!query_.site.empty()) from.also("r.site=?").value(query_.site);
  }

  void add_visible(Sql& from, const std::vector<Kind>& kinds) const {
    from.add(" AND ").add(visible(sees_, kinds));
  }

  // Found by words: along the full-text index, whose order is that of entry, and what waits for it.

  void add_found() {
    add_found(SearchTable::clients, those(is_client_kind), false);
    for (const bool listed : {true, false}) {
      const auto kinds = those(
          [&](const Kind& kind) { return !is_client_kind(kind) && is_listed(kind) == listed; });
      add_found(SearchTable::cases, kinds, listed);
    }
  }

  void add_found(SearchTable place, const std::vector<Kind>& kinds, bool listed) {
    if (kinds.empty()) return;
    add_found(words_.found(place, phrases_of(query_.text)), kinds, "f.rowid", listed);
    if (waiting_) add_found(*waiting_, kinds, "r.rid", listed);
  }

  void add_found(Sql from, const std::vector<Kind>& kinds, const char* by_entry, bool listed) {
    if (query_.open) from.also("r.is_open=?").value(*query_.open);
    add_site_filter(from);
    add_visible(from, kinds);
    push(std::move(from), is_by_creation(query_) ? by_entry : sorted_column(query_.sort, listed));
  }

  // By whom a record names.

  /// The most selective of the filters that go by that.
  std::optional<std::string> named_filter() const {
    if (!query_.client.empty()) return "c:" + query_.client;
    if (!query_.owner.empty()) return "p:" + query_.owner;
    if (!query_.department.empty()) return "d:" + query_.department;
    return std::nullopt;
  }

  void add_named(const std::string& who) {
    for (const bool listed : {true, false}) {
      const auto kinds = those([&](const Kind& kind) { return is_listed(kind) == listed; });
      for (const bool is_open : opennesses(query_)) {
        if (kinds.empty()) continue;
        Sql from("FROM named n CROSS JOIN records r WHERE r.rid=n.rid AND n.who=? AND n.is_open=?");
        from.value(who).value(is_open).also(is_one_of("n.kind", kinds));
        add_site_filter(from);
        add_visible(from, kinds);
        push(std::move(from),
             is_by_creation(query_) ? "n.created_at" : sorted_column(query_.sort, listed));
      }
    }
  }

  // By limit or last change. Only what is listed has an index for it.

  void add_by_due_or_update() {
    const bool by_update =
        query_.sort == RowSort::last_updated && !query_.due_from && !query_.due_until;
    const auto listed = those(is_listed);
    for (const bool is_open : opennesses(query_)) {
      if (listed.empty()) break;
      Sql from(std::string("FROM records r INDEXED BY ") +
               (by_update ? "records_updated" : "records_due") + " WHERE r.is_open=?");
      from.value(is_open);
      if (by_update) {
        from.also("r.updated_order IS NOT NULL");
      } else {
        from.also("r.due_order>=?").value(query_.due_from ? seconds(*query_.due_from) : INT64_MIN);
        from.also("r.due_order<=?").value(query_.due_until ? seconds(*query_.due_until) : no_due);
      }
      add_site_filter(from);
      add_visible(from, listed);
      push(std::move(from), sorted_column(query_.sort, true));
    }
    for (const Kind& kind : those([](const Kind& each) { return !is_listed(each); })) {
      for (const bool is_open : opennesses(query_)) {
        Sql from("FROM records r INDEXED BY records_created WHERE r.kind=? AND r.is_open=?");
        from.value(kind.ordinal).value(is_open);
        add_site_filter(from);
        add_visible(from, {kind});
        push(std::move(from), sorted_column(query_.sort, false));
      }
    }
  }

  // By creation: whole kinds, sites of kinds, then what names the person or the department. No
  // filter is left here but those that the counts know.

  void add_by_reach() {
    const auto whole = those([&](const Kind& kind) { return reach_of(kind, sees_).all; });
    const auto partial = those([&](const Kind& kind) { return !reach_of(kind, sees_).all; });
    if (query_.site.empty()) {
      add_whole(whole, partial.empty());
      std::set<std::string> sites;
      for (const Kind& kind : partial) {
        const Reach reach = reach_of(kind, sees_);
        sites.insert(reach.sites.begin(), reach.sites.end());
      }
      for (const std::string& site : sites) add_site(site, partial);
    } else {
      add_site(query_.site, wanted_);
    }
    if (!partial.empty()) add_seen_by_name(partial);
  }

  void add_whole(const std::vector<Kind>& kinds, bool is_all) {
    const bool is_queue = is_all && kinds.size() > 1 && query_.family == app::Family::cases &&
                          query_.pack.empty() && query_.type.empty();
    for (const bool is_open : opennesses(query_)) {
      if (is_queue) {
        Sql from(
            "FROM records r INDEXED BY records_listed"
            " WHERE r.updated_order IS NOT NULL AND r.is_open=?");
        add_kinds(from.value(is_open), kinds);
        push(std::move(from), "r.created_at", count(kinds, is_open, nullptr));
        continue;
      }
      for (const Kind& kind : kinds) {
        Sql from("FROM records r INDEXED BY records_created WHERE r.kind=? AND r.is_open=?");
        from.value(kind.ordinal).value(is_open);
        push(std::move(from), "r.created_at", count({kind}, is_open, nullptr));
      }
    }
  }

  /// The records of a site, of those of `kinds` whose site is within reach.
  void add_site(const std::string& site, const std::vector<Kind>& kinds) {
    std::vector<Kind> listed;
    for (const Kind& kind : kinds) {
      const Reach reach = reach_of(kind, sees_);
      if (!reach.all && !reach.has_site(site)) continue;
      if (is_listed(kind)) {
        listed.push_back(kind);
        continue;
      }
      for (const bool is_open : opennesses(query_)) {
        Sql from(
            "FROM records r INDEXED BY records_site"
            " WHERE r.updated_order IS NULL AND r.kind=? AND r.site=? AND r.is_open=?");
        from.value(kind.ordinal).value(site).value(is_open);
        push(std::move(from), "r.created_at", count({kind}, is_open, &site));
      }
    }
    for (const bool is_open : opennesses(query_)) {
      if (listed.empty()) break;
      Sql from(
          "FROM records r INDEXED BY records_listed_site"
          " WHERE r.updated_order IS NOT NULL AND r.site=? AND r.is_open=?");
      add_kinds(from.value(site).value(is_open), listed);
      push(std::move(from), "r.created_at", count(listed, is_open, &site));
    }
  }

  /// Records that name the person or the department. What a branch before gives too is counted
  /// there.
  void add_seen_by_name(const std::vector<Kind>& kinds) {
    std::vector<std::string> before;
    for (const std::string& who : names_of(sees_)) {
      for (const bool is_open : opennesses(query_)) {
        Sql from(
            "FROM named n CROSS JOIN records r"
            " WHERE r.rid=n.rid AND n.who=? AND n.is_open=? AND n.sees=1");
        from.value(who).value(is_open).also(is_one_of("n.kind", kinds));
        add_site_filter(from);
        push(std::move(from), "n.created_at", count_named(kinds, is_open, who, before));
      }
      before.push_back(who);
    }
  }

  // What the counts know.

  void add_count_filters(Sql& sql, const std::vector<Kind>& kinds, bool is_open) const {
    sql.also("is_open=?").value(is_open).also(is_one_of("kind", kinds));
    if (!query_.state.empty()) sql.also("state=?").value(query_.state);
  }

  Sql count(const std::vector<Kind>& kinds, bool is_open, const std::string* site) const {
    Sql sql("SELECT coalesce(sum(records), 0) FROM counts WHERE TRUE");
    add_count_filters(sql, kinds, is_open);
    if (site) sql.also("site=?").value(*site);
    return sql;
  }

  Sql count_named(const std::vector<Kind>& kinds, bool is_open, const std::string& who,
                  const std::vector<std::string>& before) const {
    const auto of = [&](const std::string& name) {
      Sql sql("(SELECT coalesce(sum(records), 0) FROM named_counts WHERE who=?");
      add_count_filters(sql.value(name), kinds, is_open);
      if (!query_.site.empty()) sql.also("site=?").value(query_.site);
      sql.add(" AND NOT ").add(within_reach(kinds, sees_, "kind", "site"));
      return sql.add(")");
    };
    Sql sql("SELECT ");
    sql.add(of(who));
    for (const std::string& name : before) sql.add("-").add(of(both(name, who)));
    return sql;
  }

  const RowQuery& query_;
  const Visibility& sees_;
  const std::vector<Kind> wanted_;
  const WordIndex& words_;
  const std::optional<Sql>& waiting_;
  std::vector<Branch> out_;
};

}  // namespace

Sql visible(const Visibility& sees, const std::vector<Kind>& kinds) {
  Sql sql("(");
  sql.add(within_reach(kinds, sees, "r.kind", record_site));
  const std::vector<std::string> names = names_of(sees);
  if (!sees.everything && !names.empty()) {
    sql.add(" OR (" + is_one_of("r.kind", kinds) + " AND ").add(is_named(names)).add(")");
  }
  return sql.add(")");
}

std::vector<Branch> branches_of(const RowQuery& query, const Visibility& sees,
                                const std::vector<Kind>& kinds, const WordIndex& words,
                                const std::optional<Sql>& waiting) {
  std::vector<Kind> wanted;
  for (const Kind& kind : kinds) {
    const bool is_in_family = query.family == app::Family::every ||
                              (query.family == app::Family::cases ? kind.is_case : kind.is_report);
    if (is_in_family && (query.pack.empty() || query.pack == kind.pack) &&
        (query.type.empty() || query.type == kind.type)) {
      wanted.push_back(kind);
    }
  }
  return Branches(query, sees, std::move(wanted), words, waiting).take();
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
