#pragma once

#include <array>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casework/record.hpp"

namespace guiju::casework {

/// A role that a person holds: for one site or department, or everywhere where both are empty.
struct HeldRole {
  std::string role;
  std::string site;
  std::string department;
  std::string principal;  ///< in whose place; empty: it is the person's own
  /// Of which regulation: two may call different people by one word. Empty: of all. Stated as
  /// `sales-office/sales_manager`.
  std::string pack = {};

  bool is(std::string_view wanted, std::string_view of_pack) const {
    return role == wanted && (pack.empty() || pack == of_pack);
  }
};

struct Person {
  std::string key;
  std::string name;
  std::string department;
  std::vector<HeldRole> roles;
  bool active = true;
  bool on_leave = false;  ///< a substitute acts meanwhile, if there is one

  /// True when the role of the pack is held for `site`, or everywhere. An empty `site` asks:
  /// anywhere at all.
  bool holds(std::string_view role, std::string_view site, std::string_view pack) const;
};

/// The people, departments and sites of the company, and the holiday notices that it has taken
/// over: a reading of the records of the pack `company`. Ordered by key, so that "the first" is the
/// same everywhere.
struct Directory {
  /// The record types that it is read from.
  static constexpr std::array<std::string_view, 4> types{"person", "department", "site",
                                                         "calendar_notice"};
  static bool is_read_from(const Record& record);

  struct Department {
    std::string key, name, head;
  };
  struct Site {
    std::string key, name;
  };
  std::map<std::string, Person, std::less<>> people;
  /// 岗位本身. A role that acts by itself where a timeline names no person; nobody's holder, head
  /// or member.
  std::map<std::string, Person, std::less<>> stand_ins;
  std::map<std::string, Department, std::less<>> departments;
  std::map<std::string, Site, std::less<>> sites;
  std::shared_ptr<const calendar::Notices> notices;  ///< null: none yet

  const Person* find_person(std::string_view key) const;
  /// The key of whoever has that key or, as tables have it, that name; empty when nobody has.
  std::string key_of_person(std::string_view key_or_name) const;
  /// Takes over what a record of one of the types says now; others are ignored. True when it was
  /// one of them.
  bool take(const Record& record);
};

/// The pack's calendar as the company knows it.
inline const calendar::Calendar& calendar_of(const pack::Pack& pack, const Directory& known) {
  return known.notices == nullptr ? *pack.calendar : pack.calendars->with(known.notices.get());
}

/// 以谁的名义. Whom `person` acts for when doing what belongs to one of `words` (roles, departments
/// or persons): himself where it is his own, else whoever has put him in his place; empty where
/// none of them lets him act. Roles are those of `pack`. An empty `site` asks:
/// anywhere.
std::string acting_for(const Person& person, std::span<const std::string> words,
                       std::string_view site, std::string_view pack);

}  // namespace guiju::casework
