#pragma once

#include <map>
#include <string>

#include "calendar/calendar.hpp"
#include "cli/demo/clients.hpp"
#include "cli/demo/data.hpp"
#include "cli/demo/dice.hpp"
#include "cli/demo/story.hpp"

namespace guiju::demo {

using Vars = std::map<std::string, std::string>;

/// One telling of a story: who plays, what the names in it stand for, what has been drawn so far.
class Script {
 public:
  Script(const Data& data, const calendar::Calendar& calendar, Dice& dice, const Story& story,
         const Client& client, std::int64_t number);

  void add(const Vars& more) { vars_.insert(more.begin(), more.end()); }
  /// Draws the variant and casts the parts: `role sales_clerk`, `member 工程部`, or a person. Null
  /// when the story has no variants.
  const Variant* cast_parts();
  /// The moment after `at` that `wait` asks for.
  Instant after(Instant at, const Wait& wait);
  /// The order of a step; `variant` adds to its inputs where it is stated.
  Line line(const Step& step, Instant at, const Variant* variant);

 private:
  std::string fill(const std::string& text, const YAML::Mark& mark) const;
  std::string cast(const std::string& part, const YAML::Mark& mark);
  std::string json_of(const std::string& name, const YAML::Node& node, Instant at);
  std::string draw(const std::string& name, const YAML::Node& node, Instant at);
  std::string drawn_text(const YAML::Node& node, Instant at);

  const Data& data_;
  const calendar::Calendar& calendar_;
  Dice& dice_;
  const Story& story_;
  std::string site_;
  Vars vars_;
};

}  // namespace guiju::demo
