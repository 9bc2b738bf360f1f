#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casework/directory.hpp"
#include "casework/record.hpp"
#include "casework/view.hpp"

/// Who sees what, in a form that a store can put into its queries: the same as
/// `casework::may_see`, asked of all records at once.
namespace guiju::app {

/// What a person may see of one record type.
struct Grant {
  std::string pack;
  std::string type;
  bool all = false;                ///< every record of it
  bool some_site = false;          ///< records that have no site: a role is held somewhere
  std::vector<std::string> sites;  ///< records of these sites; ascending
};

/// What a person may see. A record is visible if the grant of its type covers it, or if one of its
/// `seers_of` is the person or the person's department.
struct Visibility {
  bool everything = false;  ///< for the program itself: exports, reports, replay
  std::string person;
  std::string department;
  std::vector<Grant> grants;  ///< ordered by pack, then type

  static Visibility all() { return {.everything = true}; }
  const Grant* find(std::string_view pack, std::string_view type) const;
};

/// The persons and departments whom fields of the record let see it: through `sees` of its type, or
/// because a command's `who` lets them act on it. Each once.
std::vector<casework::Owner> seers_of(const casework::Record& record);

/// What `person` may see of the records of `packs` (each pack and, once, the pack `company`). Of
/// several versions of a pack the first that has a type says who sees its records.
Visibility visibility_of(const casework::Person& person, std::span<const pack::Pack* const> packs);

/// The same question of one record. Equal to `casework::may_see`.
bool is_visible(const Visibility& visibility, const casework::Record& record);

/// The same of what happened in a record or a journal stream, by its id. Of a record that is not
/// there, and where a beginning was refused (`pack.refused.command`), it is told to whoever sees
/// all of the type. `packs` are those in force.
bool is_visible(const Visibility& visibility, const casework::View& view, std::string_view id,
                std::span<const pack::Pack* const> packs);

}  // namespace guiju::app
