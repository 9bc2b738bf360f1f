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

/// Takes over what changed records say about versions, if they do.
void take_editions(Shelf& shelf, std::span<const casework::RecordPtr> records);

/// The order by which a version is handed in: `edition.submit` of the pack `company`, `base`, given
/// by the system.
/// `by` is the key of whoever hands it in; empty at the founding of a company, where the version is
/// in force at once.
casework::Order submission_of(const pack::Pack& base, const pack::Pack& version,
                              std::string_view by);

}  // namespace guiju::app
