#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/row.hpp"
#include "casework/record.hpp"

/// What the tables know of a record beside its body: the columns that lists show and filter by.
/// Both engines compute them here, so that they answer alike.
namespace guiju::store {

/// True for the type `breach` of the pack `company`.
bool is_breach(const pack::RecordType& type);
struct BreachColumns {
  std::string code, site;
  casework::Owner owed_by;
  LocalDate occurred_on{};
};
BreachColumns breach_columns(const casework::Record& breach);

}  // namespace guiju::store
