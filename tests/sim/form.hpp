#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "casework/directory.hpp"
#include "company.hpp"
#include "dice.hpp"

namespace guiju::sim {

/// What somebody knows who fills in a form.
struct Knowledge {
  const casework::Directory& directory;
  /// Keys of records, by the name of their type, in the order in which they were made.
  const std::map<std::string, std::vector<std::string>, std::less<>>& keys;
  Instant now{};
  const pack::Pack& pack;
};

/// 填表. Fills in the form of a command as it came from the application (`inputs` of an action,
/// docs/api.md): from the types that it declares, the choices and what it holds already, or as an
/// example of the pack did. Inputs named in `wanted` are not left empty.
class FormFiller {
 public:
  FormFiller(Dice& dice, const Knowledge& known) : dice_(dice), known_(known) {}

  boost::json::object fill(const boost::json::array& inputs,
                           const std::vector<boost::json::object>& examples,
                           const std::set<std::string>& wanted);
  /// Something that is wrong with it: an empty input, a wrong type, a name that is unknown.
  void spoil(boost::json::object& with);

 private:
  boost::json::value draw(const boost::json::object& input);
  boost::json::value draw_of(std::string_view type, std::string_view name);
  boost::json::value chosen(const boost::json::array& choices, std::string_view type);
  boost::json::value row_of(const boost::json::array& columns);
  /// What an example has put in, with people, records and dates of here and now.
  boost::json::value adapted(const boost::json::object& input, const boost::json::value& example);
  std::string text_for(std::string_view name);
  /// Of a record of that type; null where there is none.
  boost::json::value key_of(std::string_view type);
  std::string date_text();
  std::string moment_text();

  Dice& dice_;
  const Knowledge& known_;
};

}  // namespace guiju::sim
