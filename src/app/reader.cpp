#include "app/reader.hpp"

namespace guiju::app {

using casework::Owner;

bool Debtor::answers_for(const Owner& owed_by, std::string_view record_pack,
                         std::string_view record_site, std::string_view record_department) const {
  if (owed_by != owner || (!pack.empty() && pack != record_pack)) return false;
  if (owner.kind != Owner::Kind::role || (site.empty() && department.empty())) return true;
  if (record_site.empty() && record_department.empty()) return true;
  return (!site.empty() && site == record_site) ||
         (!department.empty() && department == record_department);
}

std::vector<Debtor> debtors_of(const casework::Person& person) {
  std::vector<Debtor> debtors{{.owner = {Owner::Kind::person, person.key}}};
  if (!person.department.empty()) {
    debtors.push_back({.owner = {Owner::Kind::department, person.department}});
  }
  for (const casework::HeldRole& held : person.roles) {
    debtors.push_back({.owner = {Owner::Kind::role, held.role},
                       .site = held.site,
                       .department = held.department,
                       .pack = held.pack});
  }
  return debtors;
}

}  // namespace guiju::app
