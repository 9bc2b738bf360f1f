#include <algorithm>

#include "casework/decide.hpp"

namespace guiju::casework {
namespace {

/// True when `value` of a field names `person`: himself, his department, or a list he is in.
bool names_person(const feel::Value& value, const Person& person) {
  if (value.kind() == feel::Kind::list) {
    const auto& items = value.as_list();
    return std::any_of(items.begin(), items.end(),
                       [&](const feel::Value& item) { return names_person(item, person); });
  }
  const auto text = value.as_string();
  return !text.empty() && (text == person.key || text == person.department);
}

std::string_view site_of(const Record& record) { return text_of(record, record.type->site_field); }

bool word_holds(const pack::Who& who, const pack::Pack& pack, const Record* record,
                std::string_view site, const Person& person,
                const std::vector<feel::Value>* inputs) {
  using Kind = pack::Who::Kind;
  if (who.kind == Kind::anyone) return person.active;
  if (who.kind == Kind::role) return person.holds(who.name, site, pack.id);
  if (record != nullptr && who.field >= 0) {
    return person.active &&
           names_person(record->fields[static_cast<std::size_t>(who.field)], person);
  }
  if (record == nullptr && inputs != nullptr && who.input >= 0) {
    return person.active && names_person((*inputs)[static_cast<std::size_t>(who.input)], person);
  }
  return false;
}

bool is_among(const std::vector<pack::Who>& words, const Record& record, const Person& person) {
  const auto site = site_of(record);
  return std::any_of(words.begin(), words.end(), [&](const pack::Who& who) {
    return word_holds(who, record.pack(), &record, site, person, nullptr);
  });
}

}  // namespace

bool is_entitled(const View&, const pack::Command& command, const Record* record,
                 const Person& person, const std::vector<feel::Value>* inputs) {
  if (!command.who_stated) return person.active;
  std::string site;
  if (record != nullptr) {
    site = site_of(*record);
  } else if (inputs != nullptr && command.type->site_field >= 0) {
    const auto& name =
        command.type->fields[static_cast<std::size_t>(command.type->site_field)].name;
    const int input = command.find_input(name);
    if (input >= 0) site = (*inputs)[static_cast<std::size_t>(input)].as_string();
  }
  return std::any_of(command.who.begin(), command.who.end(), [&](const pack::Who& who) {
    return word_holds(who, *command.type->pack, record, site, person, inputs);
  });
}

bool may_see(const View&, const Record& record, const Person& person) {
  return is_among(record.type->seers, record, person);
}

bool reads_whole(const Record& record, const pack::Mask& mask, const Person& person) {
  return is_among(mask.clear_to, record, person);
}

}  // namespace guiju::casework
