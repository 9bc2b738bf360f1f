#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "feel/decision_table.hpp"
#include "pack/model.hpp"

namespace guiju::pack {

/// One thing that is said about an item of a regulation.
struct Aspect {
  std::string id;             ///< stable: `when`, `due`, `who`
  Text name;                  ///< in words
  std::string key;            ///< two aspects with the same key say the same
  Text shown;                 ///< in words; empty: too long to be shown in a line
  bool is_condition = false;  ///< `key` is a FEEL condition, parameters by their values
};

/// One thing that a regulation lays down: a parameter, a duty, a refusal.
struct Item {
  const RecordType* type = nullptr;  ///< whose fields its conditions name, if any
  const Command* command = nullptr;
  std::string subject;  ///< stable: `parameter`, `refusal`, `deadline`
  Text subject_name;
  std::string id;      ///< within the subject: `item.sort/CLASS_REQUIRED`
  std::string parent;  ///< `subject id` of the item that it goes with; empty: none
  Text title;
  Basis rules;
  std::vector<Aspect> aspects;
  SourcePlace place;
};

/// What a pack lays down, item by item in its own order; of decision tables all but the rows.
/// Blanks, comments and the order of what has none are not in it, and an expression has the values
/// of the parameters that it names.
std::vector<Item> outline(const Pack& pack);

/// An expression with the values of the parameters that it names, as far as they have one.
std::string with_parameters(const Pack& pack, std::string_view text);
/// A table so that it can be read without names: cells and outputs with those values.
feel::DecisionTableSource with_parameters(const Pack& pack,
                                          const feel::DecisionTableSource& source);

}  // namespace guiju::pack
