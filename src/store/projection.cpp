#include "store/projection.hpp"

namespace guiju::store {

bool is_breach(const pack::RecordType& type) {
  return type.name == "breach" && type.pack->id == "company";
}

BreachColumns breach_columns(const casework::Record& breach) {
  const std::string_view kind = breach.field("owed_kind").as_string();
  using Kind = casework::Owner::Kind;
  return {.code = std::string{breach.field("code").as_string()},
          .site = std::string{breach.field("site").as_string()},
          .owed_by = {.kind = kind == "person"       ? Kind::person
                              : kind == "department" ? Kind::department
                              : kind == "role"       ? Kind::role
                                                     : Kind::nobody,
                      .key = std::string{breach.field("owed_by").as_string()}},
          .occurred_on = breach.field("occurred_on").as_date().value_or(LocalDate{})};
}

}  // namespace guiju::store
