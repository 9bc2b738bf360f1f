#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "pack/written_table.hpp"

/// Decision tables as the standard has them (DMN 1.5, `.dmn`), and back without loss. What DMN has
/// no place for stands in attributes and elements of the namespace `urn:guiju:pack:1`
/// (docs/how-to/dmn.md).
namespace guiju::pack {

inline constexpr const char* dmn_extension_namespace = "urn:guiju:pack:1";

/// A model with the table as its one decision. Names that the table takes from the pack are input
/// data of the model; the rules of a row stand in an annotation column `rules`.
std::string to_dmn(const WrittenTable& table, const std::string& pack_id);

/// The table of the decision (or business knowledge model) `decision` of the model in `text`; when
/// none is named, of the only one that has a table. Tables that did not come from a pack get what a
/// pack wants besides: an id from the name, no rules. Empty with an error in `diagnostics` when
/// there is no such table.
std::optional<WrittenTable> from_dmn(std::string_view text, const std::string& file,
                                     const std::string& decision, Diagnostics& diagnostics);

/// The names that the table asks for: roots of paths, and functions.
std::vector<std::string> names_asked(const WrittenTable& table);

}  // namespace guiju::pack
