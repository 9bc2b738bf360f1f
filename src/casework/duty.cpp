#include "casework/duty.hpp"

namespace guiju::casework {

std::string duty_principal(const pack::Command& command, const Situation& situation,
                           const Person& person) {
  std::vector<std::string> words;
  if (command.duty_as.is_stated()) {
    const auto stated = situation.value(command.duty_as);
    for (const auto& word : stated.as_list()) words.emplace_back(word.as_string());
  } else {
    for (const auto& who : command.who) words.push_back(who.name);
  }
  return acting_for(person, words, {}, command.type->pack->id);
}

}  // namespace guiju::casework
