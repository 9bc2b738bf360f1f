#pragma once

#include <boost/json/value.hpp>
#include <functional>

#include "base/json.hpp"
#include "casework/fact.hpp"

namespace guiju::casework {

/// Writes the fields `pack` and, where it is another than the version that goes with the entry (the
/// entry's own, or its base), `version`: an act may reach a record that lives under an earlier one.
void write_pack(JsonWriter& out, const pack::Pack& pack, const pack::Pack& entry);

/// The pack of an id: in that version, or, where `version` is empty, in the one that goes with the
/// entry. Null where there is none.
using FindJournaledPack =
    std::function<const pack::Pack*(std::string_view id, std::string_view version)>;

/// The pack that `write_pack` named. Throws std::runtime_error where there is none.
const pack::Pack& read_pack(const boost::json::object& object, const FindJournaledPack& find_pack);

/// Reads back what `append_journal_json` wrote. Throws std::runtime_error on text that it never
/// wrote: the journal's hashes have been checked before.
Fact read_journal_fact(const boost::json::value& json, const FindJournaledPack& find_pack);

}  // namespace guiju::casework
