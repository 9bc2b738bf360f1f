#include "app/visibility.hpp"

#include <algorithm>
#include <set>

namespace guiju::app {
namespace {

using casework::Owner;

void add_named(std::vector<Owner>& seers, const pack::FieldType& type, const feel::Value& value) {
  if (type.kind == pack::FieldType::Kind::list && type.element) {
    for (const feel::Value& item : value.as_list()) add_named(seers, *type.element, item);
    return;
  }
  const std::string_view key = value.as_string();
  if (key.empty()) return;
  const auto add = [&](Owner::Kind kind) {
    Owner seer{.kind = kind, .key = std::string{key}};
    if (std::find(seers.begin(), seers.end(), seer) == seers.end()) {
      seers.push_back(std::move(seer));
    }
  };
  // A text field may hold either.
  const bool is_reference = type.kind == pack::FieldType::Kind::reference;
  if (!is_reference || type.of == "person") add(Owner::Kind::person);
  if (!is_reference || type.of == "department") add(Owner::Kind::department);
}

Grant grant_of(const casework::Person& person, const pack::RecordType& type) {
  Grant grant{.pack = type.pack->id, .type = type.name};
  for (const auto& who : type.seers) {
    if (who.kind == pack::Who::Kind::anyone) grant.all = true;
    if (who.kind != pack::Who::Kind::role) continue;
    for (const casework::HeldRole& held : person.roles) {
      if (!held.is(who.name, type.pack->id)) continue;
      grant.some_site = true;
      if (held.site.empty()) {
        grant.all = true;
      } else {
        grant.sites.push_back(held.site);
      }
    }
  }
  std::sort(grant.sites.begin(), grant.sites.end());
  grant.sites.erase(std::unique(grant.sites.begin(), grant.sites.end()), grant.sites.end());
  return grant;
}

bool is_less(const Grant& grant, std::string_view pack, std::string_view type) {
  return grant.pack != pack ? grant.pack < pack : grant.type < type;
}

}  // namespace

const Grant* Visibility::find(std::string_view pack, std::string_view type) const {
  const auto found = std::lower_bound(
      grants.begin(), grants.end(), std::pair{pack, type},
      [](const Grant& grant, const auto& name) { return is_less(grant, name.first, name.second); });
  return found != grants.end() && found->pack == pack && found->type == type ? &*found : nullptr;
}

std::vector<Owner> seers_of(const casework::Record& record) {
  std::vector<Owner> seers;
  for (const auto& who : record.type->seers) {
    if (who.kind != pack::Who::Kind::field || who.field < 0) continue;
    const auto field = static_cast<std::size_t>(who.field);
    add_named(seers, record.type->fields[field].type, record.fields[field]);
  }
  return seers;
}

Visibility visibility_of(const casework::Person& person, std::span<const pack::Pack* const> packs) {
  if (!person.active) return {};
  Visibility sees{.person = person.key, .department = person.department};
  std::set<std::pair<std::string_view, std::string_view>> ruled;
  for (const pack::Pack* pack : packs) {
    for (const auto& type : pack->types) {
      if (!ruled.emplace(pack->id, type->name).second) continue;
      Grant grant = grant_of(person, *type);
      if (grant.all || grant.some_site) sees.grants.push_back(std::move(grant));
    }
  }
  std::sort(sees.grants.begin(), sees.grants.end(),
            [](const Grant& a, const Grant& b) { return is_less(a, b.pack, b.type); });
  return sees;
}

bool is_visible(const Visibility& visibility, const casework::Record& record) {
  if (visibility.everything) return true;
  const pack::RecordType& type = *record.type;
  if (const Grant* grant = visibility.find(type.pack->id, type.name)) {
    if (grant->all) return true;
    const auto site = text_of(record, type.site_field);
    if (site.empty() ? grant->some_site
                     : std::binary_search(grant->sites.begin(), grant->sites.end(), site)) {
      return true;
    }
  }
  for (const Owner& seer : seers_of(record)) {
    if (seer.kind == Owner::Kind::person && seer.key == visibility.person) return true;
    if (seer.kind == Owner::Kind::department && seer.key == visibility.department) return true;
  }
  return false;
}

bool is_visible(const Visibility& visibility, const casework::View& view, std::string_view id,
                std::span<const pack::Pack* const> packs) {
  if (visibility.everything) return true;
  if (const auto record = view.find({std::string(id)})) return is_visible(visibility, *record);
  const auto first = id.find('.'), second = id.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return false;
  const auto pack = std::ranges::find(packs, id.substr(0, first), &pack::Pack::id);
  if (pack == packs.end()) return false;
  auto type = id.substr(first + 1, second - first - 1);
  if (type == "refused") {
    const auto* command = (*pack)->find_command(id.substr(second + 1));
    if (command == nullptr) return false;
    type = command->type->name;
  }
  const auto* grant = visibility.find((*pack)->id, type);
  return grant != nullptr && grant->all;
}

}  // namespace guiju::app
