#pragma once

#include <string>
#include <string_view>

#include "pack/model.hpp"

namespace guiju::pack {

/// 说成话. FEEL as people read it: fields, inputs and parameters by their titles, ids by what the
/// pack calls them, signs and common functions in words. It says what is written and computes
/// nothing; what it has no word for stays as it is written.
class Phrases {
 public:
  /// `type` and `command`, if not null, say whose fields and inputs the names are; other names are
  /// looked up in all of the pack.
  explicit Phrases(const Pack& pack, const RecordType* type = nullptr,
                   const Command* command = nullptr)
      : pack_(pack), type_(type), command_(command) {}

  /// `class = null or class != "urgent"`: 类别 未填，或 类别 不为「紧急」.
  Text expression(std::string_view text) const;
  /// A cell of a decision table under an input of that expression; `-` or nothing is any.
  Text cell(std::string_view tests, std::string_view input) const;
  /// The head of a column: its label, where that is more than an id, else what is asked.
  Text column(const std::string& label, std::string_view expression) const;
  /// A name and a value of it, as FEEL writes both: 类别 为「整改类」.
  Text assignment(std::string_view name, std::string_view value) const;
  /// An act, a duty, a table, a parameter by its name; another id by what it is called; else FEEL.
  Text thing(const std::string& name) const;
  /// `message` with every part between backticks said so.
  Text message(const Text& message) const;
  /// What the pack calls an id: a text, a role, a state, a code; the id where it has no name.
  Text id(const std::string& id) const;

 private:
  const Pack& pack_;
  const RecordType* type_;
  const Command* command_;
};

}  // namespace guiju::pack
