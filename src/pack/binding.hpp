#pragma once

namespace guiju::pack {

struct RecordType;

/// What a name of an expression stands for: the slot of a variable is an index into
/// `Pack::bindings`.
struct Binding {
  enum class Kind {
    let,
    input,
    field,
    state,
    key,
    number,
    created_at,
    entered_by,
    parameter,
    table,    ///< `index` into `Pack::asked_tables`
    reading,  ///< of such a table
    now,
    today,
    actor_id,
    actor_department,
    actor_roles,
    each,
    position,
    due_at,
    started_at,
    argument,      ///< of a definition
    of_parent,     ///< `next` of the parent record
    of_reference,  ///< `next` of the record whose key `index` (a binding) gives
  };
  Kind kind = Kind::field;
  int index = -1;
  int next = -1;
  const RecordType* type = nullptr;  ///< of `of_reference`: what it refers to

  friend bool operator==(const Binding&, const Binding&) = default;
};

}  // namespace guiju::pack
