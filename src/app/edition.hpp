#pragma once

#include <optional>
#include <string_view>

#include "app/ports.hpp"
#include "app/shelf.hpp"
#include "casework/decide.hpp"

/// 制度版本. Which version of a regulation is in force when: records of type `edition` (pack
/// `company`), kept by commands like any other. COM-11, COM-12.
namespace guiju::app {

bool is_edition(const casework::Record& record);

/// When new cases come under the version. Empty for a draft, and for one that was withdrawn before.
std::optional<Term> term_of(const casework::Record& edition);

/// The version that an edition stands for, as the shelf has it; null where it was never added.
const pack::Pack* version_of(const casework::Record& edition, const Shelf& shelf);

/// The edition of a version; null where it was never handed in.
casework::RecordPtr edition_of(const pack::Pack& version, const casework::View& view);

/// Whether it is an edition that the decision has put in force.
bool has_taken_effect(const casework::Record& record, const casework::Decision& decision);

/// What a version that takes effect does to a running case, as the journal names it.
inline constexpr std::string_view version_change = "version.change";

/// Takes over what changed records say about versions, if they do.
void take_editions(Shelf& shelf, std::span<const casework::RecordPtr> records);

/// The order by which a version is handed in: `edition.submit` of the pack `company`, `base`, given
/// by the system.
/// `by` is the key of whoever hands it in; empty at the founding of a company, where the version is
/// in force at once.
casework::Order submission_of(const pack::Pack& base, const pack::Pack& version,
                              std::string_view by);

}  // namespace guiju::app
