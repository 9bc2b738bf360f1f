#pragma once

#include "base/diagnostic.hpp"
#include "casework/directory.hpp"

namespace guiju::casework {

/// 不相容职务的检查. Whether the people of `directory` can keep apart, in every matter of the pack,
/// who asks for it, who countersigns, who decides and who books it, and whether somebody is left
/// for each, whatever row of a table of authority decides. `decide` refuses an act that would join
/// two duties; so what is looked for is where it would not, and where nobody could act any more:
///
/// - `duties-not-kept-apart`: two acts with different duties stand in matters that only a reference
///   joins, so that nothing refuses one person both; with the person, or the delegation, that shows
///   it.
/// - `nobody-to-decide`, `nobody-to-countersign`: a row names a level that nobody here holds, nor,
///   for a decision, any level above it.
/// - `nobody-left-to-decide`, `nobody-left-to-book`: someone may ask, and everyone who could decide
///   (or book) it then is that same person; with the path.
///
/// A table of authority is one with an output `decides`; a lower level appears in it before a
/// higher one. All findings are warnings: nothing is passed because of them. `directory` is read as
/// it stands, with the delegations in force. Rule: COM-9.
Diagnostics check_separation(const pack::Pack& pack, const Directory& directory);

}  // namespace guiju::casework
