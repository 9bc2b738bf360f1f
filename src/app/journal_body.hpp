#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ports.hpp"
#include "casework/attachments.hpp"
#include "casework/decide.hpp"
#include "journal/entry.hpp"

/// What a journal entry holds as its body: canonical JSON, from which records can be made anew.
namespace guiju::app {

/// The attachments that facts put into records.
std::vector<std::pair<casework::RecordId, casework::Attachment>> attachments_set(
    const std::vector<casework::Fact>& facts);

/// What was asked, as the journal keeps it: enough to ask it again.
struct Asked {
  const casework::Actor& by;
  std::string_view on;  ///< id of the record acted on, or under which one was to be made; or empty
  std::string_view input;  ///< canonical JSON; empty where the clock asks nothing
};

/// What a decision says to one journal stream.
struct StreamPart {
  std::string stream;
  std::vector<std::shared_ptr<const casework::Record>> records;  ///< touched, of this stream
  /// `{"by":{"kind","key"},"on":…,"input":…,"facts":[…],"serials":[…]}`; in every part but the
  /// first `"part":2` and so on instead of `on` and `input`.
  std::string body;
};

/// The decision by streams, in the order of their first facts; the serials stand in the first.
/// Records put in this order get the same places when they are made anew from the journal. `pack`
/// is that of the entries, under which it was decided.
std::vector<StreamPart> parts_of(const Asked& asked, const casework::Decision& decision,
                                 const pack::Pack& pack);

/// `{"by":{…},"on":…,"input":…,"refusal":{"code","fields","names","basis"}}`: nothing has changed.
std::string refusal_body(const Asked& asked, const casework::Refusal& refusal,
                         const pack::Pack& pack);

/// What was asked by a body: its members before `facts` or `refusal`. Most of a body is its facts,
/// which are not read for it. Throws std::exception on what is no JSON.
boost::json::object asked_in(std::string_view body);
/// Whether a body tells a note: no refusal, and no fact.
bool is_note(std::string_view body);

/// True for an entry that belongs to the decision of the entry before it.
bool is_part(const journal::Entry& entry);

/// Whether the decision says what these entries of one decision, one a stream, have as their
/// answers, to the byte; what was asked is not compared.
bool is_told_by(const std::vector<StreamPart>& parts, std::span<const journal::Entry> entries);

/// Something that changes no record and must be known, as that data was taken out.
struct Note {
  std::string stream, command;
  casework::Actor by;
  std::string input;  ///< what was asked, as canonical JSON
  Instant at{};
};
/// Leaves it in the journal as `{"by":{…},"input":…,"facts":[]}`, under the pack `company`, `base`.
void append_note(UnitOfWork& unit, const Note& note, const pack::Pack& base);

/// A decision as one entry of the journal tells it.
struct JournaledDecision {
  casework::Actor by;
  std::vector<casework::Fact> facts;  ///< empty for a refusal
  std::vector<casework::SerialTaken> serials;
};

/// Who acted, by the body of an entry. Throws std::exception on what no journal says.
casework::Actor actor_of(const boost::json::object& body);

using FindPackVersion =
    std::function<const pack::Pack*(std::string_view id, std::string_view version)>;

/// Reads a body that `parts_of` or `refusal_body` wrote. A pack whose version is not told
/// is the one that goes with the entry: its own, or the pack `company` as that one's base. Throws
/// std::exception on text that they never wrote, and on packs, types, fields, deadlines and rules
/// that do not exist.
JournaledDecision read_decision(const journal::EntryView& entry, const FindPackVersion& find_pack);

}  // namespace guiju::app
