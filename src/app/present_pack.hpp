#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/drafts.hpp"
#include "app/pack_reading.hpp"
#include "app/present.hpp"
#include "pack/difference.hpp"

/// How regulations are shown to people: the JSON of docs/api.md.
namespace guiju::app {

void write_pack_head(JsonWriter& json, const Stage& stage, const pack::Pack& pack);
/// A regulation clause by clause, with the versions of it that were, are or will be in force.
std::string pack_json(const Stage& stage, const pack::Pack& pack, const PackReading& reading,
                      const Shelf& shelf);
/// What of itself a draft says, and whether it compiles.
void write_draft(JsonWriter& json, const Stage& stage, const Draft& draft);
/// What changes in meaning from one edition to another, in the order of the later one.
std::string difference_json(const Stage& stage, const pack::Pack& before, const pack::Pack& after,
                            const std::vector<pack::Difference>& found);

}  // namespace guiju::app
