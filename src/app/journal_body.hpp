#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/decide.hpp"
#include "journal/entry.hpp"

/// What a journal entry holds as its body: canonical JSON, from which records can be made anew.
namespace guiju::app {

/// `{"by":{"kind","key"},"input":…,"facts":[…],"serials":[…]}`; `input` is what was asked, as
/// canonical JSON, and may be empty (the clock asks nothing).
std::string decision_body(const casework::Actor& by, std::string_view input,
                          const casework::Decision& decision);

/// `{"by":{…},"input":…,"refusal":{"code","fields","names","basis"}}`: nothing has changed.
std::string refusal_body(const casework::Actor& by, std::string_view input,
                         const casework::Refusal& refusal);

/// A decision as the journal tells it.
struct JournaledDecision {
  casework::Actor by;
  std::vector<casework::Fact> facts;  ///< empty for a refusal
  std::vector<casework::SerialTaken> serials;
};

using FindPackVersion =
    std::function<const pack::Pack*(std::string_view id, std::string_view version)>;

/// Reads what `decision_body` or `refusal_body` wrote. The pack of the entry is found in its own
/// version, the pack `company` as that one's base. Throws std::exception on text that they never
/// wrote, and on packs, types, fields, deadlines and rules that do not exist.
JournaledDecision read_decision(const journal::EntryView& entry, const FindPackVersion& find_pack);

}  // namespace guiju::app
