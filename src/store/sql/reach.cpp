#include "store/sql/reach.hpp"

#include <algorithm>

namespace guiju::store {

bool Reach::has_site(std::string_view site) const {
  return std::find(sites.begin(), sites.end(), site) != sites.end();
}

Reach reach_of(const Kind& kind, const app::Visibility& sees) {
  if (sees.everything) return {.all = true};
  const app::Grant* grant = sees.find(kind.pack, kind.type);
  if (!grant) return {};
  Reach reach{.all = grant->all || (grant->some_site && !kind.has_site), .sites = grant->sites};
  if (grant->some_site) reach.sites.emplace_back();
  return reach;
}

std::vector<std::string> names_of(const app::Visibility& sees) {
  std::vector<std::string> names;
  if (!sees.person.empty()) names.push_back("p:" + sees.person);
  if (!sees.department.empty()) names.push_back("d:" + sees.department);
  return names;
}

std::string both(std::string_view person, std::string_view department) {
  return std::string(person).append(1, '\n').append(department);
}

std::string is_one_of(std::string_view column, const std::vector<Kind>& kinds) {
  if (kinds.empty()) return "FALSE";
  std::string numbers;
  for (const Kind& kind : kinds) {
    numbers += numbers.empty() ? " IN (" : ",";
    numbers += std::to_string(kind.ordinal);
  }
  return std::string(column).append(numbers).append(")");
}

std::string marks(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ",?";
  return text;
}

Sql within_reach(const std::vector<Kind>& kinds, const app::Visibility& sees,
                 std::string_view kind_column, std::string_view site_column) {
  std::vector<Kind> whole;
  Sql by_site;
  for (const Kind& kind : kinds) {
    const Reach reach = reach_of(kind, sees);
    if (reach.all) {
      whole.push_back(kind);
    } else if (!reach.sites.empty()) {
      by_site.add(" OR (").add(kind_column).add("=").add(std::to_string(kind.ordinal));
      by_site.add(" AND ").add(site_column).add(" IN (" + marks(reach.sites.size()) + "))");
      for (const std::string& site : reach.sites) by_site.value(site);
    }
  }
  Sql sql("(");
  sql.add(is_one_of(kind_column, whole)).add(by_site);
  return sql.add(")");
}

Sql is_named(const std::vector<std::string>& who) {
  Sql sql("EXISTS(SELECT 1 FROM named v WHERE v.who IN (" + marks(who.size()) +
          ") AND v.is_open=r.is_open AND v.created_at=r.created_at AND v.rid=r.rid AND v.sees=1)");
  for (const std::string& name : who) sql.value(name);
  return sql;
}

}  // namespace guiju::store
