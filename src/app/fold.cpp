#include "app/fold.hpp"

#include <algorithm>
#include <stdexcept>

namespace guiju::app {

std::vector<casework::RecordPtr> fold(
    const JournaledDecision& decision, Instant at,
    const std::function<casework::RecordPtr(const casework::RecordId&)>& find) {
  std::vector<std::shared_ptr<casework::Record>> touched;
  for (const casework::Fact& fact : decision.facts) {
    const casework::RecordId id = casework::make_id(*fact.type, fact.key);
    auto place = std::find_if(touched.begin(), touched.end(),
                              [&](const auto& record) { return record->id == id; });
    if (place == touched.end()) {
      const casework::RecordPtr known = find(id);
      if (!known && !fact.created) {
        throw std::runtime_error("a fact about " + id.text + ", which nobody made");
      }
      touched.push_back(known ? std::make_shared<casework::Record>(*known)
                              : std::make_shared<casework::Record>());
      place = touched.end() - 1;
    }
    casework::apply(**place, fact, at, decision.by.key);
  }
  return {touched.begin(), touched.end()};
}

}  // namespace guiju::app
